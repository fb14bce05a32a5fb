package jenkins.model;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.ExtensionList;
import hudson.model.Computer;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Failure;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Node;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import java.io.File;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
/** The controller; a test makes one, which is then the one there is. */
@SuppressWarnings("rawtypes")
public class Jenkins implements DirectlyModifiableTopLevelItemGroup, AccessControlled {
    public static final Permission ADMINISTER = new Permission(null, "Administer", Permission.FULL_CONTROL);
    public static final Authentication ANONYMOUS2 = new AnonymousAuthentication();
    public static String VERSION = "2.528.2";
    public static final Permission READ = new Permission(null, "Read", Permission.READ);
    static volatile Jenkins instance;
    final List<Object> extensions = new CopyOnWriteArrayList<>();
    final List<Item> items = new CopyOnWriteArrayList<>();
    final List<Computer> computers = new CopyOnWriteArrayList<>();
    ACL acl;
    String instanceId = "the only one";
    volatile boolean terminating;
    private final File root;
    Jenkins(File root) { this.root = root; }
    @NonNull public static Jenkins get() throws IllegalStateException {
        if (instance == null) {
            throw new IllegalStateException("Jenkins is not running");
        }
        return instance;
    }
    @CheckForNull public static Jenkins getInstanceOrNull() { return instance; }
    public boolean isTerminating() { return terminating; }
    public String getLegacyInstanceId() { return instanceId; }
    public File getRootDir() { return root; }
    @Nullable public String getRootUrl() throws IllegalStateException { return "http://jenkins.example/"; }
    @CheckForNull public Item getItemByFullName(String fullName) { return getItemByFullName(fullName, Item.class); }
    @CheckForNull public <T extends Item> T getItemByFullName(@NonNull String fullName, Class<T> type) throws AccessDeniedException {
        for (Item item : items) {
            if (item.getFullName().equals(fullName) && type.isInstance(item) && item.hasPermission(Item.READ)) {
                return type.cast(item);
            }
        }
        return null;
    }
    public final <T extends Item> T getItem(String path, ItemGroup context, @NonNull Class<T> type) {
        String folder = context instanceof Item item ? item.getFullName() + "/" : "";
        return getItemByFullName(path.startsWith("/") ? path.substring(1) : folder + path, type);
    }
    @CheckForNull public Node getNode(String name) {
        return getNodes().stream().filter(node -> node.getNodeName().equals(name)).findFirst().orElse(null);
    }
    @NonNull public List<Node> getNodes() {
        return computers.stream().map(Computer::getNode).filter(node -> !node.getNodeName().isEmpty()).toList();
    }
    public int getNumExecutors() { return 2; }
    public <T> List<T> getItems(Class<T> type) { return items.stream().filter(type::isInstance).map(type::cast).toList(); }
    public Computer[] getComputers() { return computers.toArray(Computer[]::new); }
    public <T> ExtensionList<T> getExtensionList(Class<T> type) {
        ExtensionList<T> list = ExtensionList.create(this, type);
        extensions.stream().filter(type::isInstance).map(type::cast).forEach(list::add);
        return list;
    }
    public <T extends Descriptor> T getDescriptorByType(Class<T> type) { return ExtensionList.lookupSingleton(type); }
    @NonNull public Descriptor getDescriptorOrDie(Class<? extends Describable> type) {
        for (Descriptor<?> descriptor : getExtensionList(Descriptor.class)) {
            if (descriptor.clazz == type) {
                return descriptor;
            }
        }
        throw new AssertionError(type + " is missing its descriptor");
    }
    @NonNull public ACL getACL() { return acl; }
    public static void checkGoodName(String name) throws Failure {
        if (name == null || !name.equals(name.trim()) || name.matches("|\\.+|.*[?*/\\\\%!@#$^&|<>\\[\\]:;\\p{Cntrl}].*")) {
            throw new Failure(name + " is not a good name");
        }
    }
    @SuppressWarnings("serial")
    private static final class AnonymousAuthentication implements Authentication {
        public Collection<? extends GrantedAuthority> getAuthorities() { return List.of(); }
        public Object getCredentials() { return null; }
        public Object getDetails() { return null; }
        public Object getPrincipal() { return getName(); }
        public boolean isAuthenticated() { return true; }
        public void setAuthenticated(boolean authenticated) {}
        public String getName() { return "anonymous"; }
    }
}
