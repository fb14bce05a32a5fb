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
    private final List<String> candidates;

    private ShownExpectation(
            String artifact, String predicateType, boolean met, List<String> signers, List<String> candidates) {
        this.artifact = DisplayText.of(artifact);
        this.predicateType = DisplayText.of(predicateType);
        this.met = met;
        this.signers = signers.stream().map(DisplayText::of).toList();
        this.candidates = List.copyOf(candidates);
    }

    static ShownExpectation of(String artifact, JsonObject expectation) throws MalformedJsonException {
        var candidates = new ArrayList<String>();
        for (var candidate : ShownPolicyVerdict.first(expectation.objects("candidates"), MOST_CANDIDATES)) {
            candidates.add(DisplayText.of(candidate.string("bundle")) + ":" + candidate.integer("line") + ": "
                    + candidate.string("sentence"));
            for (var remark : candidate.objects("remarks")) {
                var place = DisplayText.of(remark.string("pointer"));
                candidates.add("remark: " + (place.isEmpty() ? "" : place + ": ") + remark.string("sentence"));
            }
        }
        return new ShownExpectation(
                artifact,
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
        return met ? "met" : "not met";
    }

    /** The functionaries whose attestations count. */
    public List<String> getSigners() {
        return signers;
    }

    /** What was looked at, each with what came of it, and after it the remarks on it. */
    public List<String> getCandidates() {
        return candidates;
    }

    /** The icon of the verdict, which has its colour. */
    public String getIcon() {
        return met ? "symbol-status-blue" : "symbol-status-red";
    }
}
