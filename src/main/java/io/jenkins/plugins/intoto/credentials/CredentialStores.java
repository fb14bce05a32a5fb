package io.jenkins.plugins.intoto.credentials;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.model.ItemGroup;
import hudson.model.Run;
import hudson.security.ACL;
import java.util.List;
import java.util.Optional;

/** The credentials of Jenkins itself and of folders: those of jobs and users are not among them. */
final class CredentialStores {
    private CredentialStores() {}

    /**
     * Finds a credential, as it is for a run.
     *
     * @param run the run, which the content of a credential may depend on
     * @param owner Jenkins for all of its own; a folder for its own, those of the folders around it, and those that Jenkins
     *     shares
     * @param id the id as it is, in which nothing stands for a parameter
     * @param kind what it must be
     */
    static <C extends StandardCredentials> Optional<C> find(
            Run<?, ?> run, ItemGroup<?> owner, String id, Class<C> kind) {
        return find(owner, id, kind).map(credential -> kind.cast(credential.forRun(run)));
    }

    /** As {@link #find(Run, ItemGroup, String, Class)}, for no run in particular. */
    static <C extends StandardCredentials> Optional<C> find(ItemGroup<?> owner, String id, Class<C> kind) {
        return CredentialsProvider.lookupCredentialsInItemGroup(kind, owner, ACL.SYSTEM2, List.of()).stream()
                .filter(credential -> credential.getId().equals(id))
                .findFirst();
    }

    /** Whether jobs can use a credential: all of Jenkins' own that are not kept from them, and all of folders. */
    static boolean isShared(StandardCredentials credential) {
        return credential.getScope() != CredentialsScope.SYSTEM;
    }
}
