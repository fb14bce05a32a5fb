package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.option.OutputFile;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.bundle.BundleFile;
import java.io.IOException;
import java.util.ArrayList;

/** {@code bundle add}: adds attestations to a bundle. */
public final class BundleAddCommand implements Command {
    private static final String BUNDLE = "--bundle";

    @Override
    public Syntax syntax() {
        return new Syntax(
                        "Add attestations to a bundle.",
                        "The files are DSSE envelopes, Sigstore bundles, or bundles by the name *.jsonl. The bundle is made"
                                + " if it is not there. Lines that it has are left as they are.")
                .operands("FILE", "The attestations to add.")
                .requiredValue("BUNDLE", "The bundle to add them to.", "-b", BUNDLE)
                .lineLimit()
                .example(
                        "Move from single files to a bundle",
                        "in-toto bundle add -b app.intoto.jsonl scan.json sbom.json");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException, IOException {
        var bundle = invocation.requiredPath(BUNDLE);
        OutputFile.check(bundle);
        var lines = new ArrayList<byte[]>();
        for (var file : invocation.operandPaths()) {
            lines.addAll(AttestationText.lines(file, invocation.lineLimits()));
        }
        try {
            BundleFile.append(bundle, lines, invocation.lineLimits());
        } catch (IOException e) {
            throw OutputFile.failure(bundle, e);
        }
        invocation.notes().detail("added", lines.size(), "line", "to " + bundle);
        return 0;
    }
}
