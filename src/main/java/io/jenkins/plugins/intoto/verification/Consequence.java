package io.jenkins.plugins.intoto.verification;

import hudson.model.Result;

/** What a failed verification does to the build. */
public enum Consequence {
    /** The step fails, and the build with it unless it catches that. */
    FAIL,
    /** The build becomes unstable. */
    UNSTABLE,
    /** Nothing; the report says it. */
    REPORT;

    /** How the step is marked where its outcome is shown. */
    public Result mark() {
        return this == FAIL ? Result.FAILURE : Result.UNSTABLE;
    }
}
