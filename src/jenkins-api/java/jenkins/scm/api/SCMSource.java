package jenkins.scm.api;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import hudson.model.Item;
import hudson.model.TaskListener;
import hudson.scm.SCM;
import java.io.IOException;
import jenkins.model.Jenkins;
public abstract class SCMSource implements ExtensionPoint {
    private final String id;
    protected SCMSource(@CheckForNull String id) { this.id = id; }
    @NonNull public final synchronized String getId() { return id; }
    @NonNull public abstract SCM build(@NonNull SCMHead head, @CheckForNull SCMRevision revision);
    @NonNull public SCMRevision getTrustedRevision(@NonNull SCMRevision revision, @NonNull TaskListener listener)
            throws IOException, InterruptedException {
        return revision;
    }
    public abstract static class SourceByItem implements ExtensionPoint {
        @CheckForNull public abstract SCMSource getSource(Item item);
        @CheckForNull public static SCMSource findSource(Item item) {
            for (SourceByItem finder : Jenkins.get().getExtensionList(SourceByItem.class)) {
                return finder.getSource(item);
            }
            return null;
        }
    }
}
