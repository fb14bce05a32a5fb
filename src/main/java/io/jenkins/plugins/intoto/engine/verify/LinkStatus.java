package io.jenkins.plugins.intoto.engine.verify;

/** What became of a file that could be a link of a step. The names are stable. */
public enum LinkStatus {
    /** It counts for the threshold, and its artifacts are those that rules are applied to. */
    USED,
    /** It counts for the threshold. */
    ACCEPTED,
    /** Dropped: it has no signature by the key that its name speaks of. */
    NOT_SIGNED,
    /** Dropped: the signature is not valid. */
    SIGNATURE_INVALID,
    /** Dropped: the key has expired or is not valid yet. */
    KEY_UNUSABLE,
    /** Dropped: it is a link of another step. */
    OTHER_STEP,
    /** Dropped: whoever verifies does not admit it, such as a link of another build. */
    NOT_ADMITTED,
    /** Dropped: another link by the same functionary counts already: by the same key, or with a certificate of the same names. */
    SAME_FUNCTIONARY,
    /** Dropped: the layout lets nobody with such a key id carry out this step. */
    NOT_AUTHORISED,
    /** Dropped: its certificate does not chain to the layout's roots or does not meet a constraint. */
    CERTIFICATE_REFUSED,
    /** It is a sublayout that did not verify. */
    SUBLAYOUT_FAILED,
    /** It cannot be read as a link or a sublayout. */
    UNREADABLE;

    /** Whether the link counts for the threshold. */
    public boolean counts() {
        return this == USED || this == ACCEPTED;
    }
}
