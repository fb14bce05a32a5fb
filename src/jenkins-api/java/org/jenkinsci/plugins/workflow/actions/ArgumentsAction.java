package org.jenkinsci.plugins.workflow.actions;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Map;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
public abstract class ArgumentsAction implements PersistentAction {
    @NonNull protected abstract Map<String, Object> getArgumentsInternal();
    @NonNull public static Map<String, Object> getArguments(@NonNull FlowNode node) {
        ArgumentsAction arguments = node.getPersistentAction(ArgumentsAction.class);
        return arguments == null ? Map.of() : arguments.getArgumentsInternal();
    }
    @NonNull public static Map<String, ?> getResolvedArguments(@NonNull FlowNode node) { return getArguments(node); }
}
