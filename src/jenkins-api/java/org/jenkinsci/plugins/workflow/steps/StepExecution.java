package org.jenkinsci.plugins.workflow.steps;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;
@SuppressWarnings("serial")
public abstract class StepExecution implements Serializable {
    private final StepContext context;
    protected StepExecution(@NonNull StepContext context) { this.context = context; }
    @NonNull public StepContext getContext() { return context; }
    public abstract boolean start() throws Exception;
    public void stop(@NonNull Throwable cause) throws Exception { context.onFailure(cause); }
    public void onResume() {}
    @CheckForNull public String getStatus() { return null; }
    public boolean blocksRestart() { return false; }
}
