package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.OneLine;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.option.MetadataFile;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.envelope.Envelope;
import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.layout.LayoutLint;
import io.jenkins.plugins.intoto.engine.layout.LintCode.Severity;
import io.jenkins.plugins.intoto.engine.layout.LintFinding;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.engine.policy.source.PolicyReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code layout lint}: checks layouts. */
public final class LayoutLintCommand implements Command {
    private static final String STRICT = "--strict";

    @Override
    public Syntax syntax() {
        return new Syntax(
                        "Check a layout for demands that cannot be met, and for rules that demand nothing.",
                        "Errors keep every verification from passing, or from verifying what is meant; warnings tell where"
                                + " it is weaker than it looks. Exits with 1 if there are errors. Signatures are not"
                                + " looked at.")
                .flag("Exit with 1 if there are warnings too.", STRICT)
                .operands("FILE", "The layouts, signed or not.")
                .example("Check a layout before it is signed", "in-toto layout lint root.layout")
                .example("In a build that is to fail on any doubt", "in-toto layout lint --strict root.layout");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException {
        boolean sound = true;
        for (var file : invocation.operandPaths()) {
            var envelope = envelope(file);
            var findings = LayoutLint.check(MetadataFile.layout(envelope), Instant.now());
            if (!invocation.notes().areQuiet()) {
                tell(file, envelope, findings, invocation);
            }
            sound &= count(findings, Severity.ERROR) == 0
                    && (!invocation.has(STRICT) || count(findings, Severity.WARNING) == 0);
        }
        return sound ? 0 : FAILED;
    }

    private static Envelope envelope(Path file) throws InTotoException {
        byte[] content = LimitedFile.read(file, JsonLimits.DEFAULT.maxBytes());
        try {
            return MetadataFile.read(content, file.toString());
        } catch (MalformedMetadataException e) {
            if (PolicyReader.isLayoutOverAttestations(content)) {
                throw new CommandFailedException(
                        file + ": is a layout over attestations (ITE-10), which is not read yet", e);
            }
            throw e;
        }
    }

    private static void tell(Path file, Envelope envelope, List<LintFinding> findings, Invocation invocation) {
        var counts = new ArrayList<String>();
        for (var severity : Severity.values()) {
            var word = severity.name().toLowerCase(Locale.ROOT);
            for (var finding : findings) {
                if (finding.code().severity() == severity) {
                    invocation.out().println(word + ": " + finding.sentence());
                }
            }
            long count = count(findings, severity);
            if (count > 0) {
                counts.add(count + " " + word + (count == 1 ? "" : "s"));
            }
        }
        var result = counts.isEmpty() ? "nothing found" : String.join(", ", counts);
        var unsigned = envelope.signatures().isEmpty() ? "; the layout is not signed" : "";
        invocation.out().println(OneLine.of(file + ": " + result + unsigned));
    }

    private static long count(List<LintFinding> findings, Severity severity) {
        return findings.stream()
                .filter(finding -> finding.code().severity() == severity)
                .count();
    }
}
