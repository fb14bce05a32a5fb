package io.jenkins.plugins.intoto.run;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What to do when the body of a step failed. */
enum OnFailure {
    /** Write no link. */
    SKIP,
    /** Write a link that says so. */
    RECORD;

    /** The constant of a name as jobs use it. */
    static OnFailure of(String name) {
        for (var constant : values()) {
            if (constant.toString().equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("\"" + name + "\" is not one of "
                + Arrays.stream(values()).map(OnFailure::toString).collect(Collectors.joining(", ")));
    }

    /** The name as jobs use it, in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
