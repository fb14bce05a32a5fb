package io.jenkins.plugins.intoto.steps;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import io.jenkins.plugins.intoto.run.BuildPlace;
import java.io.IOException;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Where in a run a step takes place. */
final class StepPlace {
    private StepPlace() {}

    static BuildPlace of(StepContext context) throws IOException, InterruptedException {
        var variables = context.get(EnvVars.class);
        return new BuildPlace(
                Optional.ofNullable(context.get(FilePath.class)),
                Optional.ofNullable(context.get(Launcher.class)),
                variables == null ? new EnvVars() : variables);
    }
}
