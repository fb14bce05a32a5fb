package hudson.model.listeners;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import hudson.model.Run;
import hudson.model.TaskListener;
@SuppressWarnings("rawtypes")
public abstract class RunListener<R extends Run> implements ExtensionPoint {
    protected RunListener() {}
    public void onCompleted(R run, @NonNull TaskListener listener) {}
    public void onFinalized(R run) {}
    public void onDeleted(R run) {}
}
