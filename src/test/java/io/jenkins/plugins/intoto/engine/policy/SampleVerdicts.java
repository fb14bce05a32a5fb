package io.jenkins.plugins.intoto.engine.policy;

import static io.jenkins.plugins.intoto.engine.policy.Attestations.ALICE;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.PROVENANCE;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.by;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.expecting;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.line;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.provenance;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.verify;

import java.util.Map;

/** Verdicts for the tests of reports. */
public final class SampleVerdicts {
    private static final String BY_ALICE = expecting(
            "- predicateType: " + PROVENANCE
                    + "\n  functionaries: [alice]\n  freshness: {maxAge: 90d}\n  expectedAttributes: [{rule: \"predicate.x == 'y'\"}]\n");

    private SampleVerdicts() {}

    public static PolicyVerdict passed() throws Exception {
        return verify(
                BY_ALICE.replace("predicate.x == 'y'", "has(predicate.buildDefinition)"),
                line(PROVENANCE, provenance(), by(ALICE)));
    }

    /** A pass by an attestation of which much is missing. */
    public static PolicyVerdict remarked() throws Exception {
        return verify(
                expecting("- predicateType: " + PROVENANCE + "\n  functionaries: [alice]\n"),
                line(PROVENANCE, Map.of(), by(ALICE)));
    }

    public static PolicyVerdict failed() throws Exception {
        return verify(
                BY_ALICE,
                line(PROVENANCE, provenance(), by(ALICE)),
                line(PROVENANCE, provenance(), by(Attestations.MALLORY)),
                "rubb\u00efsh".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    public static PolicyVerdict hostile() throws Exception {
        return verify(
                BY_ALICE.replace("predicate.x == 'y'", "predicate.buildDefinition.externalParameters.job == 'y'"),
                line(PROVENANCE, hostileProvenance(), by(ALICE)));
    }

    private static Map<String, Object> hostileProvenance() {
        return Map.of(
                "buildDefinition",
                Map.of(
                        "buildType",
                        "https://example.com/build/v1",
                        "externalParameters",
                        Map.of("job", "\u001b[2J\u202e\nPASSED")),
                "runDetails",
                Map.of(
                        "builder",
                        Map.of("id", "https://b"),
                        "metadata",
                        Map.of("finishedOn", Attestations.ago(1).toString())));
    }

    public static PolicyVerdict unsigned() {
        return PolicyVerdict.ofUnusablePolicy(
                "gate.policy", Attestations.NOW, PolicyFailureCode.POLICY_NOT_SIGNED, "it is not signed");
    }
}
