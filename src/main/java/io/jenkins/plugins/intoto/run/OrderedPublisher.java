package io.jenkins.plugins.intoto.run;

import hudson.tasks.BuildStep;
import hudson.tasks.BuildStepMonitor;

/** A post-build action that must run before or after others of this plugin, however they were added. */
public interface OrderedPublisher extends BuildStep {
    /** When an action runs, in this order. */
    enum Turn {
        /** It records links. */
        RECORD,
        /** It attests artifacts. */
        ATTEST,
        /** It verifies what was recorded and attested. */
        VERIFY
    }

    /** When this one runs. */
    Turn turn();

    /** What it does in one build does not depend on the build before. */
    @Override
    default BuildStepMonitor getRequiredMonitorService() {
        return BuildStepMonitor.NONE;
    }
}
