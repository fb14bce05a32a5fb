package io.jenkins.plugins.intoto;

/** How many damaged inputs tests try: a few in each build, and any number with {@code -Dfuzz.factor=N}. */
public final class Fuzzing {
    private static final int FACTOR = Integer.getInteger("fuzz.factor", 1);

    private Fuzzing() {}

    /** As many rounds as a build has time for, times the factor. */
    public static int rounds(int usual) {
        return Math.multiplyExact(usual, FACTOR);
    }
}
