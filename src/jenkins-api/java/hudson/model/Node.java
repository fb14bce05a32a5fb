package hudson.model;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import jenkins.model.Jenkins;
public abstract class Node implements AccessControlled {
    @NonNull public abstract String getNodeName();
    public abstract int getNumExecutors();
    public String getDisplayName() { return getNodeName(); }
    @NonNull public ACL getACL() { return Jenkins.get().getACL(); }
}
