package io.jenkins.plugins.intoto.engine.layout;

import io.jenkins.plugins.intoto.engine.InTotoException;

/** Thrown when no layout can be proposed for links. */
public final class ProposalException extends InTotoException {
    private static final long serialVersionUID = 1L;

    private final String step;

    /**
     * @param step the name of the step whose links are to blame; empty if no single one is
     * @param message the link or step and what is wrong with it
     */
    ProposalException(String step, String message) {
        super(message);
        this.step = step;
    }

    /** The name of the step whose links are to blame; empty if no single one is. */
    public String step() {
        return step;
    }
}
