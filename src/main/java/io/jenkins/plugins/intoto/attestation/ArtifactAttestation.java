package io.jenkins.plugins.intoto.attestation;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.archive.SignedFile;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.credentials.RegistryCredentials;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.predicate.TypedPredicate;
import io.jenkins.plugins.intoto.engine.statement.MalformedStatementException;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.run.ArtifactPath;
import io.jenkins.plugins.intoto.run.BuildPlace;
import io.jenkins.plugins.intoto.run.Consequence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;

/**
 * Attests artifacts of a run: subjects are hashed where they are, the predicate comes from the run or a file, and the
 * controller signs and archives. Used by the Pipeline step and the post-build action alike.
 */
public final class ArtifactAttestation {
    /** How the name of a bundle ends (Attestation Framework 1, bundles). */
    public static final String SUFFIX = ".intoto.jsonl";

    /** Each artifact is an attestation and a file of its own. */
    public static final int MOST_BUNDLES = 1_000;

    private final Run<?, ?> run;
    private final TaskListener listener;
    private final AttestStep step;

    /**
     * @param run the run that attests
     * @param listener its console
     * @param step what to attest, of what, and by whom
     */
    public ArtifactAttestation(Run<?, ?> run, TaskListener listener, AttestStep step) {
        this.run = run;
        this.listener = listener;
        this.step = step;
    }

    /**
     * What came of an attestation.
     *
     * @param bundles the paths of the bundles among the artifacts of the run
     * @param notAttached why attestations are not beside their images, though the step goes on; empty if all is well
     */
    public record Attested(List<String> bundles, Optional<String> notAttached) {}

    /**
     * Attests.
     *
     * @param place where in the run it takes place
     * @param pipeline the run's Pipeline, if it is one
     * @return what came of it
     * @throws AbortException with a sentence that says what to do if nothing can be attested, or an attestation cannot be
     *     attached to its image and that fails the step
     */
    public Attested attest(BuildPlace place, Optional<FlowExecution> pipeline)
            throws IOException, InterruptedException {
        step.check();
        var archive = new AttestationArchive(run, listener, place.origin());
        var images = new AttestedImages(
                step.getImage(),
                step.getImageFile(),
                RegistryCredentials.find(run, step.getRegistryCredentialsId()),
                listener);
        var attachment = new ImageAttachment(
                step.attachment(), (image, line, how) -> images.registry(image).attach(line, how), listener);
        var earlier = archive.carryOn();
        if (!earlier.isEmpty()) {
            earlier.forEach(line -> Console.println(
                    listener, Messages.ArtifactAttestation_AttestedBefore(DisplayText.of(line.path()))));
            var paths = earlier.stream().map(SignedFile::path).toList();
            return attached(paths, attachment, attachment.isWanted() ? archive.lines(earlier) : List.of());
        }
        var subjects = step.namesImages() ? ofImages(images, place) : ofFiles(place);
        var attested = new AttestedPredicate(step, listener);
        var predicate = attested.find(run, pipeline, place);
        try (var signer = StatementSigner.of(run, step, predicate.predicateType(), attested.isForgery(predicate))) {
            var statements = statements(subjects, predicate);
            var paths = List.copyOf(statements.keySet());
            var before =
                    attachment.isWanted() ? archive.signedBefore(statements, signer.keyId()) : Map.<String, byte[]>of();
            if (!before.isEmpty()) {
                before.keySet()
                        .forEach(path -> Console.println(
                                listener, Messages.ArtifactAttestation_SignedBefore(DisplayText.of(path))));
                return attached(paths, attachment, before.values());
            }
            var signed = archive.sign(statements, signer);
            signed.forEach((path, by) -> log(path, predicate, by));
            var lines =
                    signed.values().stream().map(StatementSigner.Signed::line).toList();
            return attached(paths, attachment, lines);
        } catch (InTotoException e) {
            throw Console.abort(Messages.ArtifactAttestation_NotAttested(DisplayText.of(e.getMessage())));
        }
    }

