package hudson.model;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
public class Executor extends Thread implements ModelObject {
    public Executor(@NonNull Computer owner, int n) {}
    @CheckForNull public static Executor currentExecutor() {
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
