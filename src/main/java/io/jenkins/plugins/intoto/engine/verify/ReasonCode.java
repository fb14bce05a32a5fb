package io.jenkins.plugins.intoto.engine.verify;

/** Why a verification failed, or what it remarks: one code for each class of findings. The names are stable. */
public enum ReasonCode {
    /** No key was given to check the layout with. */
    NO_LAYOUT_KEY,
    /** The layout cannot be read, or is none. */
    LAYOUT_UNREADABLE,
    /** The layout has no signature by one of the given keys. */
    LAYOUT_NOT_SIGNED,
    /** The layout's signature by a given key is not valid. */
    LAYOUT_SIGNATURE_INVALID,
    /** A given key must not be used any more, or not yet. */
    LAYOUT_KEY_UNUSABLE,
    /** The layout's time is over. */
    LAYOUT_EXPIRED,
    /** The layout expects no step, so that anything would pass. */
    LAYOUT_WITHOUT_STEPS,
    /** A step's threshold is not positive, so that it would pass without a link. */
    THRESHOLD_NOT_POSITIVE,
    /** A parameter of the layout has no value, or its value breaks a rule. */
    SUBSTITUTION_FAILED,
    /** There are more links or sublayouts than are looked at. */
    TOO_MANY_LINKS,
    /** Sublayouts are nested deeper than is followed. */
    SUBLAYOUT_TOO_DEEP,
    /** No link of a step was found. */
    LINK_MISSING,
    /** A link that counts for a step cannot be read. */
    LINK_UNREADABLE,
    /** Too few functionaries have signed valid links of a step. */
    THRESHOLD_NOT_MET,
    /** Links of one step report different artifacts. */
    LINKS_DISAGREE,
    /** A sublayout did not verify. */
    SUBLAYOUT_FAILED,
    /** A step ran another command than the layout expects. */
    COMMAND_DIFFERS,
    /** An artifact has other digests than the artifact that it should match. */
    ARTIFACT_CHANGED,
    /** An artifact that should come from another step is not among that step's artifacts. */
    ARTIFACT_NOT_IN_STEP,
    /** An artifact that no rule allows. */
    ARTIFACT_NOT_ALLOWED,
    /** An artifact that must be there is missing. */
    ARTIFACT_MISSING,
    /** A file that is compared with the final products cannot be looked at, such as a link that leaves the directory. */
    ARTIFACT_UNREADABLE,
    /** The layout has inspections, and running them was not allowed. */
    INSPECTIONS_NOT_ALLOWED,
    /** An inspection could not be run, did not end in time, or failed. */
    INSPECTION_FAILED,
    /** A step's rules were not applied since a step they refer to has no valid link. */
    RULES_NOT_APPLIED,
    /** A step's link is a sublayout, so that whom its signer named carried the step out. */
    SUBLAYOUT_FOLLOWED
}
