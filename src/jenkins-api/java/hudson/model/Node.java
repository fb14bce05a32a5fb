package hudson.model;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import jenkins.model.Jenkins;
public abstract class Node implements AccessControlled {
    public abstract String getNodeName();
    public abstract int getNumExecutors();
    public String getDisplayName() { return getNodeName(); }
    public ACL getACL() { return Jenkins.get().getACL(); }
}
