package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.option.OutputFile;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.bundle.BundleFile;
import java.io.IOException;

/** {@code bundle merge}: makes one bundle of several. */
public final class BundleMergeCommand implements Command {
    private static final String OUTPUT = "--output";

    @Override
    public Syntax syntax() {
        return new Syntax(
                        "Make one bundle of several.",
                        "Lines are kept as they are, those too that mean nothing here; of equal lines the first is kept.")
                .operands("BUNDLE", "The bundles.")
                .requiredValue("FILE", "Where to write the whole; may be one of them.", "-o", OUTPUT)
                .lineLimit()
                .example(
                        "For a release of two files",
                        "in-toto bundle merge a.intoto.jsonl b.intoto.jsonl -o release.intoto.jsonl");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException, IOException {
        var target = invocation.requiredPath(OUTPUT);
        OutputFile.check(target);
        try {
            int count = BundleFile.merge(invocation.operandPaths(), target, invocation.lineLimits());
            invocation.notes().detail("wrote", count, "line", "to " + target);
        } catch (IOException e) {
            throw OutputFile.failure(target, e);
        }
        return 0;
    }
}
