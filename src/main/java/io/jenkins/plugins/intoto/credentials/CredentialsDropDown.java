package io.jenkins.plugins.intoto.credentials;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.List;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/**
 * The choice of a credential that holds a key, for the {@code doFill…Items} and {@code doCheck…} of descriptors, which
 * must be {@code @POST}. Who may not see the ids of credentials learns none.
 */
public final class CredentialsDropDown {
    private CredentialsDropDown() {}

    /**
     * The credentials to choose from.
     *
     * @param item what is being configured; null for Jenkins itself
     * @param credentialsId the present choice
     */
    public static ListBoxModel items(@CheckForNull Item item, @CheckForNull String credentialsId) {
        return items(item, credentialsId, holdingKeys());
    }

    static ListBoxModel items(@CheckForNull Item item, @CheckForNull String credentialsId, CredentialsMatcher matcher) {
        var items = new StandardListBoxModel();
        var current = Util.fixNull(credentialsId);
        if (!maySeeIds(item)) {
            return items.includeCurrentValue(current);
        }
        return items.includeEmptyValue()
                .includeMatchingAs(authentication(item), item, StandardCredentials.class, List.of(), matcher)
                .includeCurrentValue(current);
    }

    /**
     * Checks a choice.
     *
     * @param item what is being configured; null for Jenkins itself
     * @param credentialsId the choice
     * @return an error if it does not exist; without a word if none is chosen yet, or the user may not know
     */
    public static FormValidation check(@CheckForNull Item item, @CheckForNull String credentialsId) {
        var found = check(item, credentialsId, holdingKeys(), Messages.CredentialsDropDown_NoSuchCredential());
        var id = Util.fixEmptyAndTrim(credentialsId);
        return id == null
                        || found.kind != FormValidation.Kind.OK
                        || !maySeeIds(item)
                        || exists(item, id, CredentialsMatchers.instanceOf(SigningKeyCredentials.class))
                ? found
                : FormValidation.ok(Messages.CredentialsDropDown_ReadableByJobs());
    }

    /** As {@link #check(Item, String)}, for credentials of some kind. */
    static FormValidation check(Item item, String credentialsId, CredentialsMatcher kind, String unknown) {
        var id = Util.fixEmptyAndTrim(credentialsId);
        if (id == null || !maySeeIds(item)) {
            return FormValidation.ok();
        }
        if (id.startsWith("${")) {
            return FormValidation.warning(Messages.CredentialsDropDown_Parameter());
        }
        return exists(item, id, kind) ? FormValidation.ok() : FormValidation.error(unknown);
    }

    private static boolean maySeeIds(Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }

    private static boolean exists(Item item, String id, CredentialsMatcher kind) {
        var matcher = CredentialsMatchers.allOf(kind, CredentialsMatchers.withId(id));
        return !CredentialsProvider.listCredentialsInItem(
                        StandardCredentials.class, item, authentication(item), List.of(), matcher)
                .isEmpty();
    }

    private static CredentialsMatcher holdingKeys() {
        return CredentialsMatchers.anyOf(
                KeyContent.KINDS.stream().map(CredentialsMatchers::instanceOf).toArray(CredentialsMatcher[]::new));
    }

    private static Authentication authentication(Item item) {
        return item instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : ACL.SYSTEM2;
    }
}
