package org.jenkinsci.plugins.workflow.steps;
@SuppressWarnings("serial")
public abstract class SynchronousNonBlockingStepExecution<T> extends StepExecution {
    private transient volatile Thread thread;
    private transient volatile Throwable stopping;
    protected SynchronousNonBlockingStepExecution(StepContext context) { super(context); }
    protected abstract T run() throws Exception;
    public final boolean start() throws Exception {
        thread = new Thread(
                () -> {
                    try {
                        getContext().onSuccess(run());
                    } catch (Throwable failure) {
                        getContext().onFailure(stopping == null ? failure : stopping);
                    }
                },
                getClass().getName());
        thread.start();
        return false;
    }
    public void stop(Throwable cause) throws Exception {
        stopping = cause;
        thread.interrupt();
    }
    public void onResume() { getContext().onFailure(new IllegalStateException("cannot be resumed after a restart")); }
    public boolean blocksRestart() { return thread != null && thread.isAlive(); }
}
