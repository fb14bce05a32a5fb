package hudson.model;
import hudson.remoting.VirtualChannel;
public abstract class Computer extends Actionable {
    private final Node node;
    protected Computer(Node node) { this.node = node; }
    public String getName() { return node.getNodeName(); }
    public Node getNode() { return node; }
    public abstract VirtualChannel getChannel();
}
