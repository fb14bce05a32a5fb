package io.jenkins.plugins.intoto.verification;

import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.ArchivedArtifact;
import io.jenkins.plugins.intoto.archive.AttestationIndex;
import io.jenkins.plugins.intoto.attestation.ArtifactAttestation;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.policy.PolicySubject;
import io.jenkins.plugins.intoto.engine.policy.PolicyVerifier.OpenBundle;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.run.ArtifactPath;
import io.jenkins.plugins.intoto.run.BuildPlace;
import io.jenkins.plugins.intoto.run.WorkspaceFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The bundles that a verification looks into: those of this build and of others about the artifacts, one of the workspace, and
 * those of registries.
 */
final class BundlesInQuestion {
    /** How large a bundle of the workspace may be, of which all is read. */
    private static final long MOST_BYTES = 128L << 20;

    private BundlesInQuestion() {}

    /**
     * @param ofRegistries what registries have of images
     */
    static List<OpenBundle> find(
            Run<?, ?> run,
            VerifyStep step,
            BuildPlace place,
            List<PolicySubject> subjects,
            List<OpenBundle> ofRegistries)
            throws IOException, InterruptedException {
        var runs = new LinkedHashSet<Run<?, ?>>();
        runs.add(run);
        for (var other : step.getLinksFrom()) {
            runs.add(OtherBuild.find(run, other));
        }
        var bundles = new ArrayList<OpenBundle>();
        for (var each : runs) {
            addArchived(each, subjects, bundles);
        }
        if (step.getBundleFile() != null) {
            bundles.add(ofWorkspace(step.getBundleFile(), place));
        }
        bundles.addAll(ofRegistries);
        if (bundles.isEmpty()) {
            var names = runs.stream()
                    .map(Run::getFullDisplayName)
                    .map(DisplayText::of)
                    .collect(Collectors.joining(", "));
            throw Console.abort(Messages.BundlesInQuestion_None(names));
        }
        return bundles;
    }

    /** Beside an artifact, or under a name of its own that the index of the run tells. */
    private static void addArchived(Run<?, ?> run, List<PolicySubject> subjects, List<OpenBundle> bundles)
            throws IOException {
        var paths = new LinkedHashSet<String>();
        var digests = new LinkedHashSet<String>();
        for (var subject : subjects) {
            var beside = subject.name() + ArtifactAttestation.SUFFIX;
            // What is named by its digest has any name, and nothing beside it.
            if (ArtifactPath.isSafe(beside)) {
                paths.add(beside);
            }
            subject.digests().value("sha256").ifPresent(digests::add);
        }
        paths.addAll(new AttestationIndex(run).bundlesOf(digests));
        var root = run.getArtifactManager().root();
        for (var path : paths) {
            var file = root.child(path);
            if (file.isFile()) {
                var name = run.getFullDisplayName() + ": " + path;
                bundles.add(new OpenBundle(name, () -> ArchivedArtifact.open(file, name)));
            }
        }
    }

    private static OpenBundle ofWorkspace(String path, BuildPlace place) throws IOException, InterruptedException {
        try {
            byte[] content = WorkspaceFiles.read(place.requireDirectory("bundleFile"), path, MOST_BYTES);
            return new OpenBundle(path, () -> new ByteArrayInputStream(content));
        } catch (UnreadableFileException e) {
            throw Console.abort(DisplayText.of(e.getMessage()));
        }
    }
}
