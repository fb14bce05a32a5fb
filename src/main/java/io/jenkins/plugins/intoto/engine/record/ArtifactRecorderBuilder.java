package io.jenkins.plugins.intoto.engine.record;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/** Sets up an {@link ArtifactRecorder}. */
public final class ArtifactRecorderBuilder {
    private static final int MOST_THREADS = 4;

    private List<DigestAlgorithm> algorithms = List.of(DigestAlgorithm.SHA256);
    private boolean normalizeLineEndings;
    private int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    private Consumer<RecordingWarning> warnings = new Consumer<>() {
        @Override
        public void accept(RecordingWarning warning) {}
    };
    private ObjIntConsumer<String> counts = new ObjIntConsumer<>() {
        @Override
        public void accept(String path, int files) {}
    };
    private RecordingProgress progress = new RecordingProgress() {
        @Override
        public void recorded(long files, long bytes) {}
    };
    private long progressMillis = 60_000;
    private Path base = Path.of("");
    private List<String> excludes = GitwildmatchPatterns.DEFAULTS;
    private List<String> strippedPrefixes = List.of();
    private boolean followLinkedDirectories = true;

    ArtifactRecorderBuilder() {}

    /**
     * Which digests each artifact gets; SHA-256 unless set. Others than SHA-256 alone match no link of the reference, for
     * whole sets of digests are compared.
     *
     * @throws IllegalArgumentException if there are none
     */
    public ArtifactRecorderBuilder algorithms(Set<DigestAlgorithm> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("at least one digest algorithm is needed");
        }
        algorithms = List.copyOf(EnumSet.copyOf(values));
        return this;
    }

    /** Whether line endings are hashed as line feeds, whatever they are; false unless set. */
    public ArtifactRecorderBuilder normalizeLineEndings(boolean value) {
        normalizeLineEndings = value;
        return this;
    }

    /**
     * How many files are hashed at a time; the number of processors, but at most 4, unless set.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public ArtifactRecorderBuilder threads(int value) {
        if (value < 1) {
            throw new IllegalArgumentException("at least one thread is needed");
        }
        threads = value;
        return this;
    }

    /** Who hears of what is left out, in the thread that records; nobody unless set. */
    public ArtifactRecorderBuilder onWarning(Consumer<RecordingWarning> listener) {
        warnings = listener;
        return this;
    }

    /**
     * Who hears how many files were found for each path that was named, in the thread that records; nobody unless set. What
     * the walk of another path comes to counts there.
     */
    public ArtifactRecorderBuilder onPath(ObjIntConsumer<String> listener) {
        counts = listener;
        return this;
    }

    /**
     * Who hears of progress, in the thread that records; nobody unless set.
     *
     * @param interval how much time passes at least between two reports
     */
    public ArtifactRecorderBuilder onProgress(RecordingProgress listener, Duration interval) {
        progress = listener;
        progressMillis = interval.toMillis();
        return this;
    }

    /** The directory that relative paths start from; the current one unless set. */
    public ArtifactRecorderBuilder base(Path directory) {
        base = directory;
        return this;
    }

    /**
     * Patterns of paths that are left out; {@link GitwildmatchPatterns#DEFAULTS} unless set. They take the place of the
     * defaults.
     */
    public ArtifactRecorderBuilder excludes(List<String> patterns) {
        excludes = List.copyOf(patterns);
        return this;
    }

    /** Texts of which the first that a path begins with is taken off its name; none unless set. */
    public ArtifactRecorderBuilder stripPrefixes(List<String> prefixes) {
        strippedPrefixes = List.copyOf(prefixes);
        return this;
    }

    /** Whether symbolic links to directories are walked; true unless set. Links to files are always recorded. */
    public ArtifactRecorderBuilder followLinkedDirectories(boolean value) {
        followLinkedDirectories = value;
        return this;
    }

    /**
     * The recorder.
     *
     * @throws MalformedPatternException if an exclude pattern is malformed
     */
    public ArtifactRecorder build() throws MalformedPatternException {
        return new ArtifactRecorder(
                new RecordingOptions(
                        algorithms, normalizeLineEndings, threads, warnings, counts, progress, progressMillis),
                new PathRules(base, GitwildmatchPatterns.compile(excludes), strippedPrefixes, followLinkedDirectories));
    }
}
