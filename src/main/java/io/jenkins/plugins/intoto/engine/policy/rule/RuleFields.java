package io.jenkins.plugins.intoto.engine.policy.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.navigation.TraversalOrder;
import dev.cel.runtime.CelEvaluationListener;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a rule refers to, found in its syntax tree, so that a denial can name the field that it is about. */
public final class RuleFields {
    private static final Set<String> VARIABLES = Set.of(
            RuleEnvironment.PREDICATE, RuleEnvironment.PREDICATE_TYPE, RuleEnvironment.SUBJECT, RuleEnvironment.NOW);

    private final Set<List<String>> fields = new LinkedHashSet<>();
    private final Map<Long, CelExpr> readers = new LinkedHashMap<>();

    private RuleFields(CelAbstractSyntaxTree rule) {
        CelNavigableAst.fromAst(rule)
                .getRoot()
                .allNodes(TraversalOrder.PRE_ORDER)
                .map(CelNavigableExpr::expr)
                .forEach(this::add);
    }

    static RuleFields of(CelAbstractSyntaxTree rule) {
        return new RuleFields(rule);
    }

    /** The fields that it reads: the longest paths from a variable on, such as {@code predicate, builder, id}. */
    Set<List<String>> fields() {
        return fields;
    }

    private void add(CelExpr expression) {
        readFrom(expression).ifPresent(value -> readers.put(value.id(), expression));
        // An expression comes before those that it is made of, so a path is found before its beginnings.
        var reader = Optional.ofNullable(readers.get(expression.id()));
        if (reader.flatMap(RuleFields::constantName).isEmpty()) {
            path(expression).ifPresent(fields::add);
        }
    }

    /** The expression whose member an expression reads, if it reads one; {@code has} reads none. */
    private static Optional<CelExpr> readFrom(CelExpr expression) {
        return switch (expression.getKind()) {
            case SELECT ->
                expression.select().testOnly()
                        ? Optional.empty()
                        : Optional.of(expression.select().operand());
            case CALL ->
                expression.call().function().equals(Operator.INDEX.getFunction())
                        ? Optional.of(expression.call().args().get(0))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** The name of the member that an expression reads, if the rule names it; an index is one in decimal. */
    private static Optional<String> constantName(CelExpr reader) {
        if (reader.getKind() == CelExpr.ExprKind.Kind.SELECT) {
            return Optional.of(reader.select().field());
        }
        var index = reader.call().args().get(1);
        return index.getKind() == CelExpr.ExprKind.Kind.CONSTANT ? name(index.constant()) : Optional.empty();
    }

    private static Optional<String> name(CelConstant constant) {
        return switch (constant.getKind()) {
            case STRING_VALUE -> Optional.of(constant.stringValue());
            case INT64_VALUE -> Optional.of(Long.toString(constant.int64Value()));
            default -> Optional.empty();
        };
    }

    /** The path that an expression is, if it is one from a variable by constant names. */
    private static Optional<List<String>> path(CelExpr expression) {
        var names = new ArrayDeque<String>();
        var at = expression;
        for (var value = readFrom(at); value.isPresent(); value = readFrom(at)) {
            var name = constantName(at);
            if (name.isEmpty()) {
                return Optional.empty();
            }
            names.addFirst(name.get());
            at = value.get();
        }
        if (at.getKind() != CelExpr.ExprKind.Kind.IDENT
                || !VARIABLES.contains(at.ident().name())) {
            return Optional.empty();
        }
        names.addFirst(at.ident().name());
        return Optional.of(List.copyOf(names));
    }

    /** Follows one evaluation of the rule, to know which field it did not find. */
    final class Trace implements CelEvaluationListener {
        private final Map<Long, Object> results = new HashMap<>();
        private final Map<Long, Integer> begun = new HashMap<>();

        @Override
        public void callback(CelExpr evaluated, Object result) {
            results.put(evaluated.id(), result);
            begun.computeIfPresent(evaluated.id(), (reader, count) -> count - 1);
            Optional.ofNullable(readers.get(evaluated.id()))
                    .ifPresent(reader -> begun.merge(reader.id(), 1, Integer::sum));
        }

        /**
         * The field that was not found, as a path from a variable on, or by its name alone if it is one of what a variable of
         * a macro, or a function, stood for.
         */
        Optional<List<String>> missing() {
            return readers.values().stream()
                    .filter(reader -> begun.getOrDefault(reader.id(), 0) > 0)
                    .findFirst()
                    .map(reader -> path(reader).orElseGet(() -> List.of(lastName(reader))));
        }

        private String lastName(CelExpr reader) {
            return constantName(reader)
                    .orElseGet(() -> String.valueOf(
                            results.get(reader.call().args().get(1).id())));
        }
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
