package io.jenkins.plugins.intoto.agent;

import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.record.AntFileSelection;
import io.jenkins.plugins.intoto.engine.record.ArtifactRecorder;
import io.jenkins.plugins.intoto.engine.record.MalformedPatternException;
import io.jenkins.plugins.intoto.engine.record.RecordingException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * Takes a snapshot of a directory on the machine that it is on.
 *
 * @param request which files to record, and how
 * @param listener where progress goes
 */
record SnapshotCallable(SnapshotRequest request, TaskListener listener)
        implements ControllerToAgentFileCallable<SnapshotAnswer> {
    private static final long serialVersionUID = 1L;
    private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(5);

    @Override
    public SnapshotAnswer invoke(File directory, VirtualChannel channel) throws IOException, InterruptedException {
        var warnings = new ArrayList<String>();
        var count = new int[1];
        try {
            var recorder = ArtifactRecorder.builder()
                    .algorithms(Set.copyOf(request.algorithms()))
                    .normalizeLineEndings(request.normalizeLineEndings())
                    .onWarning(warning -> {
                        count[0]++;
                        if (warnings.size() < SnapshotAnswer.MOST_WARNINGS) {
                            warnings.add(warning.message());
                        }
                    })
                    .onProgress(this::report, PROGRESS_INTERVAL)
                    .build();
            var artifacts = recorder.record(new AntFileSelection(directory.toPath(), request.patterns()));
            return SnapshotAnswer.of(packed(artifacts), warnings, count[0]);
        } catch (RecordingException | MalformedPatternException e) {
            return SnapshotAnswer.failed(e.getMessage());
        }
    }

    private void report(long files, long bytes) {
        Console.println(listener, Messages.SnapshotCallable_Progress(files, bytes >> 20));
    }

    /** Paths compress well and digests not at all: the fastest level is the best. */
    private static byte[] packed(Artifacts artifacts) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var deflater = new Deflater(Deflater.BEST_SPEED);
        try (var out = new DeflaterOutputStream(bytes, deflater, 1 << 16)) {
            artifacts.writeTo(out);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }
}
