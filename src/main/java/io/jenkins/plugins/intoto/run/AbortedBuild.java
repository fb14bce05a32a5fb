package io.jenkins.plugins.intoto.run;

import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Executor;
import hudson.model.Result;
import io.jenkins.plugins.intoto.console.Console;

/**
 * A build that is aborted while a post-build action, or what precedes the build steps, is at work. Jenkins does what is due only
 * for build steps: what interrupts the rest would end as FAILURE, after a trace.
 */
public final class AbortedBuild {
    private AbortedBuild() {}

    /** Gives the build the result that is meant for it, says who aborted it, and is done with the interruption. */
    public static void conclude(AbstractBuild<?, ?> build, BuildListener listener) {
        Console.println(listener, Messages.AbortedBuild_Aborted());
        var executor = Executor.currentExecutor();
        if (executor == null) {
            build.setResult(Result.ABORTED);
            return;
        }
        build.setResult(executor.abortResult());
        executor.recordCauseOfInterruption(build, listener);
    }
}
