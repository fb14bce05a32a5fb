package hudson.model;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.ACL;
import java.io.File;
import jenkins.model.Jenkins;
@SuppressWarnings({"rawtypes", "unchecked"})
public abstract class AbstractItem extends Actionable implements Item {
    protected transient String name;
    private final transient ItemGroup<?> parent;
    protected AbstractItem(ItemGroup parent, String name) {
        this.parent = parent;
        this.name = name;
    }
    @NonNull public String getName() { return name; }
    @NonNull public ItemGroup getParent() { return parent; }
    @NonNull public final String getFullName() {
        return parent instanceof Item folder ? folder.getFullName() + "/" + name : name;
    }
    public String getDisplayName() { return name; }
    public File getRootDir() {
        return new File(Jenkins.get().getRootDir(), "jobs/" + getFullName().replace("/", "/jobs/"));
    }
    public final String getUrl() { return "job/" + getFullName().replace("/", "/job/") + "/"; }
    @NonNull public ACL getACL() { return Jenkins.get().getACL(); }
}
