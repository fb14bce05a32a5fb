package jenkins.scm.api;
import hudson.ExtensionPoint;
import hudson.model.Item;
import hudson.model.TaskListener;
import hudson.scm.SCM;
import java.io.IOException;
import jenkins.model.Jenkins;
public abstract class SCMSource implements ExtensionPoint {
    private final String id;
    protected SCMSource(String id) { this.id = id; }
    public final synchronized String getId() { return id; }
    public abstract SCM build(SCMHead head, SCMRevision revision);
    public SCMRevision getTrustedRevision(SCMRevision revision, TaskListener listener)
            throws IOException, InterruptedException {
        return revision;
    }
    public abstract static class SourceByItem implements ExtensionPoint {
        public abstract SCMSource getSource(Item item);
        public static SCMSource findSource(Item item) {
            for (SourceByItem finder : Jenkins.get().getExtensionList(SourceByItem.class)) {
                return finder.getSource(item);
            }
            return null;
        }
    }
}
