package io.jenkins.plugins.intoto.engine.statement;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.artifact.DigestSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The digests of a resource: algorithm name to value (Attestation Framework 1, {@code DigestSet}). Values of algorithms that
 * the framework defines are lower-case hexadecimal of the right length; those of others are any text. Unlike the digests of
 * a link, two of these match if any accepted algorithm agrees.
 */
public final class DigestMap {
    /** No digests. */
    public static final DigestMap NONE = new DigestMap(new TreeMap<>());

    private final Map<String, String> digests;

    private DigestMap(TreeMap<String, String> digests) {
        this.digests = Collections.unmodifiableMap(digests);
    }

    /**
     * One digest.
     *
     * @param algorithm its algorithm
     * @param digest the raw digest
     * @throws IllegalArgumentException if the digest has a wrong length
     */
    public static DigestMap of(DigestAlgorithm algorithm, byte[] digest) {
        return of(DigestSet.of(algorithm, digest).asMap());
    }

    /**
     * The SHA-256 of a content.
     *
     * @param content the bytes
     */
    public static DigestMap ofContent(byte[] content) {
        return of(DigestAlgorithm.SHA256, DigestAlgorithm.SHA256.newDigest().digest(content));
    }

    /**
     * Digests from a source that is known to be sound.
     *
     * @param digests algorithm name to value
     * @throws IllegalArgumentException if a value is not what its algorithm gives
     */
    public static DigestMap of(Map<String, String> digests) {
        try {
            return read(digests, Place.of("digests"));
        } catch (MalformedStatementException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * Reads digests.
     *
     * @param value a plain JSON value
     * @param place where it stands
     * @throws MalformedStatementException if it is not an object of strings, or a value is not what its algorithm gives
     */
    public static DigestMap read(Object value, Place place) throws MalformedStatementException {
        if (!(value instanceof Map<?, ?> map)) {
            throw place.malformed("must be an object of digests, algorithm to value");
        }
        var digests = new TreeMap<String, String>();
        for (var entry : map.entrySet()) {
            var algorithm = (String) entry.getKey();
            if (!(entry.getValue() instanceof String text)) {
                throw place.member(algorithm).malformed("must be a string");
            }
            var defect = DigestFormat.of(algorithm).defect(text);
            if (defect.isPresent()) {
                throw place.member(algorithm).malformed(defect.get());
            }
            digests.put(algorithm, text);
        }
        return new DigestMap(digests);
    }

    /** Algorithm name to value, sorted by name, unmodifiable. */
    public Map<String, String> asMap() {
        return digests;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return digests.isEmpty();
    }

    /** The value of an algorithm, if it is there. */
    public Optional<String> value(String algorithm) {
        return Optional.ofNullable(digests.get(algorithm));
    }

    /**
     * Whether this and the other agree in a collision-resistant algorithm or a git object id ({@link DigestFormat#STRONG}).
     * Other algorithms are ignored, and so is one in which they differ, as the framework demands; see
     * {@link #contradicts}.
     */
    public boolean matches(DigestMap other) {
        return matches(other, DigestFormat.STRONG);
    }

    /**
     * Whether this and the other agree in any accepted algorithm.
     *
     * @param accepted the names of the algorithms that count
     */
    public boolean matches(DigestMap other, Collection<String> accepted) {
        return digests.entrySet().stream()
                .anyMatch(entry -> accepted.contains(entry.getKey())
                        && entry.getValue().equals(other.digests.get(entry.getKey())));
    }

    /**
     * Why nothing can be verified by these digests; empty if something can.
     *
     * @return a sentence without its subject
     */
    public Optional<String> weakness() {
        return digests.isEmpty() || digests.keySet().stream().anyMatch(DigestFormat.STRONG::contains)
                ? Optional.empty()
                : Optional.of("has no digest but "
                        + String.join(" and ", digests.keySet())
                        + ", which is not counted as collision-resistant: no verification matches it; use sha256");
    }

    /** Whether there is an algorithm, whichever, in which this and the other differ. */
    public boolean contradicts(DigestMap other) {
        return digests.entrySet().stream().anyMatch(entry -> {
            var theirs = other.digests.get(entry.getKey());
            return theirs != null && !theirs.equals(entry.getValue());
        });
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DigestMap map && map.digests.equals(digests);
    }

    @Override
    public int hashCode() {
        return digests.hashCode();
    }

    @Override
    public String toString() {
        return digests.toString();
    }
}
