package io.jenkins.plugins.intoto.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.BlockEndNode;
import org.jenkinsci.plugins.workflow.graph.BlockStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graph.StepNode;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.Test;

/** Steps of a Pipeline are told apart by their nodes, and attempts of a retry by the nodes that begin its body. */
class OriginTest {
    private int ids;

    private Begin begin(String function, FlowNode... parents) {
        return new Begin(Integer.toString(++ids), function, List.of(parents));
    }

    private End end(Begin start, FlowNode parent) {
        return new End(Integer.toString(++ids), start, parent);
    }

    /** node { retry { step }: step fails, and is run again. */
    @Test
    void aFurtherAttemptRepeatsTheEarlierOne() {
        var node = begin("node");
        var inNode = begin("node", node);
        var retry = begin("retry", inNode);
        var firstAttempt = begin("retry", retry);
        var first = begin("inTotoRecord", firstAttempt);
        var endOfFirst = end(firstAttempt, end(first, first));
        var secondAttempt = begin("retry", endOfFirst);
        var second = begin("inTotoRecord", secondAttempt);
        var besides = begin("inTotoRecord", end(second, second));

        assertThat(Origin.of(first)).isEqualTo(new Origin(first.getId(), Map.of(retry.getId(), firstAttempt.getId())));
        assertThat(Origin.of(second).repeats(Origin.of(first))).isTrue();
        assertThat(Origin.of(besides).repeats(Origin.of(second))).isFalse();
    }

    @Test
    void attemptsOfRetriesWithinOneAnotherAreToldApart() {
        var outer = begin("retry");
        var outerBody = begin("retry", outer);
        var inner = begin("retry", outerBody);
        var innerBody = begin("retry", inner);
        var step = begin("inTotoRecord", innerBody);

        assertThat(Origin.of(step).attempts())
                .isEqualTo(Map.of(outer.getId(), outerBody.getId(), inner.getId(), innerBody.getId()));
    }

    @Test
    void whatStandsBehindARetryRepeatsNothingInIt() {
        var retry = begin("retry");
        var body = begin("retry", retry);
        var inside = begin("inTotoRecord", body);
        var after = begin("inTotoRecord", end(retry, end(body, end(inside, inside))));

        assertThat(Origin.of(after).repeats(Origin.of(inside))).isFalse();
        assertThat(Origin.of(after).attempts()).isEmpty();
    }

    private static final class Begin extends BlockStartNode implements StepNode {
        private final String function;

        Begin(String id, String function, List<FlowNode> parents) {
            super(null, id, parents);
            this.function = function;
        }

        @Override
        public StepDescriptor getDescriptor() {
            return new Descriptor(function);
        }

        @Override
        protected String getTypeDisplayName() {
            return function;
        }
    }

    private static final class End extends BlockEndNode<Begin> {
        End(String id, Begin start, FlowNode parent) {
            super(null, id, start, List.of(parent));
        }

        @Override
        protected String getTypeDisplayName() {
            return "end";
        }
    }

    private static final class Descriptor extends StepDescriptor {
        private final String function;

        Descriptor(String function) {
            this.function = function;
        }

        @Override
        public String getFunctionName() {
            return function;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of();
        }
    }
}
