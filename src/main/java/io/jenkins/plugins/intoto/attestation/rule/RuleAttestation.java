package io.jenkins.plugins.intoto.attestation.rule;

import hudson.AbortException;
import hudson.ExtensionList;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.archive.Origin;
import io.jenkins.plugins.intoto.archive.RuleOutcome;
import io.jenkins.plugins.intoto.archive.RunArchive;
import io.jenkins.plugins.intoto.attestation.ArtifactAttestation;
import io.jenkins.plugins.intoto.attestation.AttestationArchive;
import io.jenkins.plugins.intoto.attestation.AttestedSubjects;
import io.jenkins.plugins.intoto.attestation.ImageAttachment;
import io.jenkins.plugins.intoto.attestation.StatementSigner;
import io.jenkins.plugins.intoto.attestation.provenance.RecordedMaterials;
import io.jenkins.plugins.intoto.attestation.provenance.RunProvenance;
import io.jenkins.plugins.intoto.attestation.provenance.RunTests;
import io.jenkins.plugins.intoto.config.AttestationConfiguration;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.credentials.RegistryCredentials;
import io.jenkins.plugins.intoto.credentials.SigningCredentials;
import io.jenkins.plugins.intoto.credentials.TokenCredentials;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.predicate.TypedPredicate;
import io.jenkins.plugins.intoto.engine.remote.Attachment;
import io.jenkins.plugins.intoto.engine.remote.RemoteFailureException;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.VirtualFile;

/**
 * Attests, by one rule, what a run has archived: the controller hashes, signs, archives, and attaches to images. What was attested
 * by the rule before is not attested once more, so this can be done again after a failure or the end of Jenkins.
 */
final class RuleAttestation {
    private static final Logger LOGGER = Logger.getLogger(RuleAttestation.class.getName());

    /** One bundle for the artifacts of a run that has more than get one each. */
    private static final String SHARED_BUNDLE = RunArchive.FOLDER + "/attestations" + ArtifactAttestation.SUFFIX;

    private final Run<?, ?> run;
    private final ApplicableRule applicable;
    private final AttestationRule rule;
    private final RegistryPatience patience;
    private final TaskListener listener;
    private final List<ResourceDescriptor> subjects = new ArrayList<>();
    private final Set<String> attested = new LinkedHashSet<>();
    private final List<byte[]> linesOfImages = new ArrayList<>();
    private final Set<String> problems = new LinkedHashSet<>();

    /**
     * @param run a run that has ended
     * @param applicable a rule that holds for its job
     * @param patience how long registries are waited for
     * @param listener where artifact managers may write to
     */
    RuleAttestation(Run<?, ?> run, ApplicableRule applicable, RegistryPatience patience, TaskListener listener) {
        this.run = run;
        this.applicable = applicable;
        this.rule = applicable.rule();
        this.patience = patience;
        this.listener = listener;
    }

    /**
     * Attests.
     *
     * @return what came of it, also if that is a failure; empty if there is nothing to attest: the run has archived nothing that the
     *     rule means, or published no test results if these are all that it has attested
     * @throws InterruptedException if Jenkins ends meanwhile
     */
    Optional<RuleOutcome> carryOut() throws InterruptedException {
        // Neither the policy nor the registry keeps what is left from being done.
        if (attempt(this::sign)) {
            attempt(this::verify);
            attempt(this::attach);
        }
        if (attested.isEmpty() && problems.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RuleOutcome(
                rule.label(),
                applicable.folder(),
                System.currentTimeMillis(),
                subjects.size(),
                List.copyOf(attested),
                problems.isEmpty() ? null : String.join("; ", problems)));
    }

    private interface Part {
        void carryOut() throws IOException, InTotoException, InterruptedException;
    }

    private boolean attempt(Part part) throws InterruptedException {
        try {
            part.carryOut();
            return true;
        } catch (IOException | InTotoException | RuntimeException | LinkageError e) {
            problems.add(sentence(e));
            return false;
        }
    }

    private void sign() throws IOException, InTotoException, InterruptedException {
        var files = files();
        subjects.addAll(files);
        var images = ReportedImages.of(run, applicable);
        images.byFile().values().forEach(subjects::addAll);
        problems.addAll(images.refusals());
        if (!subjects.isEmpty()) {
            for (var predicate : rule.predicates()) {
                attest(predicate, files, images.byFile());
            }
        }
    }

    private List<ResourceDescriptor> files() throws IOException {
        var root = run.getArtifactManager().root();
        var paths = new TreeSet<>(paths(root, rule.artifactPatterns(), rule));
        for (var narrowing : applicable.narrowings()) {
            paths.retainAll(Set.copyOf(paths(root, narrowing.narrowingArtifactPatterns(), narrowing)));
        }
        // Bundles say what was attested, and are not attested; nor are links and reports, which are signed or derived
        // themselves.
        paths.removeIf(path -> path.endsWith(ArtifactAttestation.SUFFIX)
                || path.replace('\\', '/').startsWith(RunArchive.FOLDER + "/"));
        return AttestedSubjects.hash(root, paths);
    }

