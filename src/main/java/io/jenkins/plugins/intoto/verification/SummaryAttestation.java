package io.jenkins.plugins.intoto.verification;

import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.archive.Origin;
import io.jenkins.plugins.intoto.archive.RunArchive;
import io.jenkins.plugins.intoto.attestation.ArtifactAttestation;
import io.jenkins.plugins.intoto.attestation.AttestationArchive;
import io.jenkins.plugins.intoto.attestation.EnvelopeKind;
import io.jenkins.plugins.intoto.attestation.StatementSigner;
import io.jenkins.plugins.intoto.attestation.provenance.RunProvenance;
import io.jenkins.plugins.intoto.config.AttestationConfiguration;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.credentials.SigningCredentials;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.policy.PolicySummary;
import io.jenkins.plugins.intoto.engine.policy.PolicyVerdict;
import io.jenkins.plugins.intoto.engine.predicate.PredicateType;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Signs what came of a verification against a policy (SLSA verification summary 1), and adds it to the artifacts' bundles. */
final class SummaryAttestation {
    /** The level that a pass stands for; the policy says what it means, no level of SLSA is claimed. */
    private static final String PASSED_LEVEL = "POLICY_PASSED";

    private final Run<?, ?> run;
    private final TaskListener listener;
    private final VerifyStep step;

    SummaryAttestation(Run<?, ?> run, TaskListener listener, VerifyStep step) {
        this.run = run;
        this.listener = listener;
        this.step = step;
    }

    void attest(PolicyVerdict verdict, Origin origin) throws IOException, InterruptedException {
        var archive = new AttestationArchive(run, listener, origin);
        var earlier = archive.carryOn();
        if (!earlier.isEmpty()) {
            log(Messages.SummaryAttestation_AddedBefore(
                    DisplayText.of(earlier.get(0).path())));
            return;
        }
        var configuration = AttestationConfiguration.get();
        var policyUri = configuration.verifierId() + "/policies/" + Util.rawEncode(step.getPolicy());
        var key = SigningCredentials.findForAttestation(
                run, step.getSummaryCredentialsId(), PredicateType.VERIFICATION_SUMMARY.uri(), false);
        try (var signer = StatementSigner.withKey(key, EnvelopeKind.DSSE, Optional.empty())) {
            var statement = PolicySummary.statement(
                    verdict, configuration.verifierId(), RunProvenance.address(run), policyUri, PASSED_LEVEL);
            var bundle = bundle(verdict);
            var signed = archive.sign(Map.of(bundle, statement), signer);
            log(Messages.SummaryAttestation_Added(
                    DisplayText.of(bundle), signed.get(bundle).by()));
        } catch (InTotoException e) {
            throw Console.abort(Messages.SummaryAttestation_NotSigned(DisplayText.of(e.getMessage())));
        }
    }

    private void log(String sentence) {
        Console.println(listener, sentence);
    }

    /** That of the artifact; of several artifacts, one of its own, since the summary is about all of them. */
    private static String bundle(PolicyVerdict verdict) {
        var artifacts = verdict.artifacts();
        return (artifacts.size() == 1 ? artifacts.get(0).subject().name() : RunArchive.FOLDER + "/verification-summary")
                + ArtifactAttestation.SUFFIX;
    }
}
