package hudson.model;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import jenkins.model.Jenkins;
public interface Item extends PersistenceRoot, ModelObject, AccessControlled {
    Permission CONFIGURE = new Permission(null, "Configure", Permission.CONFIGURE);
    Permission READ = new Permission(null, "Read", Permission.READ);
    Permission EXTENDED_READ = new Permission(null, "ExtendedRead", CONFIGURE);
    Permission WORKSPACE = new Permission(null, "Workspace", Permission.READ);
    ItemGroup<? extends Item> getParent();
    String getName();
    String getFullName();
    String getUrl();
    default String getAbsoluteUrl() { return Jenkins.get().getRootUrl() + getUrl(); }
}
