package io.jenkins.plugins.intoto.verification;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.archive.PastVerification;
import io.jenkins.plugins.intoto.archive.Question;
import io.jenkins.plugins.intoto.archive.ReportArchive;
import io.jenkins.plugins.intoto.attestation.AttestedImages;
import io.jenkins.plugins.intoto.attestation.AttestedSubjects;
import io.jenkins.plugins.intoto.config.AttestationConfiguration;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.credentials.RegistryCredentials;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.policy.Policy;
import io.jenkins.plugins.intoto.engine.policy.PolicySubject;
import io.jenkins.plugins.intoto.engine.policy.PolicyVerdict;
import io.jenkins.plugins.intoto.engine.policy.PolicyVerifier;
import io.jenkins.plugins.intoto.engine.policy.PolicyVerifier.OpenBundle;
import io.jenkins.plugins.intoto.engine.remote.OciImage;
import io.jenkins.plugins.intoto.engine.remote.RemoteFailureException;
import io.jenkins.plugins.intoto.engine.report.PolicyJsonReport;
import io.jenkins.plugins.intoto.engine.report.PolicyTextReport;
import io.jenkins.plugins.intoto.engine.report.ReportSummary;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.run.BuildPlace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Verifies artifacts against a policy within a run: finds policy, artifacts and bundles, verifies, archives the report, and
 * signs a summary if that is asked for. Used by the Pipeline step and the post-build action alike.
 */
public final class ArtifactVerification {
    private final Run<?, ?> run;
    private final TaskListener listener;
    private final VerifyStep step;

    /**
     * @param run the run that verifies
     * @param listener its console
     * @param step what to verify, and by what
     */
    public ArtifactVerification(Run<?, ?> run, TaskListener listener, VerifyStep step) {
        this.run = run;
        this.listener = listener;
        this.step = step;
    }

    /**
     * Verifies, and tells the outcome on the console, on the page of the run and in its archive.
     *
     * @param place where in the run it takes place
     * @return the outcome, passed or not
     * @throws AbortException with a sentence that says what to do if the verification cannot be carried out
     */
    public ReportSummary verify(BuildPlace place) throws IOException, InterruptedException {
        step.check();
        var now = Instant.now();
        var question = step.question(place);
        var policy = TrustedPolicy.find(run, step, question.label(), place, now);
        var images = new AttestedImages(
                step.getImage(),
                step.getImageFile(),
                RegistryCredentials.find(run, step.getRegistryCredentialsId()),
                listener);
        var named = images.find(place);
        var subjects = subjects(named, place);
        return verify(question, policy, place, subjects, ofRegistries(images, named), now);
    }

    /**
     * Verifies artifacts of the run that are known by their digests.
     *
     * @param question what is asked, and what people call it
     * @param place where in the run it takes place
     * @param subjects the artifacts
     * @return the outcome, passed or not
     * @throws AbortException with a sentence that says what to do if the verification cannot be carried out
     */
    ReportSummary verify(Question question, BuildPlace place, List<PolicySubject> subjects)
            throws IOException, InterruptedException {
        var now = Instant.now();
        var policy = TrustedPolicy.find(run, step, question.label(), place, now);
        return verify(question, policy, place, subjects, List.of(), now);
    }

    private ReportSummary verify(
            Question question,
            Policy policy,
            BuildPlace place,
            List<PolicySubject> subjects,
            List<OpenBundle> ofRegistries,
            Instant now)
            throws IOException, InterruptedException {
        var bundles = BundlesInQuestion.find(run, step, place, subjects, ofRegistries);
        PolicyVerdict verdict;
        try {
            verdict = PolicyVerifier.verify(
                    policy,
                    bundles,
                    subjects,
                    now,
                    AttestationConfiguration.get().lineLimits(),
                    PolicyVerifier.Extent.NEEDED);
        } catch (UnreadableFileException e) {
            throw Console.abort(DisplayText.of(e.getMessage()));
        }
        PolicyTextReport.DEFAULT.withVerbose(true).lines(verdict).forEach(line -> Console.println(listener, line));
        var summary = archive(question, verdict, place);
        if (step.getSummaryCredentialsId() != null) {
            new SummaryAttestation(run, listener, step).attest(verdict, place.origin());
        }
        return summary;
    }

    /** What the registries of images have, each as a bundle, be it empty: what is missing is then the verdict. */
    private List<OpenBundle> ofRegistries(AttestedImages images, List<OciImage> named)
            throws AbortException, InterruptedException {
        var bundles = new ArrayList<OpenBundle>();
        for (var image : named) {
            try {
                var found = images.registry(image)
                        .attestations(AttestationConfiguration.get().lineLimits());
                for (var problem : found.problems()) {
                    Console.println(listener, Messages.ArtifactVerification_Warning(DisplayText.of(problem)));
                }
                bundles.add(new OpenBundle(image.toString(), found::open));
            } catch (RemoteFailureException e) {
                throw Console.abort(DisplayText.of(e.getMessage()));
            }
        }
        return bundles;
    }

    private List<PolicySubject> subjects(List<OciImage> images, BuildPlace place)
            throws IOException, InterruptedException {
        var subjects = new ArrayList<PolicySubject>();
        for (var image : images) {
            subjects.add(new PolicySubject(image.repository(), image.subject().digest()));
        }
        if (step.namesImages() && step.getSubjects() == null) {
            return subjects;
        }
        for (var subject : new AttestedSubjects(step.getSubjects(), null, null, step.isArchived(), listener)
                .complete()
                .find(run, place)) {
            var name = subject.name().orElseThrow(() -> Console.abort(Messages.ArtifactVerification_NoName(subject)));
            subjects.add(new PolicySubject(name, subject.digest()));
        }
        return subjects;
    }

    private ReportSummary archive(Question question, PolicyVerdict verdict, BuildPlace place)
            throws IOException, InterruptedException {
        var json = new ByteArrayOutputStream();
        PolicyJsonReport.write(verdict, json);
        var summary = ReportSummary.of(verdict);
        new ReportArchive(run, listener)
                .put(
                        place.origin(),
                        question.label(),
                        json.toByteArray(),
                        Optional.empty(),
                        report -> new PastVerification(question, summary, report));
        return summary;
    }
}
