package io.jenkins.plugins.intoto.verify;

/** What is left of the {@link VerificationLimits} in one verification and its sublayouts. */
final class Budget {
    private final VerificationLimits limits;
    private int links;
    private int sublayouts;

    Budget(VerificationLimits limits) {
        this.limits = limits;
    }

    VerificationLimits limits() {
        return limits;
    }

    /** Counts a link; false if it is one too many. */
    boolean admitsLink() {
        return ++links <= limits.maxLinks();
    }

    /** Counts a sublayout; false if it is one too many. */
    boolean admitsSublayout() {
        return ++sublayouts <= limits.maxSublayouts();
    }
}
