package io.jenkins.plugins.intoto.engine.report.picture;

import io.jenkins.plugins.intoto.engine.model.ArtifactSide;
import io.jenkins.plugins.intoto.engine.text.Wording;

/**
 * The artifacts that MATCH rules of one step or inspection compare with another.
 *
 * @param from the index of the node that the rules name
 * @param to the index of the node that has the rules
 * @param fromSide the side of the former
 * @param toSide the side of the latter
 * @param flow what came of the rules
 */
record ChainEdge(int from, int to, ArtifactSide fromSide, ArtifactSide toSide, Flow flow) {
    /** What came of MATCH rules. */
    enum State {
        /** Nothing is wrong. */
        HOLDS,
        /** An artifact that a rule speaks of is not accepted by it, nor by another. */
        BROKEN,
        /** Rules were not applied. */
        NOT_CHECKED
    }

    /**
     * The artifacts on an edge.
     *
     * @param state what came of the rules
     * @param consumed how many are equal on both ends
     * @param refused how many are not, as far as there is a failure for each
     * @param moreRefused whether there are more failures than are told one by one
     */
    record Flow(State state, int consumed, int refused, boolean moreRefused) {
        static final Flow NOT_CHECKED = new Flow(State.NOT_CHECKED, 0, 0, false);

        /** This flow and that of another rule as one. */
        Flow and(Flow other) {
            return new Flow(
                    state == State.HOLDS ? other.state : state,
                    consumed + other.consumed,
                    refused + other.refused,
                    moreRefused || other.moreRefused);
        }
    }

    ChainEdge with(Flow other) {
        return new ChainEdge(from, to, fromSide, toSide, other);
    }

    /** The first line of its label: how many artifacts are equal. */
    String amount() {
        return switch (flow.state()) {
            case HOLDS -> Wording.count(flow.consumed(), fromSide.singular());
            case BROKEN ->
                flow.moreRefused()
                        ? flow.refused() + "+ do not match"
                        : flow.consumed() + " of " + (flow.consumed() + flow.refused()) + " match";
            case NOT_CHECKED -> "not checked";
        };
    }

    /** The second line of its label: what they are where they arrive. */
    String destination() {
        return (flow.state() == State.HOLDS ? "" : fromSide.inTotoName() + " ") + "→ " + toSide.inTotoName();
    }
}
