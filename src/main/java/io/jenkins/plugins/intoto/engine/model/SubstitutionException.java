package io.jenkins.plugins.intoto.engine.model;

import io.jenkins.plugins.intoto.engine.InTotoException;

/** Thrown when the parameters of a layout cannot be filled in. */
public final class SubstitutionException extends InTotoException {
    private static final long serialVersionUID = 1L;

    private final String item;

    /**
     * @param item the name of the step or inspection; empty if no single one is to blame
     * @param reason what is wrong
     */
    public SubstitutionException(String item, String reason) {
        super((item.isEmpty() ? "" : "'" + item + "': ") + reason);
        this.item = item;
    }

    /** The name of the step or inspection; empty if no single one is to blame. */
    public String item() {
        return item;
    }
}
