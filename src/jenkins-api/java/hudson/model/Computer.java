package hudson.model;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.remoting.VirtualChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
public abstract class Computer extends Actionable {
    public static final ExecutorService threadPoolForRemoting = Executors.newCachedThreadPool(Computer::daemon);
    private final Node node;
    protected Computer(Node node) { this.node = node; }
    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }
    @NonNull public String getName() { return node.getNodeName(); }
    @CheckForNull public Node getNode() { return node; }
    @Nullable public abstract VirtualChannel getChannel();
}
