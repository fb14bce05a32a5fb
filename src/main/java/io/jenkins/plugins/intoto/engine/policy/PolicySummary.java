package io.jenkins.plugins.intoto.engine.policy;

import io.jenkins.plugins.intoto.engine.predicate.VerificationSummary;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.MalformedStatementException;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.util.List;
import java.util.Map;

/** Makes a verdict known to others: a SLSA verification summary (VSA 1), to be signed by whoever verified. */
public final class PolicySummary {
    private PolicySummary() {}

    /**
     * The summary of a verdict. It claims no SLSA level, since what a policy demands is not what a level demands: the level
     * is {@code PASSED} under a name of the caller, or {@code FAILED}.
     *
     * @param verdict the verdict; its policy must have been read
     * @param verifierId the URI of whoever verified
     * @param resourceUri what was verified, as its consumers know it
     * @param policyUri where the policy is found
     * @param passedLevel the name of the level that a pass stands for, such as {@code ACME_RELEASE_GATE}
     * @return the statement, about all artifacts of the verdict
     * @throws MalformedStatementException if an artifact has no digest, or there is none
     * @throws IllegalArgumentException if the level claims to be one of SLSA's, or the verdict has no policy
     */
    public static Statement statement(
            PolicyVerdict verdict, String verifierId, String resourceUri, String policyUri, String passedLevel)
            throws MalformedStatementException {
        if (passedLevel.startsWith("SLSA_")) {
            throw new IllegalArgumentException("a policy does not establish a level of SLSA: " + passedLevel);
        }
        var policy = verdict.policy().orElseThrow(() -> new IllegalArgumentException("nothing was verified"));
        var predicate = new VerificationSummary(
                verifierId,
                Map.of(),
                verdict.time(),
                resourceUri,
                ResourceDescriptor.builder()
                        .uri(policyUri)
                        .digest(DigestMap.of(Map.of("sha256", policy.digest())))
                        .build(),
                List.of(),
                verdict.passed(),
                List.of(verdict.passed() ? passedLevel : "FAILED"),
                Map.of());
        var subjects = verdict.artifacts().stream()
                .map(ArtifactVerdict::subject)
                .map(subject -> ResourceDescriptor.of(subject.name(), subject.digests()))
                .toList();
        return Statement.of(subjects, predicate.predicateType(), predicate.toMap());
    }
}
