package io.jenkins.plugins.intoto.freestyle;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Result;
import io.jenkins.plugins.intoto.run.LinkRecording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** What a {@link LinkRecorder} does in one build. */
final class BuildRecording {
    private final LinkRecorder recorder;
    private final AbstractBuild<?, ?> build;
    private final BuildListener listener;
    private final LinkRecording recording;

    BuildRecording(LinkRecorder recorder, AbstractBuild<?, ?> build, BuildListener listener) {
        this.recorder = recorder;
        this.build = build;
        this.listener = listener;
        this.recording = new LinkRecording(
                build, listener, recorder.getStepName(), recorder.getCredentialsId(), recorder.getOptions());
    }

    void recordMaterials() throws IOException, InterruptedException {
        recording.recordMaterials(workspace(), id());
    }

    /** Records the products and makes the link, unless the build has failed and nothing is to be recorded then. */
    void recordProducts() throws IOException, InterruptedException {
        try {
            var result = build.getResult();
            boolean failed = result != null && result.isWorseThan(Result.UNSTABLE);
            if (failed && !recorder.getOptions().recordsFailures()) {
                listener.getLogger()
                        .println("[in-toto] no link of step '" + recorder.getStepName() + "': the build failed");
                return;
            }
            Map<String, Object> byproducts = failed ? Map.of("failure", "the build ended as " + result) : Map.of();
            recording.recordProducts(workspace(), build.getEnvironment(listener), byproducts, id());
        } finally {
            recording.discard(id());
        }
    }

    private FilePath workspace() throws AbortException {
        var workspace = build.getWorkspace();
        if (workspace == null) {
            throw new AbortException("[in-toto] the build has no workspace: its agent is offline");
        }
        return workspace;
    }

    /** The same before and after the build: one build cannot record one step with one key twice anyway. */
    private UUID id() {
        var name = recorder.getStepName() + "\n" + recorder.getCredentialsId();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
