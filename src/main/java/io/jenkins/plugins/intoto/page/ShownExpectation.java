package io.jenkins.plugins.intoto.page;

import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.ArrayList;
import java.util.List;

/** One attestation that a policy expects of an artifact, and what was found. All text is safe to show as text. */
public final class ShownExpectation {
    private static final int MOST_CANDIDATES = 10;

    private final String artifact;
    private final String predicateType;
    private final boolean met;
    private final List<String> signers;
    private final List<ShownCandidate> candidates;
    private final String sha256;

    private ShownExpectation(
            String artifact,
            String sha256,
            String predicateType,
            boolean met,
            List<String> signers,
            List<ShownCandidate> candidates) {
        this.sha256 = DisplayText.of(sha256);
        this.artifact = DisplayText.of(artifact);
        this.predicateType = DisplayText.of(predicateType);
        this.met = met;
        this.signers = signers.stream().map(DisplayText::of).toList();
        this.candidates = List.copyOf(candidates);
    }

    static ShownExpectation of(String artifact, String sha256, JsonObject expectation) throws MalformedJsonException {
        var candidates = new ArrayList<ShownCandidate>();
        for (var candidate : ShownPolicyVerdict.first(expectation.objects("candidates"), MOST_CANDIDATES)) {
            candidates.add(ShownCandidate.of(sha256, candidate));
        }
        return new ShownExpectation(
                artifact,
                sha256,
                expectation.string("predicateType"),
                Boolean.TRUE.equals(expectation.asMap().get("met")),
                expectation.strings("signedBy"),
                candidates);
    }

    /** The name of the artifact. */
    public String getArtifact() {
        return artifact;
    }

    /** The type of the attestation, in words for the types that are known. */
    public String getPredicate() {
        return ShownAttestation.words(predicateType);
    }

    /** The type of the attestation, by its URI. */
    public String getPredicateType() {
        return predicateType;
    }

    /** Whether there are such attestations by enough functionaries. */
    public boolean isMet() {
        return met;
    }

    /** The same in words. */
    public String getVerdict() {
        return met ? Messages.ShownExpectation_Met() : Messages.ShownExpectation_NotMet();
    }

    /** The functionaries whose attestations count. */
    public List<String> getSigners() {
        return signers;
    }

    /** The SHA-256 of the artifact; empty if it has none. */
    public String getSha256() {
        return sha256;
    }

    /** The beginning of the digest, which is enough to tell artifacts apart by eye. */
    public String getShortSha256() {
        return ShownAttestation.shortened(sha256);
    }

    /** What was looked at, each with what came of it. */
    public List<ShownCandidate> getCandidates() {
        return candidates;
    }

    /** The icon of the verdict, which has its colour. */
    public String getIcon() {
        return met ? "symbol-status-blue" : "symbol-status-red";
    }
}