    private static List<String> paths(VirtualFile root, List<String> patterns, AttestationRule rule)
            throws IOException {
        return root.isDirectory() && !patterns.isEmpty()
                ? List.copyOf(root.list(String.join(",", patterns), String.join(",", rule.excludePatterns()), true))
                : List.of();
    }

    private void attest(
            RulePredicate kind, List<ResourceDescriptor> files, Map<String, List<ResourceDescriptor>> images)
            throws IOException, InTotoException, InterruptedException {
        if (!files.isEmpty()) {
            var bundle = files.size() > ArtifactAttestation.MOST_BUNDLES
                    ? Optional.of(SHARED_BUNDLE)
                    : Optional.<String>empty();
            attest(
                    predicate(kind, false),
                    applicable.origin(kind),
                    ArtifactAttestation.byBundle(files, bundle),
                    Attachment.NONE);
        }
        if (!images.isEmpty()) {
            var byBundle = new TreeMap<String, List<ResourceDescriptor>>();
            images.forEach((file, its) -> byBundle.put(file + ArtifactAttestation.SUFFIX, its));
            attest(predicate(kind, true), applicable.originOfImages(kind), byBundle, rule.attachment());
        }
    }

    private void attest(
            Optional<TypedPredicate> found,
            Origin origin,
            Map<String, List<ResourceDescriptor>> byBundle,
            Attachment attachment)
            throws IOException, InTotoException, InterruptedException {
        if (found.isEmpty()) {
            return;
        }
        var type = found.get().predicateType();
        var archive = new AttestationArchive(run, listener, origin);
        archive.carryOn();
        var statements = ArtifactAttestation.statements(byBundle, found.get());
        archive.archived().forEach(line -> statements.remove(line.path()));
        if (!statements.isEmpty()) {
            try (var signer = signer(type, attachment)) {
                archive.sign(statements, signer);
            }
        }
        attested.add(type);
        if (attachment != Attachment.NONE) {
            linesOfImages.addAll(archive.lines(archive.archived()));
        }
    }

    /** Attaches what was archived of images, now or before: what is in the registry already is not there twice then. */
    private void attach() throws IOException, InterruptedException {
        if (linesOfImages.isEmpty()) {
            return;
        }
        var account = RegistryCredentials.findForRule(run, applicable.owner(), rule.getRegistryCredentialsId());
        var attachment = new ImageAttachment(rule.attachment(), patience.registries(account), listener);
        // The rule may mean less than when it was signed.
        var failures = attachment.attach(linesOfImages, image -> ReportedImages.isWithin(image, applicable));
        var reasons = new LinkedHashSet<String>();
        for (var failure : failures) {
            LOGGER.log(
                    Level.INFO,
                    () -> run + ": " + failure.image() + ": " + failure.reason().getMessage());
            reasons.add(reason(failure));
        }
        if (!reasons.isEmpty()) {
            problems.add(Messages.RuleAttestation_NotAttached(String.join("; ", reasons)));
        }
    }

    /** Without the image, so that runs that failed for one reason are told together. */
    private static String reason(ImageAttachment.Failure failure) {
        var host = failure.image().host();
        if (failure.reason() instanceof RemoteFailureException e) {
            return e.kind() == RemoteFailureException.Kind.TIMED_OUT
                    ? Messages.RuleAttestation_NoAnswer(host)
                    : host + ": " + e.reason();
        }
        return failure.reason().getMessage();
    }

    private void verify() throws IOException, InterruptedException {
        if (subjects.isEmpty() || rule.getPolicy().isEmpty()) {
            return;
        }
        for (var verification : ExtensionList.lookup(RuleVerification.class)) {
            verification.verify(
                    run, rule.label(), rule.getPolicy(), subjects, applicable.originOfVerification(), listener);
        }
    }

    private Optional<TypedPredicate> predicate(RulePredicate kind, boolean ofImages)
            throws IOException, InTotoException {
        return switch (kind) {
            case PROVENANCE ->
                Optional.of(RunProvenance.ofFinished(run, RecordedMaterials.of(run), rule.label(), ofImages));
            case TEST_RESULTS -> RunTests.published(run).map(result -> result);
        };
    }

    private StatementSigner signer(String predicateType, Attachment attachment) throws AbortException {
        var services = AttestationConfiguration.get().getSigstore();
        if (rule.signsKeyless()) {
            return StatementSigner.withoutKey(
                    TokenCredentials.findForRule(run, applicable.owner(), rule.getTokenCredentialsId()), services);
        }
        var envelope = rule.envelope(attachment);
        var timestamps = StatementSigner.timestamps(envelope, services);
        return StatementSigner.withKey(
                SigningCredentials.findForRule(run, applicable.owner(), rule.getCredentialsId(), predicateType),
                envelope,
                timestamps);
    }

    /** What lies outside of this plugin takes one sentence; a defect of it or of another one keeps its trace, in the log. */
    private String sentence(Throwable failure) {
        if (failure instanceof IOException e) {
            return Console.sentence(Console.abort(e));
        }
        if (failure instanceof InTotoException) {
            return failure.getMessage();
        }
        LOGGER.log(Level.WARNING, failure, () -> run + " cannot be attested by the rule " + rule.label());
        return defect(failure);
    }

    static String defect(Throwable failure) {
        return Messages.RuleAttestation_Defect(failure.getClass().getName());
    }
}
