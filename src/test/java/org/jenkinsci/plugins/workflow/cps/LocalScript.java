package org.jenkinsci.plugins.workflow.cps;

/** The script of a Pipeline job of a test. */
public final class LocalScript extends CpsFlowDefinition {
    /**
     * @param sandbox whether it runs in the sandbox
     */
    public LocalScript(boolean sandbox) {
        super(sandbox);
    }
}
