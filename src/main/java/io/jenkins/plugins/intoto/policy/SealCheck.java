package io.jenkins.plugins.intoto.policy;

import io.jenkins.plugins.intoto.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.bundle.BundleLine;
import io.jenkins.plugins.intoto.bundle.Seal;
import io.jenkins.plugins.intoto.statement.Statement;
import io.jenkins.plugins.intoto.verify.DisplayText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks that bundles are sealed, if the policy requires it: that somebody who may seal them has signed a seal about the
 * artifact, and that all lines are there that it names. One such seal is enough, so that lines that are added later, other
 * seals among them, change nothing. Only then the digests of lines are kept, 32 bytes a line.
 */
final class SealCheck {
    private final Set<String> sealers = new HashSet<>();
    private final boolean required;
    private final SignerCheck signers;
    private final Set<String> lines = new HashSet<>();
    private final List<Seal> seals = new ArrayList<>();
    private final Set<String> sealLines = new HashSet<>();

    SealCheck(Policy policy, SignerCheck signers) {
        this.required = policy.seal().isPresent();
        this.signers = signers;
        policy.seal().orElse(List.of()).forEach(functionary -> sealers.add(functionary.name()));
    }

    /** Takes in a line, whatever it is. */
    void accept(BundleLine line) {
        if (required) {
            lines.add(digest(line));
        }
    }

    /** Takes in the statement of a line. */
    void accept(Statement statement, BundleLine line) {
        if (!required) {
            return;
        }
        var seal = Seal.in(statement);
        if (seal.isPresent()
                && sealLines.add(digest(line))
                && !signers.check(line, sealers).signers().isEmpty()) {
            seals.add(seal.get());
        }
    }

    private static String digest(BundleLine line) {
        return HexFormat.of().formatHex(DigestAlgorithm.SHA256.newDigest().digest(line.raw()));
    }

    /** Why an artifact fails for want of a seal, when all lines were taken in. */
    Optional<PolicyFailure> failure(PolicySubject artifact) {
        if (!required) {
            return Optional.empty();
        }
        var about = seals.stream()
                .filter(seal ->
                        seal.statement().subjectMatching(artifact.digests()).isPresent())
                .toList();
        if (about.stream().anyMatch(seal -> lines.containsAll(seal.lines()))) {
            return Optional.empty();
        }
        var start = "artifact '" + DisplayText.of(artifact.name()) + "': ";
        var failure = about.isEmpty()
                ? new PolicyFailure(
                        PolicyFailureCode.SEAL_MISSING,
                        Optional.of(artifact.name()),
                        Optional.empty(),
                        start + "no seal about it is signed by a functionary who may seal")
                : new PolicyFailure(
                        PolicyFailureCode.SEAL_BROKEN,
                        Optional.of(artifact.name()),
                        Optional.empty(),
                        start + missing(about) + " of the lines that its seal names are not there");
        return Optional.of(failure);
    }

    private long missing(List<Seal> about) {
        return about.stream()
                .mapToLong(seal -> seal.lines().stream()
                        .filter(line -> !lines.contains(line))
                        .count())
                .min()
                .orElse(0);
    }
}
