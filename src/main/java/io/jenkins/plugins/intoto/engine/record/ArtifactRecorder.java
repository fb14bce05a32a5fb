package io.jenkins.plugins.intoto.engine.record;

import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.artifact.ArtifactsBuilder;
import io.jenkins.plugins.intoto.engine.artifact.DuplicateArtifactException;
import io.jenkins.plugins.intoto.engine.model.ArtifactPaths;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Records materials or products (in-toto specification 1.0, section 4.3.3): the digests of files under their names.
 * Immutable and safe for use by several threads; each recording has threads of its own, which end with it.
 */
public final class ArtifactRecorder {
    private final RecordingOptions options;
    private final PathRules rules;

    ArtifactRecorder(RecordingOptions options, PathRules rules) {
        this.options = options;
        this.rules = rules;
    }

    /** A recorder as the in-toto reference would be without any option. */
    public static ArtifactRecorderBuilder builder() {
        return new ArtifactRecorderBuilder();
    }

    /**
     * Records paths, directories with all that is below them, by the rules of the in-toto reference: names are the
     * normalised paths, with {@code /} for every backslash, after excludes and with prefixes stripped; symbolic links are
     * followed and keep their own names; what is not a file is left out. A path that begins with {@code file:} keeps that in
     * its name. One that begins with {@code dir:} becomes one artifact (ITE-4), whose digest is that of a text with a line
     * for each file of the directory, sorted by path: the file's digest, two spaces, its path.
     *
     * @param uris the paths, relative to the base directory or absolute
     * @return what was recorded, the paths sorted
     * @throws RecordingException if the record would not be true, or two files would get one name
     * @throws InterruptedException if the thread is interrupted; nothing goes on in the background
     */
    public Artifacts record(List<String> uris) throws RecordingException, InterruptedException {
        var paths = new ArrayList<String>();
        var directories = new LinkedHashSet<String>();
        for (var uri : uris) {
            if (uri.startsWith(DirectoryDigest.SCHEME)) {
                directories.add(uri.substring(DirectoryDigest.SCHEME.length()));
            } else {
                paths.add(uri);
            }
        }
        var progress = new ProgressClock(options.progress(), options.progressMillis());
        var selection = new PathSelection(rules, paths, this::count);
        var artifacts = Artifacts.builder();
        hash(selection, artifacts, progress);
        for (var directory : directories) {
            var files = Artifacts.builder();
            var below = DirectoryDigest.selection(rules, directory);
            hash(below, files, progress);
            var digests = DirectoryDigest.of(build(files, below, List.of()), options.algorithms());
            var name = rules.nameOf(directory);
            if (ArtifactPaths.hasControlCharacter(name)) {
                throw RecordingException.of(RecordingException.Reason.CONTROL_CHARACTER, directory);
            }
            artifacts.add(DirectoryDigest.SCHEME.concat(name), digests);
        }
        return build(artifacts, selection, List.copyOf(directories));
    }

    /**
     * Records the files that a selection chooses.
     *
     * @return what was recorded, the names sorted
     * @throws RecordingException if the record would not be true, or two files would get one name
     * @throws InterruptedException if the thread is interrupted; nothing goes on in the background
     */
    public Artifacts record(FileSelection selection) throws RecordingException, InterruptedException {
        var artifacts = Artifacts.builder();
        hash(selection, artifacts, new ProgressClock(options.progress(), options.progressMillis()));
        return build(artifacts, selection, List.of());
    }

    private void count(String path, int files) {
        if (files == 0) {
            options.warnings().accept(new RecordingWarning(path, RecordingWarning.Reason.EMPTY));
        }
        options.counts().accept(path, files);
    }

    private void hash(FileSelection selection, ArtifactsBuilder artifacts, ProgressClock progress)
            throws RecordingException, InterruptedException {
        try (var hashing = new ParallelHashing(options, artifacts, progress)) {
            selection.select(hashing);
            hashing.finish();
        }
    }

    private Artifacts build(ArtifactsBuilder artifacts, FileSelection selection, List<String> directories)
            throws RecordingException, InterruptedException {
        try {
            return artifacts.build();
        } catch (DuplicateArtifactException e) {
            throw duplicate(e.path(), selection, directories);
        }
    }

    /** Names the files behind a duplicate name: they were forgotten on the way, so they are selected once more. */
    private RecordingException duplicate(String name, FileSelection selection, List<String> directories)
            throws RecordingException, InterruptedException {
        var named = new Namesakes(name);
        selection.select(named);
        for (var directory : directories) {
            named.directory(DirectoryDigest.SCHEME.concat(rules.nameOf(directory)), directory);
        }
        return named.failure();
    }
}
