package io.jenkins.plugins.intoto.run;

import java.util.Arrays;

/** Paths that jobs give to name a file among artifacts or in a workspace. */
public final class ArtifactPath {
    private ArtifactPath() {}

    /** Whether a path is relative and does not go up, whatever the operating system. */
    public static boolean isSafe(String path) {
        return !path.isEmpty()
                && !path.startsWith("/")
                && path.indexOf('\\') < 0
                && path.indexOf(':') < 0
                && path.chars().noneMatch(Character::isISOControl)
                && Arrays.stream(path.split("/", -1)).noneMatch(name -> name.isEmpty() || name.equals(".."));
    }
}
