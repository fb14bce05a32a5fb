package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.OneLine;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.option.AttestationFile;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.layout.LintCode.Severity;
import io.jenkins.plugins.intoto.engine.predicate.StatementFinding;
import io.jenkins.plugins.intoto.engine.predicate.StatementLint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** {@code statement lint}: checks statements. */
public final class StatementLintCommand implements Command {
    private static final String STRICT = "--strict";

    @Override
    public Syntax syntax() {
        return new Syntax(
                        "Check statements and their predicates.",
                        "Errors keep sound verifiers from using a statement; warnings tell where it may not mean what is"
                                + " meant. Each names its place by a JSON pointer. Exits with 1 if there are errors, or a file"
                                + " has no statement. Signatures are not looked at.")
                .flag("Exit with 1 if there are warnings too.", STRICT)
                .lineLimit()
                .operands(
                        "FILE",
                        "Statements, bare or signed; Sigstore bundles; and, if their names end with .jsonl, bundles of"
                                + " attestations.")
                .example("Check a statement before it is signed", "in-toto statement lint provenance.json")
                .example(
                        "Check all that is known of an artifact",
                        "in-toto statement lint --strict app.tar.gz.intoto.jsonl");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException {
        boolean sound = true;
        for (var file : invocation.operandPaths()) {
            var result = new Result(file, invocation.lineLimits(), invocation);
            AttestationFile.read(file, invocation.lineLimits(), result);
            result.tellCounts();
            sound &= result.statements > 0
                    && result.count(Severity.ERROR) == 0
                    && (!invocation.has(STRICT) || result.count(Severity.WARNING) == 0);
        }
        return sound ? 0 : FAILED;
    }

    /** What was found in one file. */
    private static final class Result implements AttestationFile.Reader {
        private final Path file;
        private final Invocation invocation;
        private final Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
        private final JsonLimits limits;
        private int statements;

        Result(Path file, JsonLimits limits, Invocation invocation) {
            this.limits = limits;
            this.file = file;
            this.invocation = invocation;
        }

        @Override
        public void statement(byte[] json, String source) {
            statements++;
            for (var finding : StatementLint.check(json, source, limits)) {
                tell(finding, source);
            }
        }

        @Override
        public void nothing(String source, String reason) {
            tell(new StatementFinding(Severity.WARNING, "", reason), source);
        }

        private void tell(StatementFinding finding, String source) {
            counts.merge(finding.severity(), 1, Integer::sum);
            if (!invocation.notes().areQuiet()) {
                invocation
                        .out()
                        .println(word(finding.severity()) + ": " + OneLine.of(source + ": " + finding.sentence()));
            }
        }

        int count(Severity severity) {
            return counts.getOrDefault(severity, 0);
        }

        void tellCounts() {
            if (invocation.notes().areQuiet()) {
                return;
            }
            var texts = new ArrayList<String>();
            for (var severity : Severity.values()) {
                int count = count(severity);
                if (count > 0) {
                    texts.add(count + " " + word(severity) + (count == 1 ? "" : "s"));
                }
            }
            var found = texts.isEmpty() ? "nothing found" : String.join(", ", texts);
            if (statements == 0) {
                found = texts.isEmpty() ? "no statement found" : found + ", no statement found";
            }
            var among = statements < 2 ? "" : " in " + statements + " statements";
            invocation.out().println(OneLine.of(file + ": " + found + among));
        }

        private static String word(Severity severity) {
            return severity.name().toLowerCase(Locale.ROOT);
        }
    }
}
