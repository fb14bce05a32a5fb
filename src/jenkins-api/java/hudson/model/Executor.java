package hudson.model;
public class Executor extends Thread implements ModelObject {
    public Executor(Computer owner, int n) {}
    public static Executor currentExecutor() {
        return Thread.currentThread() instanceof Executor executor ? executor : null;
    }
    public Result abortResult() {
        Thread.interrupted();
        return Result.ABORTED;
    }
    public void recordCauseOfInterruption(Run<?, ?> build, TaskListener listener) {
        listener.getLogger().println("Aborted by somebody");
    }
    public String getDisplayName() { return "Executor"; }
}
