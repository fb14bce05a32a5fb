package hudson.model;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import jenkins.model.Jenkins;
public interface Item extends PersistenceRoot, ModelObject, AccessControlled {
    Permission CONFIGURE = new Permission(null, "Configure", Permission.CONFIGURE);
    Permission READ = new Permission(null, "Read", Permission.READ);
    Permission EXTENDED_READ = new Permission(null, "ExtendedRead", CONFIGURE);
    Permission WORKSPACE = new Permission(null, "Workspace", Permission.READ);
    ItemGroup<? extends Item> getParent();
    @NonNull String getName();
    @NonNull String getFullName();
    String getUrl();
    default String getAbsoluteUrl() { return Jenkins.get().getRootUrl() + getUrl(); }
}
