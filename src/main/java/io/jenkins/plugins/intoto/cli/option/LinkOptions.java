package io.jenkins.plugins.intoto.cli.option;

import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.envelope.UnsignedEnvelope;
import io.jenkins.plugins.intoto.engine.key.Signer;
import io.jenkins.plugins.intoto.engine.model.ItemNames;
import io.jenkins.plugins.intoto.engine.model.Link;
import java.io.IOException;
import java.nio.file.Path;

/** The options of commands that write links, and the writing. */
public final class LinkOptions {
    private static final String NAME = "--step-name";
    private static final String DIRECTORY = "--metadata-directory";

    private LinkOptions() {}

    /** Adds the option for the name of the step. */
    public static void addNameTo(Syntax syntax) {
        syntax.requiredValue("NAME", "The name of the step, as the layout has it.", "-n", NAME);
    }

    /** Adds the option for the directory of the link. */
    public static void addDirectoryTo(Syntax syntax) {
        syntax.value("DIR", "Where to put the link instead of the current directory.", "-d", DIRECTORY);
    }

    /** The name of the step. */
    public static String name(Invocation invocation) throws UsageException {
        var name = invocation.required(NAME);
        if (!ItemNames.isSafe(name)) {
            throw new UsageException("'" + name + "' cannot name a step, for it cannot be part of a file name");
        }
        return name;
    }

    /** Where links are put. */
    public static Path directory(Invocation invocation) throws UsageException {
        return invocation.directory(DIRECTORY);
    }

    /** Signs a link and writes it. */
    public static void write(Link link, EnvelopeFormat format, Signer key, Path file, Invocation invocation)
            throws InTotoException, IOException, InterruptedException {
        var progress = invocation.progress("signing");
        try {
            var envelope = UnsignedEnvelope.of(link, format);
            var signatures = envelope.sign(key);
            OutputFile.write(file, out -> envelope.writeTo(out, signatures));
            invocation.notes().detail("wrote " + file);
        } finally {
            progress.end();
        }
    }
}
