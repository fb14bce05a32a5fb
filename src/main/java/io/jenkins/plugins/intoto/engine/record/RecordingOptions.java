package io.jenkins.plugins.intoto.engine.record;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/**
 * How files are hashed and who is told of it.
 *
 * @param threads how many files are hashed at a time
 * @param counts hears how many files each path that was named has
 * @param progressMillis how long to wait at least between two reports of progress
 */
record RecordingOptions(
        List<DigestAlgorithm> algorithms,
        boolean normalizeLineEndings,
        int threads,
        Consumer<RecordingWarning> warnings,
        ObjIntConsumer<String> counts,
        RecordingProgress progress,
        long progressMillis) {}
