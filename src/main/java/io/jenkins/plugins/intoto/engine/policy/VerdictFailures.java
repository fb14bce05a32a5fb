package io.jenkins.plugins.intoto.engine.policy;

import io.jenkins.plugins.intoto.engine.bundle.SealCheck;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.engine.text.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts into words why an artifact does not pass. */
final class VerdictFailures {
    private VerdictFailures() {}

    static List<PolicyFailure> of(ArtifactVerdict artifact, Policy policy, BundleSummary lines) {
        var failures = new ArrayList<PolicyFailure>();
        var name = artifact.subject().name();
        var start = "artifact '" + DisplayText.of(name) + "'";
        if (!artifact.subject().digests().matches(artifact.subject().digests())) {
            failures.add(failure(
                    PolicyFailureCode.ARTIFACT_WITHOUT_DIGEST,
                    name,
                    start + ": it has no digest in an algorithm that counts"));
        }
        if (artifact.expectations().isEmpty()) {
            boolean covered = policy.subjects().stream().anyMatch(rule -> rule.covers(name));
            failures.add(
                    covered
                            ? failure(
                                    PolicyFailureCode.NOTHING_EXPECTED,
                                    name,
                                    start + ": the policy expects nothing of it, so anything would pass")
                            : failure(
                                    PolicyFailureCode.ARTIFACT_NOT_COVERED,
                                    name,
                                    start + ": the policy says nothing about it"));
        }
        for (var verdict : artifact.expectations()) {
            if (!verdict.met()) {
                failures.add(new PolicyFailure(
                        PolicyFailureCode.EXPECTATION_NOT_MET,
                        Optional.of(name),
                        Optional.of(verdict.pointer()),
                        start + ": " + sentence(verdict, lines)));
            }
        }
        return failures;
    }

    /** Why an artifact fails for want of a seal; empty if its seal is intact. */
    static Optional<PolicyFailure> ofSeal(PolicySubject artifact, SealCheck.Outcome seal) {
        var start = "artifact '" + DisplayText.of(artifact.name()) + "': ";
        return switch (seal.status()) {
            case INTACT -> Optional.empty();
            case MISSING ->
                Optional.of(
                        failure(PolicyFailureCode.SEAL_MISSING, artifact.name(), start + "there is no seal about it"));
            case UNTRUSTED ->
                Optional.of(failure(
                        PolicyFailureCode.SEAL_MISSING,
                        artifact.name(),
                        start + "there is no seal about it; that on line " + seal.number()
                                + " is not by a functionary who may seal"));
            case BROKEN ->
                Optional.of(failure(
                        PolicyFailureCode.SEAL_BROKEN,
                        artifact.name(),
                        start + seal.absent().size() + " of the lines that its seal, line " + seal.number()
                                + ", names are not there"));
        };
    }

    private static PolicyFailure failure(PolicyFailureCode code, String artifact, String sentence) {
        return new PolicyFailure(code, Optional.of(artifact), Optional.empty(), sentence);
    }

    private static String sentence(ExpectationVerdict verdict, BundleSummary lines) {
        var expectation = verdict.expectation();
        var wanted = DisplayText.of(expectation.predicateType()) + " by "
                + (expectation.threshold() > 1 ? expectation.threshold() + " of " : "")
                + expectation.functionaries().stream()
                        .map(functionary -> DisplayText.of(functionary.name()))
                        .collect(Collectors.joining(", "));
        var missing = verdict.found() == 0
                ? "no attestation " + wanted + " counts"
                : "attestations " + wanted + " are needed, " + verdict.found() + " found";
        return verdict.candidates().stream()
                .filter(candidate -> candidate.status() != CandidateStatus.ACCEPTED)
                .findFirst()
                .map(nearest -> missing + "; the nearest, " + DisplayText.of(nearest.source()) + ":" + nearest.line()
                        + ", does not: " + nearest.sentence())
                .orElseGet(() -> missing + (verdict.found() == 0 ? "; " + nothing(lines) : ""));
    }

    /** Why there is nothing to look at: what could not be read may have been it. */
    private static String nothing(BundleSummary lines) {
        if (lines.lines() == 0) {
            return "there is not a line in any bundle";
        }
        var none = lines.statements() == 0
                ? Wording.count(lines.lines(), "line") + ", none of them an attestation"
                : "there is none of this type";
        return lines.remarks().stream()
                .findFirst()
                .map(first ->
                        none + "; " + DisplayText.of(first.source()) + ":" + first.line() + ": " + first.sentence())
                .orElse(none);
    }
}
