package io.jenkins.plugins.intoto.cli;

import io.jenkins.plugins.intoto.InTotoException;
import io.jenkins.plugins.intoto.bundle.BundleFile;
import java.io.IOException;

/** {@code bundle merge}: makes one bundle of several. */
final class BundleMergeCommand implements Command {
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
