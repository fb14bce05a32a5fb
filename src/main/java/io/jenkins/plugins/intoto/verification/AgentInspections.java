package io.jenkins.plugins.intoto.verification;

import hudson.AbortException;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.agent.SnapshotRequest;
import io.jenkins.plugins.intoto.agent.WorkspaceSnapshots;
import io.jenkins.plugins.intoto.config.InTotoConfiguration;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.model.Inspection;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.record.AntPatterns;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.engine.verify.InspectionFailedException;
import io.jenkins.plugins.intoto.engine.verify.InspectionRunner;
import io.jenkins.plugins.intoto.run.BuildPlace;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs inspections in the current directory of a build, on its agent. They are commands that whoever signed the layout has
 * chosen, so both the administrator and the job have to want it.
 */
final class AgentInspections implements InspectionRunner {
    private static final long TIME_LIMIT_MINUTES = 10;

    private final FilePath directory;
    private final Launcher launcher;
    private final BuildPlace place;
    private final TaskListener listener;

    /**
     * @throws AbortException if inspections are not allowed here, or there is nowhere to run them
     */
    AgentInspections(BuildPlace place, TaskListener listener) throws AbortException {
        if (!InTotoConfiguration.get().isInspectionsAllowed()) {
            throw Console.abort(Messages.AgentInspections_NotAllowed());
        }
        this.directory = place.requireDirectory("inspections");
        this.launcher = place.requireLauncher("inspections");
        this.place = place;
        this.listener = listener;
    }

    @Override
    public Link run(Inspection inspection) throws InspectionFailedException, InterruptedException {
        var name = inspection.name();
        Console.println(
                listener,
                Messages.AgentInspections_Runs(
                        DisplayText.of(name), DisplayText.of(String.join(" ", inspection.run()))));
        try {
            directory.mkdirs();
            var materials = snapshot();
            long code = inspection.run().isEmpty() ? 0 : execute(inspection);
            return new Link(name, inspection.run(), materials, snapshot(), Map.of("return-value", code), Map.of());
        } catch (IOException e) {
            throw new InspectionFailedException(name, "could not be run to its end: " + e.getMessage(), e);
        }
    }

    private long execute(Inspection inspection) throws IOException, InterruptedException, InspectionFailedException {
        var process = launcher.launch()
                .cmds(inspection.run())
                .envs(environment())
                .pwd(directory)
                .stdout(listener.getLogger())
                .quiet(true)
                .start();
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(TIME_LIMIT_MINUTES);
        int code = process.joinWithTimeout(TIME_LIMIT_MINUTES, TimeUnit.MINUTES, listener);
        if (System.nanoTime() >= end) {
            throw new InspectionFailedException(
                    inspection.name(), "did not end within " + TIME_LIMIT_MINUTES + " minutes", null);
        }
        return code;
    }

    private String[] environment() {
        return place.variables().entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toArray(String[]::new);
    }

    private Artifacts snapshot() throws IOException, InterruptedException {
        var patterns = new AntPatterns(List.of(), SnapshotRequest.LINKS, true, true);
        var request = new SnapshotRequest(
                patterns,
                List.of(DigestAlgorithm.SHA256),
                false,
                InTotoConfiguration.get().linkBytes());
        // A rule such as DISALLOW * must see all that is there.
        return WorkspaceSnapshots.takeAll(directory, request, listener);
    }
}
