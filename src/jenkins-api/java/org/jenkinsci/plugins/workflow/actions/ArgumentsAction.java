package org.jenkinsci.plugins.workflow.actions;
import java.util.Map;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
public abstract class ArgumentsAction implements PersistentAction {
    protected abstract Map<String, Object> getArgumentsInternal();
    public static Map<String, Object> getArguments(FlowNode node) {
        ArgumentsAction arguments = node.getPersistentAction(ArgumentsAction.class);
        return arguments == null ? Map.of() : arguments.getArgumentsInternal();
    }
    public static Map<String, ?> getResolvedArguments(FlowNode node) { return getArguments(node); }
}
