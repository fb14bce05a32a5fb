package io.jenkins.plugins.intoto.bundle;

import io.jenkins.plugins.intoto.json.JsonLimits;
import io.jenkins.plugins.intoto.statement.DigestMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Checks the seal of a bundle in one pass: give it each line, then ask for the result. One intact seal of a trusted signer
 * is enough, so that no line that is added can break a bundle. Not safe for use by several threads.
 */
public final class SealCheck {
    private final JsonLimits limits;
    private final Predicate<BundleLine> trusted;
    private final Set<String> present = new HashSet<>();
    private final List<Candidate> candidates = new ArrayList<>();

    private record Candidate(int number, Seal seal, boolean isTrusted) {}

    /** What became of the seal. */
    public enum Status {
        /** A trusted seal names only lines that are there. */
        INTACT,
        /** There is no seal about the artifact. */
        MISSING,
        /** There are seals, but none of a trusted signer. */
        UNTRUSTED,
        /** Every trusted seal names a line that is not there. */
        BROKEN
    }

    /**
     * The result.
     *
     * @param status what became of the seal
     * @param number the line of the seal that decided, from 1; 0 if there is none
     * @param absent the hexadecimal SHA-256 of the lines that this seal names in vain
     */
    public record Outcome(Status status, int number, List<String> absent) {}

    /**
     * @param limits how large and how deeply nested a statement may be
     * @param trusted whether the signature of a line, which is a seal, is by somebody whose seals count
     */
    public SealCheck(JsonLimits limits, Predicate<BundleLine> trusted) {
        this.limits = limits;
        this.trusted = trusted;
    }

    /**
     * Takes note of a line.
     *
     * @param line the next line of the bundle
     */
    public void accept(BundleLine line) {
        present.add(LineDigest.of(line));
        Seal.in(line, limits).ifPresent(seal -> candidates.add(new Candidate(line.number(), seal, trusted.test(line))));
    }

    /**
     * The result for an artifact, after all lines. A seal must be about that artifact, since one of another bundle would say
     * nothing.
     *
     * @param artifact the digests of the artifact
     */
    public Outcome outcome(DigestMap artifact) {
        return outcome(seal -> seal.statement().subjectMatching(artifact).isPresent());
    }

    /** The result for the bundle as it is, after all lines: a seal about any artifact will do. */
    public Outcome outcome() {
        return outcome(seal -> true);
    }

    private Outcome outcome(Predicate<Seal> applies) {
        var outcome = new Outcome(Status.MISSING, 0, List.of());
        for (var candidate : candidates) {
            if (applies.test(candidate.seal)) {
                var other = outcome(candidate);
                if (other.status == Status.INTACT) {
                    return other;
                }
                if (outcome.status != Status.BROKEN) {
                    outcome = other;
                }
            }
        }
        return outcome;
    }

    private Outcome outcome(Candidate candidate) {
        if (!candidate.isTrusted) {
            return new Outcome(Status.UNTRUSTED, candidate.number, List.of());
        }
        var absent = candidate.seal.lines().stream()
                .filter(line -> !present.contains(line))
                .sorted()
                .toList();
        return new Outcome(absent.isEmpty() ? Status.INTACT : Status.BROKEN, candidate.number, absent);
    }
}
