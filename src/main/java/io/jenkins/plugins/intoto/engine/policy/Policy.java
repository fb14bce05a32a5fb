package io.jenkins.plugins.intoto.engine.policy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A policy: which attestations artifacts must have. Every demand is for something that is there, never for something that is
 * not, so that an attestation more never turns a pass into a failure (the framework's monotonic principle).
 *
 * @param source the name of its file
 * @param digest the SHA-256 of its text, in lower-case hexadecimal
 * @param expires from when on it passes nothing
 * @param functionaries all by their names, in the order of the policy
 * @param timestampAuthorities those whose timestamps are believed, by their names
 * @param seal the functionaries of whom one must have sealed the bundle; empty if it need not be sealed
 * @param subjects what is expected of which artifacts
 */
public record Policy(
        String source,
        String digest,
        Instant expires,
        Map<String, Functionary> functionaries,
        Map<String, Functionary.Authority> timestampAuthorities,
        Optional<List<Functionary>> seal,
        List<SubjectRule> subjects) {

    /** The payload type of a signed policy: the payload is the policy's YAML. */
    public static final String PAYLOAD_TYPE = "application/vnd.in-toto.policy+yaml";

    /** Copies the collections. */
    public Policy {
        functionaries = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(functionaries));
        timestampAuthorities =
                java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(timestampAuthorities));
        seal = seal.map(List::copyOf);
        subjects = List.copyOf(subjects);
    }
}
