package io.jenkins.plugins.intoto.engine.policy.rule;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.jenkins.plugins.intoto.engine.json.JsonPointer;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A rule about what an attestation says, in the Common Expression Language (ITE-11, {@code expectedAttributes}). Only a rule
 * that evaluates to true holds; one that cannot be evaluated does not.
 */
public final class AttributeRule {
    private static final Pattern MISSING_KEY = Pattern.compile("key '(.*)' is not present in map");

    private final String text;
    private final Optional<String> message;
    private final RuleFields fields;
    private final CelRuntime.Program program;

    private AttributeRule(String text, Optional<String> message, RuleFields fields, CelRuntime.Program program) {
        this.text = text;
        this.message = message;
        this.fields = fields;
        this.program = program;
    }

    /**
     * @param text the expression
     * @param message what to say if it is false
     * @throws RuleCompilationException if it is no expression that yields true or false, or never can be evaluated
     */
    public static AttributeRule compile(String text, Optional<String> message) throws RuleCompilationException {
        var tree = RuleEnvironment.compile(text);
        var fields = RuleFields.of(tree.getExpr());
        for (var call : fields.constantCalls()) {
            checkConstant(call);
        }
        return new AttributeRule(text, message, fields, RuleEnvironment.program(tree));
    }

    /** What is wrong with a constant would else be found out only when an attestation is denied for it. */
    private static void checkConstant(RuleFields.ConstantCall call) throws RuleCompilationException {
        var literal = literal(call.text());
        var probe =
                switch (call.function()) {
                    case "duration" -> "duration(" + literal + ") == duration('0s')";
                    case "timestamp" -> "timestamp(" + literal + ") == now";
                    default -> "''.matches(" + literal + ")";
                };
        try {
            RuleEnvironment.program(RuleEnvironment.compile(probe)).eval(Map.of(RuleEnvironment.NOW, Instant.EPOCH));
        } catch (CelEvaluationException | RuntimeException e) {
            throw new RuleCompilationException(call.function() + "('" + DisplayText.of(call.text()) + "'): "
                    + RuleEnvironment.firstLine(String.valueOf(e.getMessage())));
        }
    }

    private static String literal(String text) {
        return text.codePoints().mapToObj(c -> String.format("\\U%08x", c)).collect(Collectors.joining("", "'", "'"));
    }

    /** The expression as the policy has it. */
    public String text() {
        return text;
    }

    /** The fields that it reads: paths from a variable on, such as {@code predicate, builder, id}. */
    public Set<List<String>> fields() {
        return Set.copyOf(fields.fields());
    }

    /** Whether it reads the attestation, rather than being true or false whatever that says. */
    public boolean isAboutTheAttestation() {
        return fields.variables().stream().anyMatch(name -> !name.equals(RuleEnvironment.NOW));
    }

    /**
     * Evaluates the rule.
     *
     * @param attestation what it is evaluated on
     * @return why it does not hold; empty if it does
     */
    public Optional<RuleFailure> check(RuleVariables attestation) {
        try {
            var result = program.eval(attestation.bindings());
            return Boolean.TRUE.equals(result)
                    ? Optional.empty()
                    : Optional.of(result instanceof Boolean ? isFalse(attestation) : undecided());
        } catch (CelEvaluationException e) {
            return Optional.of(failure(e.getErrorCode(), String.valueOf(e.getMessage()), attestation));
        } catch (RuntimeException e) {
            // The library evaluates what others have written; whatever it stumbles over there must not end a
            // verification.
            return Optional.of(failure(CelErrorCode.INTERNAL_ERROR, e.getClass().getSimpleName(), attestation));
        }
    }

    private RuleFailure isFalse(RuleVariables attestation) {
        var named = fields.fields().stream()
                .filter(field -> field.get(0).equals(RuleEnvironment.PREDICATE) && field.size() > 1)
                .toList();
        var said = message.map(DisplayText::of).orElse("");
        if (named.size() != 1) {
            return new RuleFailure(RuleFailure.Kind.FALSE, "/predicate", start() + "is false" + with(said));
        }
        var value = RuleFields.valueOf(named.get(0), attestation.predicate());
        var shown = value instanceof String string
                ? ", the value is \"" + DisplayText.of(string) + "\""
                : value instanceof Number || value instanceof Boolean
                        ? ", the value is " + DisplayText.of(value.toString())
                        : "";
        return new RuleFailure(
                RuleFailure.Kind.FALSE, JsonPointer.of(named.get(0)), start() + "is false" + with(said) + shown);
    }

    private static String with(String message) {
        return message.isEmpty() ? "" : ": " + message;
    }

    private RuleFailure undecided() {
        return new RuleFailure(RuleFailure.Kind.UNDECIDED, "/predicate", start() + "yields neither true nor false");
    }

    private RuleFailure failure(CelErrorCode code, String error, RuleVariables attestation) {
        if (code == CelErrorCode.ATTRIBUTE_NOT_FOUND) {
            var text = RuleEnvironment.withoutPlace(error);
            var matcher = MISSING_KEY.matcher(text);
            var name = matcher.find() ? matcher.group(1) : text;
            var pointer = fields.missing(attestation.predicate(), name);
            return new RuleFailure(
                    RuleFailure.Kind.FIELD_MISSING,
                    pointer.orElse("/predicate"),
                    start() + "needs a field that is not there: " + DisplayText.of(pointer.orElse("\"" + name + "\"")));
        }
        return new RuleFailure(
                RuleFailure.Kind.UNDECIDED,
                "/predicate",
                start() + "cannot be evaluated: " + RuleEnvironment.firstLine(error));
    }

    private String start() {
        return "rule (" + DisplayText.of(text.strip()) + ") ";
    }
}