    /** What came of it, after what is archived was attached to its images. */
    private Attested attached(List<String> paths, ImageAttachment attachment, Collection<byte[]> lines)
            throws IOException, InterruptedException {
        var failures = attachment.attach(lines, image -> true);
        if (failures.isEmpty()) {
            return new Attested(paths, Optional.empty());
        }
        var consequence = step.attachConsequence();
        var sentence = Messages.ArtifactAttestation_NotAttached(failures.stream()
                .map(failure -> DisplayText.of(failure.reason().getMessage()))
                .collect(Collectors.joining("; ")));
        if (consequence != Consequence.FAIL) {
            Console.println(listener, sentence);
        }
        consequence.impose(run, listener, sentence, Messages.ArtifactAttestation_OnlyReported());
        return new Attested(paths, Optional.of(sentence));
    }

    /** The files and other subjects, by the bundles that their attestations go into. */
    private Map<String, List<ResourceDescriptor>> ofFiles(BuildPlace place) throws IOException, InterruptedException {
        var wanted = new AttestedSubjects(
                step.getSubjects(), step.getExcludes(), step.getChecksumsFile(), step.isArchived(), listener);
        var bundle = bundle(wanted);
        var subjects = wanted.find(run, place);
        if (subjects.size() > MOST_BUNDLES && bundle.isEmpty()) {
            throw Console.abort(
                    Messages.ArtifactAttestation_TooManyBundles(subjects.size(), step.getSubjects(), MOST_BUNDLES));
        }
        return byBundle(subjects, bundle);
    }

    /** The images, by the bundles that their attestations go into: each is called by the last part of its repository. */
    private Map<String, List<ResourceDescriptor>> ofImages(AttestedImages images, BuildPlace place)
            throws IOException, InterruptedException {
        var found = images.find(place);
        var subjects = new TreeMap<String, List<ResourceDescriptor>>();
        for (var image : step.isPlatforms() ? images.withPlatforms(found) : found) {
            var bundle = step.getBundle() == null ? image.shortName() + SUFFIX : bundlePath(step.getBundle());
            subjects.computeIfAbsent(bundle, path -> new ArrayList<>()).add(image.subject());
        }
        return subjects;
    }

    /** The bundle of one attestation of all subjects; empty if each is a file and has its own beside it. */
    private Optional<String> bundle(AttestedSubjects subjects) throws AbortException {
        if (step.getBundle() != null) {
            return Optional.of(bundlePath(step.getBundle()));
        }
        if (step.getChecksumsFile() != null) {
            // Of a path that is refused if it leads out of the workspace.
            return Optional.of(step.getChecksumsFile() + SUFFIX);
        }
        if (!subjects.areFiles()) {
            throw Console.abort(Messages.ArtifactAttestation_NoBundle());
        }
        return Optional.empty();
    }

    /**
     * Subjects by the bundles that their attestations go into.
     *
     * @param subjects files of the run, each named by its path, if there is no bundle for all of them
     * @param bundle the path of the bundle for one attestation of all of them; empty for one of each beside it
     */
    public static Map<String, List<ResourceDescriptor>> byBundle(
            List<ResourceDescriptor> subjects, Optional<String> bundle) {
        if (bundle.isPresent()) {
            return Map.of(bundle.get(), subjects);
        }
        var byBundle = new TreeMap<String, List<ResourceDescriptor>>();
        for (var subject : subjects) {
            byBundle.put(subject.name().orElseThrow() + SUFFIX, List.of(subject));
        }
        return byBundle;
    }

    /**
     * What is attested, by the bundles that it goes into.
     *
     * @param subjects the subjects of each bundle
     * @param predicate what is said of them
     */
    public static Map<String, Statement> statements(
            Map<String, List<ResourceDescriptor>> subjects, TypedPredicate predicate)
            throws MalformedStatementException {
        var statements = new TreeMap<String, Statement>();
        for (var bundle : subjects.entrySet()) {
            statements.put(
                    bundle.getKey(), Statement.of(bundle.getValue(), predicate.predicateType(), predicate.toMap()));
        }
        return statements;
    }

    private void log(String bundle, TypedPredicate predicate, StatementSigner.Signed signed) {
        Console.println(
                listener,
                Messages.ArtifactAttestation_Attested(
                        DisplayText.of(predicate.predicateType()), DisplayText.of(bundle), signed.by()));
    }

    private static String bundlePath(String path) throws AbortException {
        if (!ArtifactPath.isSafe(path) || !path.endsWith(SUFFIX)) {
            throw Console.abort(Messages.ArtifactAttestation_NoBundlePath(SUFFIX, path));
        }
        return path;
    }
}
