package io.jenkins.plugins.intoto.engine.model;

import io.jenkins.plugins.intoto.engine.InTotoException;

/** Thrown when an artifact rule has none of the forms that the specification knows, or a pattern that should not be used. */
public final class MalformedRuleException extends InTotoException {
    private static final long serialVersionUID = 1L;

    private final MetadataDefect defect;

    /**
     * @param defect {@link MetadataDefect#MALFORMED_RULE} or {@link MetadataDefect#MALFORMED_PATTERN}
     * @param reason what is wrong with the rule
     */
    public MalformedRuleException(MetadataDefect defect, String reason) {
        super(reason);
        this.defect = defect;
    }

    /** The kind of defect. */
    public MetadataDefect defect() {
        return defect;
    }
}
