package io.jenkins.plugins.intoto.jenkinsapi;

import hudson.model.Queue;
import hudson.model.Run;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

/** A build in which a test runs steps, that of a Pipeline once its execution is there. */
public final class LocalRun extends Run<LocalJob, LocalRun> implements FlowExecutionOwner.Executable {
    private FlowExecution execution;

    LocalRun(LocalJob job) throws IOException {
        super(job);
    }

    /** Begins the script. */
    public void begin(FlowExecution pipeline) {
        execution = pipeline;
    }

    @Override
    public FlowExecutionOwner asFlowExecutionOwner() {
        return new Owner(this);
    }

    @SuppressWarnings("serial") // nobody saves it
    private static final class Owner extends FlowExecutionOwner {
        private final transient LocalRun run;

        Owner(LocalRun run) {
            this.run = run;
        }

        @Override
        public FlowExecution getOrNull() {
            return run.execution;
        }

        @Override
        public Queue.Executable getExecutable() {
            return run;
        }
    }
}
