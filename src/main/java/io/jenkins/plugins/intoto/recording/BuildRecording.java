package io.jenkins.plugins.intoto.recording;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Result;
import io.jenkins.plugins.intoto.archive.MaterialsFile;
import io.jenkins.plugins.intoto.archive.Origin;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.run.EachOne;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a {@link LinkRecorder} does in one build. */
final class BuildRecording {
    private final List<One> all;
    private final AbstractBuild<?, ?> build;
    private final BuildListener listener;

    /**
     * One of the steps.
     *
     * @param origin tells it from the others, before the build steps and after them alike
     */
    private record One(RecordStep step, LinkRecording recording, Origin origin) {}

    private BuildRecording(List<One> all, AbstractBuild<?, ?> build, BuildListener listener) {
        this.all = all;
        this.build = build;
        this.listener = listener;
    }

    static BuildRecording of(List<RecordStep> steps, AbstractBuild<?, ?> build, BuildListener listener) {
        var all = new ArrayList<One>();
        for (var step : steps) {
            var name = all.size() + "\n" + step.getStepName() + "\n" + step.getCredentialsId();
            var origin = Origin.of(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                    .toString());
            all.add(new One(step, new LinkRecording(build, listener, step, origin), origin));
        }
        return new BuildRecording(List.copyOf(all), build, listener);
    }

    /** Records the materials of all steps, or of none: the build ends if one fails. */
    void recordMaterials() throws IOException, InterruptedException {
        boolean done = false;
        try {
            if (all.stream().anyMatch(one -> one.step.isRecordCommands())) {
                throw Console.abort(Messages.BuildRecording_NoPipeline());
            }
            for (var one : all) {
                if (MaterialsFile.of(build, one.origin).exists()) {
                    throw Console.abort(Messages.BuildRecording_TwoActions(one.step.getStepName()));
                }
                one.recording.recordMaterials(workspace());
            }
            done = true;
        } finally {
            if (!done) {
                discard();
            }
        }
    }

    /** Records the products and makes the links, unless the build has failed and nothing is to be recorded then. */
    boolean recordProducts() throws IOException {
        try {
            return EachOne.of(all, build, listener, this::recordProducts);
        } finally {
            discard();
        }
    }

    private void recordProducts(One one) throws IOException, InterruptedException {
        var result = build.getResult();
        boolean failed = result != null && result.isWorseThan(Result.UNSTABLE);
        if (failed && !one.step.recordsFailures()) {
            Console.println(listener, Messages.BuildRecording_BuildFailed(one.step.getStepName()));
            return;
        }
        if (failed && !MaterialsFile.of(build, one.origin).exists()) {
            Console.println(listener, Messages.BuildRecording_NoMaterials(one.step.getStepName()));
            return;
        }
        Map<String, Object> byproducts = failed ? Map.of("failure", "the build ended as " + result) : Map.of();
        one.recording.recordProducts(workspace(), build.getEnvironment(listener), byproducts);
    }

    private void discard() throws IOException {
        for (var one : all) {
            one.recording.discard();
        }
    }

    private FilePath workspace() throws AbortException {
        var workspace = build.getWorkspace();
        if (workspace == null) {
            throw Console.abort(Messages.BuildRecording_NoWorkspace());
        }
        return workspace;
    }
}
