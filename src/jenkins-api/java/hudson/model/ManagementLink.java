package hudson.model;
import hudson.ExtensionPoint;
import hudson.security.Permission;
import jenkins.model.Jenkins;
public abstract class ManagementLink implements ExtensionPoint, Action {
    public abstract String getIconFileName();
    public String getDescription() { return ""; }
    public abstract String getUrlName();
    public Permission getRequiredPermission() { return Jenkins.ADMINISTER; }
    protected String getCategoryName() { return "UNCATEGORIZED"; }
}
