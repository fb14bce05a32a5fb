package jenkins.util;
import hudson.model.BuildListener;
import hudson.model.TaskListener;
import java.io.PrintStream;
@SuppressWarnings("serial")
public final class BuildListenerAdapter implements BuildListener {
    private final TaskListener listener;
    public BuildListenerAdapter(TaskListener listener) { this.listener = listener; }
    public PrintStream getLogger() { return listener.getLogger(); }
    public static BuildListener wrap(TaskListener listener) {
        return listener instanceof BuildListener already ? already : new BuildListenerAdapter(listener);
    }
}
