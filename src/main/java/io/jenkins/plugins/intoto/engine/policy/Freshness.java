package io.jenkins.plugins.intoto.engine.policy;

import java.time.Duration;
import java.util.Optional;

/**
 * How old an attestation may be.
 *
 * @param maxAge the greatest age
 * @param clock the time that must be there; if the other one is there too, it must be fresh as well
 * @param clockSkew by how much a time may lie in the future
 * @param field where the predicate has its claimed time, as a JSON pointer into the predicate, if not where its type has it
 */
public record Freshness(Duration maxAge, Clock clock, Duration clockSkew, Optional<String> field) {
    /** What a policy grants that says nothing of it. */
    public static final Duration DEFAULT_CLOCK_SKEW = Duration.ofMinutes(5);

    /** By what an age is told. */
    public enum Clock {
        /** The time that the predicate claims, which is as true as its signer is honest. */
        CLAIMED,
        /**
         * The earliest time that a trusted timestamp authority or log has witnessed. It proves that the signature existed by
         * then; an old signature can be witnessed anew.
         */
        OBSERVED
    }
}
