package com.cloudbees.plugins.credentials;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.Permission;
import hudson.util.ListBoxModel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;
/** Looks credentials up in the one store there is here, that of {@link SystemCredentialsProvider}. */
@SuppressWarnings("rawtypes")
public abstract class CredentialsProvider extends Descriptor<CredentialsProvider>
        implements Describable<CredentialsProvider> {
    public static final Permission CREATE = new Permission(null, "Create", Permission.FULL_CONTROL);
    public static final Permission UPDATE = new Permission(null, "Update", Permission.FULL_CONTROL);
    public static final Permission VIEW = new Permission(null, "View", Permission.READ);
    public static final Permission USE_ITEM = new Permission(null, "UseItem", Permission.CONFIGURE);
    static final List<Map.Entry<Object, Credentials>> TRACKED = new CopyOnWriteArrayList<>();
    /** Those of folders. */
    static final Map<ItemGroup, List<Credentials>> STORES = new ConcurrentHashMap<>();
    private CredentialsProvider() {}
    @NonNull public static <C extends Credentials> List<C> lookupCredentialsInItem(
            @NonNull Class<C> type, @Nullable Item item, @Nullable Authentication authentication, @Nullable List<DomainRequirement> requirements) {
        return SystemCredentialsProvider.getInstance().getCredentials().stream()
                .filter(credentials -> type.isInstance(credentials) && credentials.getScope() == CredentialsScope.GLOBAL)
                .map(type::cast)
                .toList();
    }
    @NonNull public static <C extends Credentials> List<C> lookupCredentialsInItemGroup(
            @NonNull Class<C> type, @Nullable ItemGroup itemGroup, @Nullable Authentication authentication, @Nullable List<DomainRequirement> requirements) {
        return Stream.concat(
                        STORES.getOrDefault(itemGroup, List.of()).stream(),
                        SystemCredentialsProvider.getInstance().getCredentials().stream()
                                .filter(credentials -> itemGroup == Jenkins.get()
                                        || credentials.getScope() == CredentialsScope.GLOBAL))
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
    @NonNull public static <C extends IdCredentials> ListBoxModel listCredentialsInItem(
            @NonNull Class<C> type,
            @Nullable Item item,
            @Nullable Authentication authentication,
            @Nullable List<DomainRequirement> requirements,
            @Nullable CredentialsMatcher matcher) {
        ListBoxModel list = new ListBoxModel();
        lookupCredentialsInItem(type, item, authentication, requirements).stream()
                .filter(matcher::matches)
                .forEach(credentials -> list.add(credentials.getId()));
        return list;
    }
    @CheckForNull public static <C extends IdCredentials> C findCredentialById(
            @NonNull String id, @NonNull Class<C> type, @NonNull Run<?, ?> run, @Nullable List<DomainRequirement> requirements) {
        for (C credentials : lookupCredentialsInItem(type, run.getParent(), ACL.SYSTEM2, requirements)) {
            if (credentials.getId().equals(id)) {
                return credentials;
            }
        }
        return null;
    }
    @CheckForNull public static <C extends Credentials> C track(@NonNull Run run, @CheckForNull C credentials) {
        TRACKED.add(Map.entry(run, credentials));
        return credentials;
    }
}
