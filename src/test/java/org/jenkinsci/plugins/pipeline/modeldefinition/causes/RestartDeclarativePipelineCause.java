package org.jenkinsci.plugins.pipeline.modeldefinition.causes;

import hudson.model.Cause;

/** The cause of a build that begins at a stage of another, by the name that it has in Jenkins. */
public final class RestartDeclarativePipelineCause extends Cause {
    @Override
    public String getShortDescription() {
        return "Restarted from build #1, stage Test";
    }
}
