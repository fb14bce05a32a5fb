package io.jenkins.plugins.intoto.config;

import hudson.ExtensionList;
import hudson.model.Slave;
import java.util.Collection;
import java.util.Comparator;
import jenkins.model.Jenkins;

/**
 * Where the steps of a run are carried out, which makes another builder of one Jenkins (SLSA provenance 1,
 * {@code builder.id}: each mode of a platform is a builder of its own). From the weakest to the strongest.
 */
public enum BuilderMode {
    /** Some of it on the controller's own node, beside the keys. */
    CONTROLLER("controller"),
    /** On agents that serve one build after the other, so that one can leave something to the next. */
    STATIC_AGENTS("static-agents"),
    /** On agents that serve one build alone, as {@link EphemeralAgents} say. */
    EPHEMERAL_AGENTS("ephemeral-agents");

    private final String path;

    BuilderMode(String path) {
        this.path = path;
    }

    /** How addresses name it. */
    public String path() {
        return path;
    }

    /**
     * The mode of a run that used some nodes: that of the weakest. A node that is there no more cannot be asked, and counts
     * as one that served other builds too.
     *
     * @param nodes the names of the nodes; the empty one is the controller's own
     */
    public static BuilderMode of(Collection<String> nodes) {
        return nodes.stream()
                .map(BuilderMode::of)
                .min(Comparator.naturalOrder())
                .orElse(CONTROLLER);
    }

    private static BuilderMode of(String node) {
        if (node.isEmpty()) {
            return CONTROLLER;
        }
        return Jenkins.get().getNode(node) instanceof Slave agent && isForOneBuild(agent)
                ? EPHEMERAL_AGENTS
                : STATIC_AGENTS;
    }

    private static boolean isForOneBuild(Slave agent) {
        return agent.getNumExecutors() == 1
                && ExtensionList.lookup(EphemeralAgents.class).stream().anyMatch(kind -> kind.include(agent));
    }
}
