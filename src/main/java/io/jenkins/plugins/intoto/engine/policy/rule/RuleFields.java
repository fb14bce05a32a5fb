package io.jenkins.plugins.intoto.engine.policy.rule;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import io.jenkins.plugins.intoto.engine.json.JsonPointer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a rule refers to, found in its syntax tree, so that a denial can name the field that it is about. */
public final class RuleFields {
    /** A call with a text that is known before any attestation is: {@code duration('7d')}. */
    record ConstantCall(String function, String text) {}

    private final Set<List<String>> fields = new LinkedHashSet<>();
    private final Set<String> variables = new LinkedHashSet<>();
    private final List<ConstantCall> constantCalls = new ArrayList<>();

    private RuleFields() {}

    static RuleFields of(CelExpr rule) {
        var found = new RuleFields();
        found.visit(rule);
        return found;
    }

    /** The fields that it reads: the longest paths from a variable on, such as {@code predicate, builder, id}. */
    Set<List<String>> fields() {
        return fields;
    }

    /** The variables that it reads. */
    Set<String> variables() {
        return variables;
    }

    /** The calls of functions that parse a constant text. */
    List<ConstantCall> constantCalls() {
        return constantCalls;
    }

    private void visit(CelExpr expression) {
        var path = path(expression);
        if (path.isPresent()) {
            variables.add(path.get().get(0));
            fields.add(path.get());
            return;
        }
        switch (expression.getKind()) {
            case SELECT -> visit(expression.select().operand());
            case CALL -> {
                constantCall(expression.call());
                expression.call().target().ifPresent(this::visit);
                expression.call().args().forEach(this::visit);
            }
            case LIST -> expression.list().elements().forEach(this::visit);
            case MAP ->
                expression.map().entries().forEach(entry -> {
                    visit(entry.key());
                    visit(entry.value());
                });
            case STRUCT -> expression.struct().entries().forEach(entry -> visit(entry.value()));
            case COMPREHENSION -> {
                var loop = expression.comprehension();
                List.of(loop.iterRange(), loop.accuInit(), loop.loopCondition(), loop.loopStep(), loop.result())
                        .forEach(this::visit);
            }
            default -> {}
        }
    }

    /** The path that an expression is, if it is one from a variable by constant names; what {@code has} asks for is none. */
    private static Optional<List<String>> path(CelExpr expression) {
        switch (expression.getKind()) {
            case IDENT -> {
                var name = expression.ident().name();
                boolean isVariable = Set.of(
                                RuleEnvironment.PREDICATE,
                                RuleEnvironment.PREDICATE_TYPE,
                                RuleEnvironment.SUBJECT,
                                RuleEnvironment.NOW)
                        .contains(name);
                return isVariable ? Optional.of(List.of(name)) : Optional.empty();
            }
            case SELECT -> {
                var select = expression.select();
                return select.testOnly()
                        ? Optional.empty()
                        : path(select.operand()).map(path -> longer(path, select.field()));
            }
            case CALL -> {
                var call = expression.call();
                if (!call.function().equals("_[_]")) {
                    return Optional.empty();
                }
                var index = constant(call.args().get(1));
                return index.isPresent()
                        ? path(call.args().get(0)).map(path -> longer(path, index.get()))
                        : Optional.empty();
            }
            default -> {
                return Optional.empty();
            }
        }
    }

    private static List<String> longer(List<String> path, String name) {
        var longer = new ArrayList<>(path);
        longer.add(name);
        return List.copyOf(longer);
    }

    private static Optional<String> constant(CelExpr expression) {
        if (expression.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
            return Optional.empty();
        }
        var constant = expression.constant();
        if (constant.getKind() == CelConstant.Kind.STRING_VALUE) {
            return Optional.of(constant.stringValue());
        }
        return constant.getKind() == CelConstant.Kind.INT64_VALUE
                ? Optional.of(Long.toString(constant.int64Value()))
                : Optional.empty();
    }

    private void constantCall(CelExpr.CelCall call) {
        if (call.args().isEmpty() || !Set.of("duration", "timestamp", "matches").contains(call.function())) {
            return;
        }
        var last = call.args().get(call.args().size() - 1);
        if (last.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && last.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
            constantCalls.add(new ConstantCall(call.function(), last.constant().stringValue()));
        }
    }

    /**
     * The first of the fields of the predicate that it does not have, as a JSON pointer into the statement.
     *
     * @param predicate a plain JSON value
     * @param name the name that is known to be missing
     */
    Optional<String> missing(Object predicate, String name) {
        for (var field : fields) {
            if (field.get(0).equals(RuleEnvironment.PREDICATE)) {
                Object at = predicate;
                for (int i = 1; i < field.size(); i++) {
                    if (at instanceof Map<?, ?> map && !map.containsKey(field.get(i))) {
                        if (field.get(i).equals(name)) {
                            return Optional.of(JsonPointer.of(field.subList(0, i + 1)));
                        }
                        break;
                    }
                    at = member(at, field.get(i));
                }
            }
        }
        return Optional.empty();
    }

    /** The value of a field of the predicate; null if there is none. */
    public static Object valueOf(List<String> field, Object predicate) {
        Object at = predicate;
        for (var name : field.subList(1, field.size())) {
            at = member(at, name);
        }
        return at;
    }

    private static Object member(Object value, String name) {
        if (value instanceof Map<?, ?> map) {
            return map.get(name);
        }
        if (value instanceof List<?> list && name.matches("[0-9]{1,9}")) {
            int index = Integer.parseInt(name);
            return index < list.size() ? list.get(index) : null;
        }
        return null;
    }
}
