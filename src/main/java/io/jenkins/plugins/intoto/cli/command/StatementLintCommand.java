package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.OneLine;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.option.AttestationFile;
import io.jenkins.plugins.intoto.cli.option.PredicateSchemas;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.layout.LintCode.Severity;
import io.jenkins.plugins.intoto.engine.predicate.StatementFinding;
import io.jenkins.plugins.intoto.engine.predicate.StatementLint;
import io.jenkins.plugins.intoto.engine.statement.MalformedStatementException;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code statement lint}: checks statements. */
public final class StatementLintCommand implements Command {
    private static final String STRICT = "--strict";
    private static final String SCHEMA = "--schema";
    private static final String SCHEMA_FILE = "--schema-file";

    @Override
    public Syntax syntax() {
        return new Syntax(
                        "Check statements and their predicates.",
                        "Errors keep sound verifiers from using a statement; warnings tell where it may not mean what is"
                                + " meant. Each names its place by a JSON pointer. Exits with 1 if there are errors, or a file"
                                + " has no statement. Signatures are not looked at.")
                .flag("Exit with 1 if there are warnings too.", STRICT)
                .flag("Hold CycloneDX and SPDX documents against the JSON schemas of their versions, too.", SCHEMA)
                .value(
                        "FILE",
                        "Hold every predicate against this JSON schema instead. Schemas that it refers to are looked for"
                                + " beside it.",
                        SCHEMA_FILE)
                .lineLimit()
                .operands(
                        "FILE",
                        "Statements, bare or signed; Sigstore bundles; and, if their names end with .jsonl, bundles of"
                                + " attestations.")
                .example("Check a statement before it is signed", "in-toto statement lint provenance.json")
                .example(
                        "Check all that is known of an artifact",
                        "in-toto statement lint --strict app.tar.gz.intoto.jsonl")
                .example(
                        "Check a bill of materials against the schema of its version",
                        "in-toto statement lint --schema sbom.intoto.json");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException {
        var schemas = schemas(invocation);
        boolean sound = true;
        for (var file : invocation.operandPaths()) {
            var result = new Result(file, invocation.lineLimits(), schemas, invocation);
            AttestationFile.read(file, invocation.lineLimits(), result);
            result.tellCounts();
            sound &= result.statements > 0
                    && result.count(Severity.ERROR) == 0
                    && (!invocation.has(STRICT) || result.count(Severity.WARNING) == 0);
        }
        return sound ? 0 : FAILED;
    }

    private static Optional<PredicateSchemas> schemas(Invocation invocation) throws InTotoException {
        var file = invocation.path(SCHEMA_FILE);
        if (file.isPresent()) {
            return Optional.of(PredicateSchemas.of(file.get()));
        }
        return invocation.has(SCHEMA) ? Optional.of(PredicateSchemas.known()) : Optional.empty();
    }

    /** What was found in one file. */
    private static final class Result implements AttestationFile.Reader {
        private final Path file;
        private final Invocation invocation;
        private final Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
        private final JsonLimits limits;
        private final Optional<PredicateSchemas> schemas;
        private int statements;

        Result(Path file, JsonLimits limits, Optional<PredicateSchemas> schemas, Invocation invocation) {
            this.limits = limits;
            this.schemas = schemas;
            this.file = file;
            this.invocation = invocation;
        }

        @Override
        public void statement(byte[] json, String source) {
            statements++;
            for (var finding : StatementLint.check(json, source, limits)) {
                tell(finding, source);
            }
            if (schemas.isPresent() && isStatement(json, source)) {
                for (var finding : schemas.get().check(json)) {
                    tell(finding, source);
                }
            }
        }

        private boolean isStatement(byte[] json, String source) {
            try {
                Statement.read(json, source, limits);
                return true;
            } catch (MalformedStatementException e) {
                return false; // which is a finding already
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
