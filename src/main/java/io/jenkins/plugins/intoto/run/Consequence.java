package io.jenkins.plugins.intoto.run;

import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.intoto.console.Console;

/** What a failed verification does to the build, or whatever else a job may choose to live with. */
public enum Consequence {
    /** The step fails, and the build with it unless it catches that. */
    FAIL,
    /** The build becomes unstable. */
    UNSTABLE,
    /** Nothing; the report says it. */
    REPORT;

    /**
     * The choices of a form.
     *
     * @param fail what stands for {@link #FAIL} in the field: its word, or nothing where that is the default
     */
    public static ListBoxModel choices(String fail) {
        return JobForm.choices(
                Messages.Consequence_Fail(),
                fail,
                Messages.Consequence_Unstable(),
                Choice.word(UNSTABLE),
                Messages.Consequence_Report(),
                Choice.word(REPORT));
    }

    /** How the step is marked where its outcome is shown. */
    public Result mark() {
        return this == FAIL ? Result.FAILURE : Result.UNSTABLE;
    }

    /**
     * Does it to a run.
     *
     * @param failure what failed, in a sentence
     * @param reported says that this job wants it to be reported only
     * @throws AbortException if the step is to fail
     */
    public void impose(Run<?, ?> run, TaskListener listener, String failure, String reported) throws AbortException {
        switch (this) {
            case FAIL -> throw Console.abort(failure);
            case UNSTABLE -> run.setResult(Result.UNSTABLE);
            case REPORT -> Console.println(listener, reported);
        }
    }
}
