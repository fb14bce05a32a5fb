package io.jenkins.plugins.intoto.jenkinsapi;

import hudson.model.Queue;
import hudson.model.Run;
import java.io.IOException;
import jenkins.model.ArtifactManager;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

/** A build in which a test runs steps, that of a Pipeline once its execution is there. */
public final class LocalRun extends Run<LocalJob, LocalRun> implements FlowExecutionOwner.Executable {
    private FlowExecution execution;

    LocalRun(LocalJob job) throws IOException {
        super(job);
    }

    /** Keeps its artifacts in another way; null for Jenkins' own. */
    public void replaceArtifactManager(ArtifactManager manager) {
        try {
            var field = Run.class.getDeclaredField("artifactManager");
            field.setAccessible(true);
            field.set(this, manager);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
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
        public FlowExecution get() throws IOException {
            if (run.execution == null) {
                throw new IOException(run + " did not yet start");
            }
            return run.execution;
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
