package org.jenkinsci.plugins.workflow.graphanalysis;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
/** Walks from the heads of a graph to what ran before; not past the nodes of the black list. */
public abstract class AbstractFlowScanner implements Iterable<FlowNode> {
    private final List<FlowNode> found = new ArrayList<>();
    public boolean setup(@CheckForNull Collection<FlowNode> heads, @CheckForNull Collection<FlowNode> blackList) {
        found.clear();
        Deque<FlowNode> waiting = new ArrayDeque<>(heads);
        while (!waiting.isEmpty()) {
            FlowNode node = waiting.pop();
            if (!blackList.contains(node) && !found.contains(node)) {
                found.add(node);
                waiting.addAll(node.getParents());
            }
        }
        return !found.isEmpty();
    }
    @NonNull public Iterator<FlowNode> iterator() { return found.iterator(); }
}
