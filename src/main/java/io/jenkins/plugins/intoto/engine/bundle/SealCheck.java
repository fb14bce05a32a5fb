package io.jenkins.plugins.intoto.engine.bundle;

import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Checks the seal of a bundle in one pass: give it each line, then ask for the result. One intact seal of a trusted signer
 * is enough, so that no line that is added can break a bundle. Of a line 32 bytes are kept, and nothing else unless it is a
 * seal of a trusted signer. Not safe for use by several threads.
 */
public final class SealCheck {
    /** How many seals of trusted signers are kept; a bundle has one or two that are about its artifacts. */
    static final int MOST_SEALS = 256;

    private final JsonLimits limits;
    private final Predicate<BundleLine> trusted;
    private final Predicate<Statement> concerning;
    private final Set<LineDigest> present = new HashSet<>();
    private final List<TrustedSeal> seals = new ArrayList<>();
    private int untrustedNumber;

    /**
     * @param subjects the digests of the artifacts that it is about
     * @param lines the lines that must be there
     * @param isReadable whether every line that it names is named by a SHA-256
     */
    private record TrustedSeal(int number, List<DigestMap> subjects, Set<LineDigest> lines, boolean isReadable) {
        static TrustedSeal of(int number, Seal seal) {
            var lines = new HashSet<LineDigest>();
            boolean isReadable = true;
            for (var line : seal.lines()) {
                var digest = LineDigest.parse(line);
                digest.ifPresent(lines::add);
                isReadable &= digest.isPresent();
            }
            var subjects = seal.statement().subjects().stream()
                    .map(ResourceDescriptor::digest)
                    .toList();
            return new TrustedSeal(number, subjects, lines, isReadable);
        }
    }

    /** What became of the seal. */
    public enum Status {
        /** A trusted seal names only lines that are there. */
        INTACT,
        /** There is no seal about the artifact. */
        MISSING,
        /** There is no trusted seal about the artifact, but one by somebody else, be it about another. */
        UNTRUSTED,
        /** Every trusted seal names a line that is not there. */
        BROKEN
    }

    /**
     * The result.
     *
     * @param status what became of the seal
     * @param number the line of the seal that decided, from 1; 0 if there is none
     * @param absent the hexadecimal SHA-256 of the lines that this seal names in vain; an empty text for those that it names
     *     by something else
     */
    public record Outcome(Status status, int number, List<String> absent) {}

    /**
     * A check of all seals.
     *
     * @param limits how large and how deeply nested a statement may be
     * @param trusted whether the signature of a line, which is a seal, is by somebody whose seals count
     */
    public SealCheck(JsonLimits limits, Predicate<BundleLine> trusted) {
        this(limits, trusted, statement -> true);
    }

    /**
     * A check of the seals of certain artifacts.
     *
     * @param limits how large and how deeply nested a statement may be
     * @param trusted whether the signature of a line, which is a seal, is by somebody whose seals count
     * @param concerning whether a seal may be about one of the artifacts; others are passed over
     */
    public SealCheck(JsonLimits limits, Predicate<BundleLine> trusted, Predicate<Statement> concerning) {
        this.limits = limits;
        this.trusted = trusted;
        this.concerning = concerning;
    }

    /**
     * Takes note of a line.
     *
     * @param line the next line of the bundle
     */
    public void accept(BundleLine line) {
        if (line instanceof BundleLine.UnknownLine unknown && unknown.isTooLong()) {
            // A seal that names it names a line that nobody has read.
            return;
        }
        if (present.add(LineDigest.rawOf(line))) {
            Seal.in(line, limits)
                    .filter(seal -> concerning.test(seal.statement()))
                    .ifPresent(seal -> accept(line, seal));
        }
    }

    private void accept(BundleLine line, Seal seal) {
        if (seals.size() == MOST_SEALS) {
            return;
        }
        if (trusted.test(line)) {
            seals.add(TrustedSeal.of(line.number(), seal));
        } else if (untrustedNumber == 0) {
            untrustedNumber = line.number();
        }
    }

    /** How many seals are kept. */
    int kept() {
        return seals.size();
    }

    /**
     * The result for an artifact, after all lines. A seal must be about that artifact, since one of another bundle would say
     * nothing.
     *
     * @param artifact the digests of the artifact
     */
    public Outcome outcome(DigestMap artifact) {
        return outcome(seal -> seal.subjects.stream().anyMatch(subject -> subject.matches(artifact)));
    }

    /** The result for the bundle as it is, after all lines: a seal about any artifact will do. */
    public Outcome outcome() {
        return outcome(seal -> true);
    }

    private Outcome outcome(Predicate<TrustedSeal> applies) {
        var broken = Optional.<Outcome>empty();
        for (var seal : seals) {
            if (applies.test(seal)) {
                var absent = absent(seal);
                if (absent.isEmpty()) {
                    return new Outcome(Status.INTACT, seal.number, absent);
                }
                if (broken.isEmpty()) {
                    broken = Optional.of(new Outcome(Status.BROKEN, seal.number, absent));
                }
            }
        }
        return broken.orElseGet(
                () -> new Outcome(untrustedNumber > 0 ? Status.UNTRUSTED : Status.MISSING, untrustedNumber, List.of()));
    }

    private List<String> absent(TrustedSeal seal) {
        var absent = seal.lines.stream()
                .filter(line -> !present.contains(line))
                .map(LineDigest::hex)
                .sorted();
        return (seal.isReadable ? absent : Stream.concat(Stream.of(""), absent)).toList();
    }
}
