package io.jenkins.plugins.intoto.run;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import java.util.Optional;

/**
 * Where in a run something takes place. Outside of a node there is no directory and nothing can be launched.
 *
 * @param directory the current directory on the agent
 * @param launcher runs programs there
 * @param variables the environment of the step
 */
public record BuildPlace(Optional<FilePath> directory, Optional<Launcher> launcher, EnvVars variables) {

    /**
     * The current directory.
     *
     * @param parameter what needs it, for the message
     * @throws AbortException if there is none
     */
    public FilePath requireDirectory(String parameter) throws AbortException {
        return directory.orElseThrow(() -> nowhere(parameter));
    }

    Launcher requireLauncher(String parameter) throws AbortException {
        return launcher.orElseThrow(() -> nowhere(parameter));
    }

    private static AbortException nowhere(String parameter) {
        return new AbortException(
                "[in-toto] " + parameter + " needs the workspace of an agent: put the step into a node");
    }
}
