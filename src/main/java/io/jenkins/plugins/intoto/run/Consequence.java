package io.jenkins.plugins.intoto.run;

import hudson.model.Result;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a failed verification does to the build. */
public enum Consequence {
    /** The step fails, and the build with it unless it catches that. */
    FAIL,
    /** The build becomes unstable. */
    UNSTABLE,
    /** Nothing; the report says it. */
    REPORT;

    /** The constant of a name as jobs use it. */
    static Consequence of(String name) {
        return Arrays.stream(values())
                .filter(constant -> constant.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is not one of "
                        + Arrays.stream(values()).map(Consequence::toString).collect(Collectors.joining(", "))));
    }

    /** How the step is marked where its outcome is shown. */
    public Result mark() {
        return this == FAIL ? Result.FAILURE : Result.UNSTABLE;
    }

    /** The name as jobs use it, in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
