package io.jenkins.plugins.intoto.cli;

import io.jenkins.plugins.intoto.record.RecordingWarning;
import java.io.PrintStream;

/** Messages of a command that are no failures: warnings, unless it is to be quiet, and details, if it is to be verbose. */
final class Notes {
    private final PrintStream err;
    private final boolean quiet;
    private final boolean verbose;

    Notes(PrintStream err, boolean quiet, boolean verbose) {
        this.err = err;
        this.quiet = quiet;
        this.verbose = verbose;
    }

    boolean areQuiet() {
        return quiet;
    }

    boolean areVerbose() {
        return verbose;
    }

    void warn(String text) {
        if (!quiet) {
            err.println("warning: ".concat(OneLine.of(text)));
        }
    }

    void warn(RecordingWarning warning) {
        warn(warning.message());
    }

    /** Says how much there is to a detail, in the singular or the plural. */
    void detail(String verb, int count, String noun, String place) {
        detail(verb + " " + count + " " + noun + (count == 1 ? " " : "s ") + place);
    }

    void detail(String text) {
        if (verbose) {
            err.println(OneLine.of(text));
        }
    }
}
