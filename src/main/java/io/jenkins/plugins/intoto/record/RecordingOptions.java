package io.jenkins.plugins.intoto.record;

import io.jenkins.plugins.intoto.artifact.DigestAlgorithm;
import java.util.List;
import java.util.function.Consumer;

/**
 * How files are hashed and who is told of it.
 *
 * @param threads how many files are hashed at a time
 * @param progressMillis how long to wait at least between two reports of progress
 */
record RecordingOptions(
        List<DigestAlgorithm> algorithms,
        boolean normalizeLineEndings,
        int threads,
        Consumer<RecordingWarning> warnings,
        RecordingProgress progress,
        long progressMillis) {}
