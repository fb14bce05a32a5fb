package io.jenkins.plugins.intoto.attest;

import hudson.AbortException;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.archive.ArchivedBundle;
import io.jenkins.plugins.intoto.archive.AttestationIndex;
import io.jenkins.plugins.intoto.archive.RunArchive;
import io.jenkins.plugins.intoto.config.AttestationConfiguration;
import io.jenkins.plugins.intoto.credentials.SigningCredentials;
import io.jenkins.plugins.intoto.envelope.SignedMessage;
import io.jenkins.plugins.intoto.key.SigningException;
import io.jenkins.plugins.intoto.page.InTotoAction;
import io.jenkins.plugins.intoto.policy.PolicySummary;
import io.jenkins.plugins.intoto.policy.PolicyVerdict;
import io.jenkins.plugins.intoto.predicate.PredicateType;
import io.jenkins.plugins.intoto.provenance.RunProvenance;
import io.jenkins.plugins.intoto.run.PolicySettings;
import io.jenkins.plugins.intoto.statement.MalformedStatementException;
import java.io.IOException;

/** Signs what came of a verification against a policy (SLSA verification summary 1), and adds it to the artifacts' bundles. */
final class SummaryAttestation {
    /** The level that a pass stands for; the policy says what it means, no level of SLSA is claimed. */
    private static final String PASSED_LEVEL = "POLICY_PASSED";

    private final Run<?, ?> run;
    private final TaskListener listener;
    private final PolicySettings settings;

    SummaryAttestation(Run<?, ?> run, TaskListener listener, PolicySettings settings) {
        this.run = run;
        this.listener = listener;
        this.settings = settings;
    }

    void attest(PolicyVerdict verdict) throws IOException, InterruptedException {
        var signer = SigningCredentials.findForAttestation(
                run, settings.getSummaryCredentialsId(), PredicateType.VERIFICATION_SUMMARY.uri(), false);
        var configuration = AttestationConfiguration.get();
        var policyUri = configuration.verifierId() + "/policies/" + Util.rawEncode(settings.getPolicy());
        try {
            var statement = PolicySummary.statement(
                    verdict, configuration.verifierId(), RunProvenance.address(run), policyUri, PASSED_LEVEL);
            byte[] line = SignedMessage.sign(SignedMessage.STATEMENT_TYPE, statement.toJson(), signer)
                    .toJson();
            var action = InTotoAction.of(run);
            var bundle = bundle(verdict);
            synchronized (action) {
                new ArchivedBundle(run, bundle).append(line, listener);
                new AttestationIndex(run)
                        .add(bundle, statement, signer.publicKey().keyId().value());
                action.attested(verdict.artifacts().size());
            }
            listener.getLogger()
                    .println("[in-toto] added a summary of the verification to " + bundle + ", signed by "
                            + signer.publicKey().keyId());
        } catch (SigningException | MalformedStatementException e) {
            throw new AbortException("[in-toto] no summary was signed: " + e.getMessage());
        }
    }

    /** That of the artifact; of several artifacts, one of its own, since the summary is about all of them. */
    private static String bundle(PolicyVerdict verdict) {
        var artifacts = verdict.artifacts();
        return (artifacts.size() == 1 ? artifacts.get(0).subject().name() : RunArchive.FOLDER + "/verification-summary")
                + ArtifactAttestation.SUFFIX;
    }
}
