package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.option.OutputFile;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.bundle.BundleLine;
import io.jenkins.plugins.intoto.engine.bundle.BundleLine.SigstoreLine;
import io.jenkins.plugins.intoto.engine.bundle.BundleLine.UnknownLine;
import io.jenkins.plugins.intoto.engine.bundle.BundleReader;
import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import java.nio.file.Path;

/** {@code bundle split}: writes each attestation of a bundle to a file of its own. */
public final class BundleSplitCommand implements Command {
    private static final String DIRECTORY = "--directory";

    @Override
    public Syntax syntax() {
        return new Syntax(
                        "Write each attestation of a bundle to a file of its own.",
                        "The files are named after the bundle and the number of the line: app.3.json for a DSSE envelope,"
                                + " app.4.sigstore.json for a Sigstore bundle. Other lines are left out, with a warning.")
                .operand("BUNDLE", "The bundle.")
                .value("DIRECTORY", "Where to write the files; the current directory otherwise.", "-d", DIRECTORY)
                .lineLimit()
                .example(
                        "For tools that read single envelopes",
                        "in-toto bundle split app.intoto.jsonl -d attestations");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException {
        var bundle = invocation.operandPaths().get(0);
        var directory = invocation.directory(DIRECTORY);
        var stem = LimitedFile.isStream(bundle)
                ? "attestation"
                : String.valueOf(bundle.getFileName()).replaceFirst("(\\.intoto|\\.sigstore)?\\.jsonl$", "");
        BundleReader.<InTotoException>forEachLine(bundle, invocation.lineLimits(), line -> {
            if (line instanceof UnknownLine unknown) {
                invocation.notes().warn("left out: " + unknown.sentence());
            } else {
                write(line, directory.resolve(stem + "." + line.number() + suffix(line)), invocation);
            }
        });
        return 0;
    }

    private static String suffix(BundleLine line) {
        return line instanceof SigstoreLine ? ".sigstore.json" : ".json";
    }

    private static void write(BundleLine line, Path target, Invocation invocation) throws CommandFailedException {
        OutputFile.check(target);
        OutputFile.<RuntimeException>write(target, out -> {
            out.write(line.raw());
            out.write('\n');
        });
        invocation.notes().detail("wrote " + target);
    }
}
