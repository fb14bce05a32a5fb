package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.OneLine;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import io.jenkins.plugins.intoto.engine.layout.LintCode.Severity;
import io.jenkins.plugins.intoto.engine.policy.lint.PolicyLint;
import io.jenkins.plugins.intoto.engine.policy.lint.PolicyLintFinding;
import io.jenkins.plugins.intoto.engine.policy.source.PolicyReader;
import io.jenkins.plugins.intoto.engine.policy.source.SignedPolicy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code policy lint}: checks policies. */
public final class PolicyLintCommand implements Command {
    private static final String STRICT = "--strict";

    @Override
    public Syntax syntax() {
        return new Syntax(
                        "Check a policy for demands that cannot be met, and for demands that are less than they seem.",
                        "Errors keep every verification from passing, or from verifying what is meant; warnings tell where"
                                + " it is weaker than it looks. Exits with 1 if there are errors. Signatures are not"
                                + " looked at.")
                .flag("Exit with 1 if there are warnings too.", STRICT)
                .operands("FILE", "The policies, signed or not.")
                .example("Check a policy before it is signed", "in-toto policy lint gate.yaml")
                .example("In a build that is to fail on any doubt", "in-toto policy lint --strict gate.yaml");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException {
        boolean sound = true;
        for (var file : invocation.operandPaths()) {
            byte[] content = LimitedFile.read(file, 2L * PolicyReader.MAXIMUM_BYTES);
            var findings =
                    PolicyLint.check(SignedPolicy.textOf(content, file.toString()), file.toString(), Instant.now());
            if (!invocation.notes().areQuiet()) {
                tell(file, findings, invocation);
            }
            sound &= count(findings, Severity.ERROR) == 0
                    && (!invocation.has(STRICT) || count(findings, Severity.WARNING) == 0);
        }
        return sound ? 0 : FAILED;
    }

    private static void tell(Path file, List<PolicyLintFinding> findings, Invocation invocation) {
        for (var finding : findings) {
            var severity = finding.code().severity().name().toLowerCase(Locale.ROOT);
            invocation
                    .out()
                    .println(OneLine.of(file + ":" + finding.line() + ": " + severity + ": "
                            + (finding.pointer().isEmpty() ? "" : finding.pointer() + ": ") + finding.sentence()));
        }
        var counts = new ArrayList<String>();
        for (var severity : Severity.values()) {
            long count = count(findings, severity);
            if (count > 0) {
                counts.add(count + " " + severity.name().toLowerCase(Locale.ROOT) + (count == 1 ? "" : "s"));
            }
        }
        var result = counts.isEmpty() ? "nothing found" : String.join(", ", counts);
        invocation.out().println(OneLine.of(file + ": " + result));
    }

    private static long count(List<PolicyLintFinding> findings, Severity severity) {
        return findings.stream()
                .filter(finding -> finding.code().severity() == severity)
                .count();
    }
}
