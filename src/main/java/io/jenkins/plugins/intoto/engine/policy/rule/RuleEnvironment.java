package io.jenkins.plugins.intoto.engine.policy.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.validator.CelValidator;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.DurationLiteralValidator;
import dev.cel.validator.validators.RegexLiteralValidator;
import dev.cel.validator.validators.TimestampLiteralValidator;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The Common Expression Language as policies use it: its standard functions and macros, and the variables {@code subject},
 * {@code predicateType}, {@code predicate} and {@code now}. What a rule can cost is bounded: the length of its text, the
 * number of iterations, and regular expressions take linear time. Coming up takes half a second, so only a policy with
 * rules touches this class.
 */
public final class RuleEnvironment {
    /** The variable that holds the predicate. */
    public static final String PREDICATE = "predicate";

    static final String PREDICATE_TYPE = "predicateType";
    static final String SUBJECT = "subject";
    static final String NOW = "now";

    private static final int LONGEST_RULE = 16_384;
    private static final int MOST_ITERATIONS = 200_000;
    private static final int MOST_ERRORS = 3;

    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .comprehensionMaxIterations(MOST_ITERATIONS)
            .maxExpressionCodePointSize(LONGEST_RULE)
            .build();
    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar(PREDICATE, SimpleType.DYN)
            .addVar(PREDICATE_TYPE, SimpleType.STRING)
            .addVar(SUBJECT, ListType.create(SimpleType.DYN))
            .addVar(NOW, SimpleType.TIMESTAMP)
            .setResultType(SimpleType.BOOL)
            .build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();

    private static final CelValidator VALIDATOR = CelValidatorFactory.standardCelValidatorBuilder(COMPILER, RUNTIME)
            .addAstValidators(
                    TimestampLiteralValidator.INSTANCE,
                    DurationLiteralValidator.INSTANCE,
                    RegexLiteralValidator.INSTANCE)
            .build();

    private static final Pattern SYNTAX = Pattern.compile(
            "recognition error|mismatched input|extraneous input|no viable alternative|^missing |expecting ");
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']+)'");
    private static final Pattern NO_OVERLOAD =
            Pattern.compile("no matching overload for '([^']+)' applied to '([^']+)'");

    private RuleEnvironment() {}

    /** Compiles and checks a rule, the constants included that a function would stumble over. */
    static CelAbstractSyntaxTree compile(String rule) throws RuleCompilationException {
        try {
            var result = COMPILER.compile(rule);
            if (!result.hasError()) {
                result = VALIDATOR.validate(result.getAst());
            }
            if (!result.hasError()) {
                return result.getAst();
            }
            throw new RuleCompilationException(result.getErrors().stream()
                    .limit(MOST_ERRORS)
                    .map(RuleEnvironment::sentence)
                    .collect(Collectors.joining("; ")));
        } catch (RuntimeException | CelValidationException e) {
            throw new RuleCompilationException(firstLine(e.getMessage()));
        }
    }

    private static String sentence(CelIssue issue) {
        var at = issue.getSourceLocation();
        return problem(firstLine(issue.getMessage())) + " (line " + at.getLine() + ", column " + (at.getColumn() + 1)
                + " of the rule)";
    }

    /** The library's words for what is wrong in those of whoever writes rules: its parser speaks of its grammar. */
    private static String problem(String library) {
        if (SYNTAX.matcher(library).find()) {
            return "is not a valid expression from here on";
        }
        var unknown = UNDECLARED.matcher(library);
        if (unknown.find()) {
            return "there is no " + unknown.group(1);
        }
        var overload = NO_OVERLOAD.matcher(library);
        return overload.find() ? overload.group(1) + " does not take " + overload.group(2) : library;
    }

    /** Makes a rule ready to be evaluated. */
    static CelRuntime.Program program(CelAbstractSyntaxTree rule) throws RuleCompilationException {
        try {
            return RUNTIME.createProgram(rule);
        } catch (CelEvaluationException e) {
            throw new RuleCompilationException(firstLine(e.getMessage()));
        }
    }

    /** A message of the library as one line that is safe to show. */
    static String firstLine(String message) {
        return DisplayText.of(String.valueOf(message).lines().findFirst().orElse("unknown error"));
    }

    /**
     * A plain JSON value as the rules see it: {@code null} is the language's own, and numbers beyond 64 bits or with a
     * fraction are doubles.
     */
    static Object value(Object json) {
        if (json == null) {
            return NullValue.NULL_VALUE;
        }
        if (json instanceof Map<?, ?> map) {
            var members = new LinkedHashMap<String, Object>();
            map.forEach((name, member) -> members.put((String) name, value(member)));
            return members;
        }
        if (json instanceof List<?> list) {
            var elements = new ArrayList<Object>(list.size());
            for (var element : list) {
                elements.add(value(element));
            }
            return elements;
        }
        if (json instanceof BigDecimal || json instanceof BigInteger) {
            return ((Number) json).doubleValue();
        }
        return json;
    }
}
