package org.jenkinsci.plugins.workflow.cps.replay;

import hudson.model.Cause;

/** The cause of a build that repeats another with a changed script, by the name that it has in Jenkins. */
public final class ReplayCause extends Cause {
    @Override
    public String getShortDescription() {
        return "Replayed #1";
    }
}
