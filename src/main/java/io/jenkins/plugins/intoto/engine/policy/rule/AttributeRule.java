package io.jenkins.plugins.intoto.engine.policy.rule;

import dev.cel.common.CelErrorCode;
import dev.cel.common.exceptions.CelRuntimeException;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.jenkins.plugins.intoto.engine.json.JsonPointer;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A rule about what an attestation says, in the Common Expression Language (ITE-11, {@code expectedAttributes}). Only a rule
 * that evaluates to true holds; one that cannot be evaluated does not.
 */
public final class AttributeRule {
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
     * @throws RuleCompilationException if it is not an expression that yields true or false, or never can be evaluated
     */
    public static AttributeRule compile(String text, Optional<String> message) throws RuleCompilationException {
        var tree = RuleEnvironment.compile(text);
        return new AttributeRule(text, message, RuleFields.of(tree), RuleEnvironment.program(tree));
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
        return fields.fields().stream().anyMatch(field -> !field.get(0).equals(RuleEnvironment.NOW));
    }

    /**
     * Evaluates the rule.
     *
     * @param attestation what it is evaluated on
     * @return why it does not hold; empty if it does
     */
    public Optional<RuleFailure> check(RuleVariables attestation) {
        var trace = fields.new Trace();
        try {
            var result = program.trace(attestation.bindings(), trace);
            return Boolean.TRUE.equals(result)
                    ? Optional.empty()
                    : Optional.of(
                            result instanceof Boolean
                                    ? isFalse(attestation)
                                    : undecided("yields neither true nor false"));
        } catch (CelEvaluationException e) {
            return Optional.of(
                    e.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND
                            ? fieldMissing(trace.missing())
                            : undecided("cannot be evaluated: " + reason(e)));
        } catch (RuntimeException e) {
            // The library evaluates what others have written; whatever it stumbles over there must not end a
            // verification.
            return Optional.of(undecided("cannot be evaluated: " + e.getClass().getSimpleName()));
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

    private RuleFailure undecided(String why) {
        return new RuleFailure(RuleFailure.Kind.UNDECIDED, "/predicate", start() + why);
    }

    /** The library's exception says in its own message where in the expression it was, and in its cause what is wrong. */
    private static String reason(CelEvaluationException e) {
        return switch (e.getErrorCode()) {
            case OVERLOAD_NOT_FOUND -> "an operator or function does not take values of these types";
            case DIVIDE_BY_ZERO -> "division by zero";
            case ITERATION_BUDGET_EXCEEDED -> "too many iterations";
            default ->
                e.getCause() instanceof CelRuntimeException cause
                        ? RuleEnvironment.firstLine(cause.getMessage())
                        : e.getErrorCode().name();
        };
    }

    private RuleFailure fieldMissing(Optional<List<String>> path) {
        var pointer = path.filter(names -> names.size() > 1).map(JsonPointer::of);
        var shown =
                pointer.or(() -> path.map(names -> '"' + names.get(0) + '"')).map(name -> ": " + DisplayText.of(name));
        return new RuleFailure(
                RuleFailure.Kind.FIELD_MISSING,
                pointer.orElse("/predicate"),
                start() + "needs a field that is not there" + shown.orElse(""));
    }

    private String start() {
        return "rule (" + DisplayText.of(text.strip()) + ") ";
    }
}
