package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.InTotoException;

/** Thrown when an inspection could not be run to its end. */
public final class InspectionFailedException extends InTotoException {
    private static final long serialVersionUID = 1L;

    private final String inspection;

    /**
     * @param inspection its name
     * @param reason why it could not be run to its end
     * @param cause what led to that
     */
    public InspectionFailedException(String inspection, String reason, Throwable cause) {
        super(reason, cause);
        this.inspection = inspection;
    }

    /** The name of the inspection. */
    public String inspection() {
        return inspection;
    }
}
