package io.jenkins.plugins.intoto.verification;

import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.engine.report.ReportSummary;

/** What a failed verification does to the build. */
public enum Consequence {
    /** The step fails, and the build with it unless it catches that. */
    FAIL,
    /** The build becomes unstable. */
    UNSTABLE,
    /** Nothing; the report says it. */
    REPORT;

    /** How the step is marked where its outcome is shown. */
    Result mark() {
        return this == FAIL ? Result.FAILURE : Result.UNSTABLE;
    }

    /**
     * Does it to a run, unless its verification passed.
     *
     * @throws AbortException if the step is to fail
     */
    void impose(Run<?, ?> run, TaskListener listener, ReportSummary result) throws AbortException {
        if (!result.passed()) {
            switch (this) {
                case FAIL -> throw Console.abort(result.summary());
                case UNSTABLE -> run.setResult(Result.UNSTABLE);
                case REPORT -> Console.println(listener, Messages.Consequence_Reported());
            }
        }
    }
}
