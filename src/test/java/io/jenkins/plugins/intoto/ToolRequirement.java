package io.jenkins.plugins.intoto;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips tests whose tools are missing, and knows which tools the running test has asked for. */
final class ToolRequirement
        implements ExecutionCondition, BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    /** How often each tool is asked for by the running test and its classes. */
    private static final Map<Tool, Integer> GRANTED = new ConcurrentHashMap<>();

    static boolean isGranted(Tool tool) {
        return GRANTED.containsKey(tool);
    }

    private static List<Tool> tools(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), RequiresTool.class)
                .map(required -> List.of(required.value()))
                .orElse(List.of());
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        var missing = tools(context).stream()
                .map(Tool::missing)
                .flatMap(Optional::stream)
                .toList();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("all tools are there");
        }
        var reason = String.join("; ", missing);
        if ("required".equals(System.getProperty("interop"))) {
            throw new AssertionError(reason);
        }
        missing.stream().filter(TOLD::add).forEach(one -> System.out.println("Skipping tests: " + one));
        return ConditionEvaluationResult.disabled(reason);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        grant(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        grant(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        revoke(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        revoke(context);
    }

    private static void grant(ExtensionContext context) {
        tools(context).forEach(tool -> GRANTED.merge(tool, 1, Integer::sum));
    }

    private static void revoke(ExtensionContext context) {
        tools(context).forEach(tool -> GRANTED.computeIfPresent(tool, (same, count) -> count == 1 ? null : count - 1));
    }
}
