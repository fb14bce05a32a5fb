package hudson.model;
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
    public String getName() { return node.getNodeName(); }
    public Node getNode() { return node; }
    public abstract VirtualChannel getChannel();
}
