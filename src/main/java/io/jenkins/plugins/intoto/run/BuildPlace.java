package io.jenkins.plugins.intoto.run;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import io.jenkins.plugins.intoto.archive.Origin;
import io.jenkins.plugins.intoto.console.Console;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/**
 * Where in a run something takes place. Outside of a node there is no directory and nothing can be launched.
 *
 * @param directory the current directory on the agent
 * @param launcher runs programs there
 * @param variables the environment of the step
 * @param origin tells the steps of the run apart
 */
public record BuildPlace(Optional<FilePath> directory, Optional<Launcher> launcher, EnvVars variables, Origin origin) {

    /**
     * Where a post-build action takes place. Each call is another step of the build.
     *
     * @param build the build
     * @param launcher runs programs on its node; null if there is none
     * @param listener its console
     */
    public static BuildPlace of(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws IOException, InterruptedException {
        return new BuildPlace(
                Optional.ofNullable(build.getWorkspace()),
                Optional.ofNullable(launcher),
                build.getEnvironment(listener),
                Origin.of(UUID.randomUUID().toString()));
    }

    /**
     * The current directory.
     *
     * @param parameter what needs it, for the message
     * @throws AbortException if there is none
     */
    public FilePath requireDirectory(String parameter) throws AbortException {
        return directory.orElseThrow(() -> nowhere(parameter));
    }

    /**
     * What runs programs there.
     *
     * @param parameter what needs it, for the message
     * @throws AbortException if nothing can be run there
     */
    public Launcher requireLauncher(String parameter) throws AbortException {
        return launcher.orElseThrow(() -> nowhere(parameter));
    }

    private static AbortException nowhere(String parameter) {
        return Console.abort(Messages.BuildPlace_NoWorkspace(parameter));
    }
}
