package hudson.model;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import hudson.security.Permission;
import jenkins.model.Jenkins;
public abstract class ManagementLink implements ExtensionPoint, Action {
    @CheckForNull public abstract String getIconFileName();
    public String getDescription() { return ""; }
    @CheckForNull public abstract String getUrlName();
    @NonNull public Permission getRequiredPermission() { return Jenkins.ADMINISTER; }
    @NonNull public Category getCategory() { return Category.UNCATEGORIZED; }
    public enum Category { SECURITY, UNCATEGORIZED }
}
