package io.jenkins.plugins.intoto.engine.model;

/** What can be wrong with a link or a layout before any signature or rule is looked at. */
public enum MetadataDefect {
    /** Not strict JSON, or beyond a limit of size or depth. */
    NOT_JSON,
    /** A member is missing or of a wrong type. */
    WRONG_SHAPE,
    /** Neither a link nor a layout, or the other one of the two. */
    WRONG_TYPE,
    /** Neither a Metablock nor a DSSE envelope of in-toto. */
    NO_ENVELOPE,
    /** A key of a layout that cannot be read, or is of a kind that is not supported. */
    UNREADABLE_KEY,
    /** A layout's key that holds private key material. */
    PRIVATE_KEY,
    /** An artifact rule that no rule of the specification fits. */
    MALFORMED_RULE,
    /** A pattern that implementations read differently, or that can match nothing. */
    MALFORMED_PATTERN,
    /** A step or inspection whose name could lead out of a directory or is not a file name. */
    UNSAFE_NAME,
    /** Two steps or inspections of one name. */
    DUPLICATE_NAME,
    /** A time that is not of the form {@code YYYY-MM-DDTHH:MM:SSZ}. */
    MALFORMED_TIME,
    /** An artifact path that normalisation would change, and that could so evade a rule. */
    PATH_NOT_NORMAL,
    /** An artifact path with a control character, such as NUL, a line feed or ESC. */
    CONTROL_CHARACTER,
    /** More signatures, certificates or signatures without a key id than are looked at. */
    TOO_MANY_SIGNATURES,
    /** A digest that is not hexadecimal. */
    MALFORMED_DIGEST
}
