package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.option.OutputFile;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.bundle.BundleFile;
import io.jenkins.plugins.intoto.engine.bundle.BundleLine;
import io.jenkins.plugins.intoto.engine.bundle.LineSummary;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.predicate.PredicateType;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.io.IOException;
import java.util.List;

/** {@code bundle filter}: takes some attestations out of a bundle. */
public final class BundleFilterCommand implements Command {
    private static final String OUTPUT = "--output";
    private static final String TYPE = "--type";
    private static final String SUBJECT = "--subject";
    private static final String KEYID = "--keyid";
    private static final String INVERT = "--invert";

    @Override
    public Syntax syntax() {
        return new Syntax(
                        "Take some attestations out of a bundle.",
                        "A line is kept if it meets every condition that is given, of those given several times any."
                                + " Nothing is verified: these are the claims of the lines.")
                .operand("BUNDLE", "The bundle.")
                .requiredValue("FILE", "Where to write the lines that are kept; may be the same.", "-o", OUTPUT)
                .repeatable(
                        "URI",
                        "The type of the predicate; older and other names of a known type are as good.",
                        "-t",
                        TYPE)
                .repeatable("SUBJECT", "A digest in hexadecimal, or the name of a subject.", "-s", SUBJECT)
                .repeatable("ID", "The id of the key that claims to have signed, or its first characters.", KEYID)
                .flag("Keep the other lines.", INVERT)
                .lineLimit()
                .example(
                        "All provenance of a file",
                        "in-toto bundle filter app.intoto.jsonl -o provenance.intoto.jsonl \\",
                        "    -t https://slsa.dev/provenance/v1 -s app.tar.gz");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException, IOException {
        invocation.onlyWith(
                invocation.has(TYPE) || invocation.has(SUBJECT) || invocation.has(KEYID), "a condition", INVERT);
        var target = invocation.requiredPath(OUTPUT);
        OutputFile.check(target);
        var limits = invocation.lineLimits();
        var conditions =
                new Conditions(invocation.values(TYPE), invocation.values(SUBJECT), invocation.values(KEYID), limits);
        boolean invert = invocation.has(INVERT);
        try {
            int count = BundleFile.filter(
                    invocation.operandPaths().get(0), target, limits, line -> conditions.areMetBy(line) != invert);
            invocation.notes().detail("wrote", count, "line", "to " + target);
        } catch (IOException e) {
            throw OutputFile.failure(target, e);
        }
        return 0;
    }

    private record Conditions(List<String> types, List<String> subjects, List<String> keyIds, JsonLimits limits) {
        boolean areMetBy(BundleLine line) {
            if (!keyIds.isEmpty() && !isSigned(line)) {
                return false;
            }
            if (types.isEmpty() && subjects.isEmpty()) {
                return true;
            }
            var statement = LineSummary.of(line, limits).statement();
            return statement.isPresent() && isOfType(statement.get()) && isAbout(statement.get());
        }

        private boolean isSigned(BundleLine line) {
            return line.envelope().stream()
                    .flatMap(envelope -> envelope.signatures().stream())
                    .anyMatch(signature ->
                            keyIds.stream().anyMatch(signature.keyId().value()::startsWith));
        }

        private boolean isOfType(Statement statement) {
            return types.isEmpty() || types.stream().anyMatch(type -> PredicateType.accepts(type, statement));
        }

        private boolean isAbout(Statement statement) {
            return subjects.isEmpty()
                    || statement.subjects().stream()
                            .anyMatch(subject ->
                                    subject.name().filter(subjects::contains).isPresent()
                                            || subject.digest().asMap().values().stream()
                                                    .anyMatch(subjects::contains));
        }
    }
}
