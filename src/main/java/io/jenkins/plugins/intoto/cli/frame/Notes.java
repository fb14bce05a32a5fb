package io.jenkins.plugins.intoto.cli.frame;

import io.jenkins.plugins.intoto.engine.record.RecordingWarning;
import java.io.PrintStream;

/** Messages of a command that are not failures: warnings, unless it is to be quiet, and details, if it is to be verbose. */
public final class Notes {
    private final PrintStream err;
    private final boolean quiet;
    private final boolean verbose;

    Notes(PrintStream err, boolean quiet, boolean verbose) {
        this.err = err;
        this.quiet = quiet;
        this.verbose = verbose;
    }

    /** Whether nothing but errors is told. */
    public boolean areQuiet() {
        return quiet;
    }

    /** Whether details are told. */
    public boolean areVerbose() {
        return verbose;
    }

    /** Warns, unless the command is to be quiet. */
    public void warn(String text) {
        if (!quiet) {
            err.println("warning: ".concat(OneLine.of(text)));
        }
    }

    /** Warns of what was noticed while recording. */
    public void warn(RecordingWarning warning) {
        warn(warning.message());
    }

    /** Says how much there is to a detail, in the singular or the plural. */
    public void detail(String verb, int count, String noun, String place) {
        detail(verb + " " + count + " " + noun + (count == 1 ? " " : "s ") + place);
    }

    /** Tells in one line what was done, unless the command is to be quiet. */
    public void done(String text) {
        if (!quiet) {
            err.println(OneLine.of(text));
        }
    }

    /** Tells a detail, if the command is to be verbose. */
    public void detail(String text) {
        if (verbose) {
            err.println(OneLine.of(text));
        }
    }
}
