package io.jenkins.plugins.intoto.attest;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.InTotoException;
import io.jenkins.plugins.intoto.archive.ArchivedBundle;
import io.jenkins.plugins.intoto.archive.AttestationIndex;
import io.jenkins.plugins.intoto.page.InTotoAction;
import io.jenkins.plugins.intoto.predicate.TypedPredicate;
import io.jenkins.plugins.intoto.run.ArtifactPath;
import io.jenkins.plugins.intoto.run.BuildPlace;
import io.jenkins.plugins.intoto.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.statement.Statement;
import io.jenkins.plugins.intoto.verify.DisplayText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;

/**
 * Attests artifacts of a run: subjects are hashed where they are, the predicate comes from the run or a file, and the
 * controller signs and archives. Used by the Pipeline step and the post-build action alike.
 */
public final class ArtifactAttestation {
    /** How the name of a bundle ends (Attestation Framework 1, bundles). */
    static final String SUFFIX = ".intoto.jsonl";

    private final Run<?, ?> run;
    private final TaskListener listener;
    private final String credentialsId;
    private final AttestationSettings settings;

    /**
     * @param run the run that attests
     * @param listener its console
     * @param credentialsId the id of the credential that signs
     * @param settings what to attest, and of what
     */
    public ArtifactAttestation(
            Run<?, ?> run, TaskListener listener, String credentialsId, AttestationSettings settings) {
        this.run = run;
        this.listener = listener;
        this.credentialsId = credentialsId;
        this.settings = settings;
    }

    /**
     * Attests.
     *
     * @param place where in the run it takes place
     * @param pipeline the run's Pipeline, if it is one
     * @return the paths of the bundles among the artifacts of the run
     * @throws AbortException with a sentence that says what to do if nothing can be attested
     */
    public List<String> attest(BuildPlace place, Optional<FlowExecution> pipeline)
            throws IOException, InterruptedException {
        var subjects = new AttestedSubjects(settings, listener, false).find(run, place);
        var attested = new AttestedPredicate(settings);
        var predicate = attested.find(run, pipeline, place);
        var signer = StatementSigner.of(
                run, credentialsId, settings, predicate.predicateType(), attested.isForgery(predicate));
        try {
            if (settings.getBundle() != null) {
                return List.of(attest(subjects, predicate, signer, bundlePath(settings.getBundle())));
            }
            var bundles = new ArrayList<String>();
            for (var subject : subjects) {
                bundles.add(attest(
                        List.of(subject), predicate, signer, subject.name().orElseThrow() + SUFFIX));
            }
            return bundles;
        } catch (InTotoException e) {
            throw new AbortException("[in-toto] not everything was attested: " + DisplayText.of(e.getMessage()));
        }
    }

    private static String bundlePath(String path) throws AbortException {
        if (!ArtifactPath.isSafe(path) || !path.endsWith(SUFFIX)) {
            throw new AbortException(
                    "[in-toto] bundle must be the path of an artifact that ends with " + SUFFIX + ", not " + path);
        }
        return path;
    }

    private String attest(
            List<ResourceDescriptor> subjects, TypedPredicate predicate, StatementSigner signer, String bundle)
            throws IOException, InterruptedException, InTotoException {
        var statement = Statement.of(subjects, predicate.predicateType(), predicate.toMap());
        byte[] line = signer.sign(statement);
        var action = InTotoAction.of(run);
        // Parallel branches may add to one bundle.
        synchronized (action) {
            new ArchivedBundle(run, bundle).append(line, listener);
            new AttestationIndex(run).add(bundle, statement, signer.name());
            action.attested(subjects.size());
        }
        listener.getLogger()
                .println("[in-toto] attested "
                        + (subjects.size() == 1
                                ? DisplayText.of(subjects.get(0).toString())
                                : subjects.size() + " artifacts")
                        + ": "
                        + predicate.predicateType() + ", archived " + bundle + ", signed by " + signer.name());
        return bundle;
    }
}
