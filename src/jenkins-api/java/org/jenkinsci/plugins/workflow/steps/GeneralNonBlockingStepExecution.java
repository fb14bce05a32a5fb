package org.jenkinsci.plugins.workflow.steps;
/** Runs blocks of code on a thread of its own; one that was running at a restart is lost. */
@SuppressWarnings("serial")
public abstract class GeneralNonBlockingStepExecution extends StepExecution {
    private transient volatile Thread thread;
    private transient volatile Throwable stopping;
    private volatile String threadName;
    protected GeneralNonBlockingStepExecution(StepContext context) { super(context); }
    protected final void run(Block block) {
        if (stopping != null) {
            getContext().onFailure(stopping);
            return;
        }
        Thread worker = new Thread(() -> work(block), getClass().getName());
        threadName = worker.getName();
        thread = worker;
        worker.start();
    }
    private void work(Block block) {
        try {
            block.run();
        } catch (Throwable failure) {
            if (stopping != null) {
                stopping.addSuppressed(failure);
            }
            getContext().onFailure(stopping == null ? failure : stopping);
        } finally {
            if (thread == Thread.currentThread()) {
                thread = null;
                threadName = null;
            }
        }
    }
    public void stop(Throwable cause) throws Exception {
        stopping = cause;
        Thread worker = thread;
        if (worker == null) {
            super.stop(cause);
        } else {
            worker.interrupt();
        }
    }
    public void onResume() {
        if (threadName != null) {
            getContext().onFailure(new IllegalStateException("cannot be resumed after a restart in " + threadName));
        }
    }
    public String getStatus() {
        return threadName == null ? "not currently scheduled, or running blocks" : "running in " + threadName;
    }
    public boolean blocksRestart() { return threadName != null; }
    protected interface Block {
        void run() throws Exception;
    }
    protected abstract class TailCall extends BodyExecutionCallback {
        protected TailCall() {}
        protected abstract void finished(StepContext context) throws Exception;
        public final void onSuccess(StepContext context, Object result) {
            run(() -> {
                finished(context);
                context.onSuccess(result);
            });
        }
        public final void onFailure(StepContext context, Throwable failure) {
            run(() -> {
                try {
                    finished(context);
                } catch (Exception e) {
                    failure.addSuppressed(e);
                }
                context.onFailure(failure);
            });
        }
    }
}
