package io.jenkins.plugins.intoto.credentials;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.PasswordCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernameCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Run;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.engine.remote.OciCredentials;
import java.util.List;
import java.util.Optional;

/** Accounts at registries: user names with their passwords or tokens. */
public final class RegistryCredentials {
    private RegistryCredentials() {}

    /**
     * Finds an account, and notes that the run uses its credential.
     *
     * @param run the run, whose context decides which credentials there are
     * @param credentialsId the id of a user name with a password; blank for none
     * @return empty if no credential is wanted
     * @throws AbortException if there is no such credential
     */
    public static Optional<OciCredentials> find(Run<?, ?> run, @CheckForNull String credentialsId)
            throws AbortException {
        var id = Util.fixEmptyAndTrim(credentialsId);
        if (id == null) {
            return Optional.empty();
        }
        return Optional.of(account(
                run,
                CredentialsProvider.findCredentialById(id, StandardUsernameCredentials.class, run, List.of()),
                Messages.RegistryCredentials_Unknown(id)));
    }

    /**
     * Finds an account for what the controller attaches of a run on its own account, and notes that the run uses its credential.
     *
     * @param run the run
     * @param owner as for {@link SigningCredentials#findForRule}
     * @param credentialsId the id of a user name with a password; names no parameter, and is blank for none
     * @return empty if no credential is wanted
     * @throws AbortException if there is no such credential
     */
    public static Optional<OciCredentials> findForRule(
            Run<?, ?> run, ItemGroup<?> owner, @CheckForNull String credentialsId) throws AbortException {
        var id = Util.fixEmptyAndTrim(credentialsId);
        if (id == null) {
            return Optional.empty();
        }
        return Optional.of(account(
                run,
                CredentialStores.find(run, owner, id, StandardUsernameCredentials.class)
                        .orElse(null),
                Messages.CredentialStores_Unknown(id)));
    }

    /**
     * Looks for the same account, without asking for its password.
     *
     * @param owner as for {@link SigningCredentials#findForRule}
     * @param credentialsId the id of a user name with a password; blank for none
     * @throws AbortException if one is wanted, and there is none
     */
    public static void requireForRule(ItemGroup<?> owner, @CheckForNull String credentialsId) throws AbortException {
        var id = Util.fixEmptyAndTrim(credentialsId);
        if (id != null
                && CredentialStores.find(owner, id, StandardUsernameCredentials.class)
                        .filter(PasswordCredentials.class::isInstance)
                        .isEmpty()) {
            throw Console.abort(Messages.CredentialStores_Unknown(id));
        }
    }

    private static OciCredentials account(
            Run<?, ?> run, @CheckForNull StandardUsernameCredentials credential, String ifNone) throws AbortException {
        if (!(credential instanceof PasswordCredentials secret)) {
            throw Console.abort(ifNone);
        }
        CredentialsProvider.track(run, credential);
        return new OciCredentials(credential.getUsername(), secret.getPassword().getPlainText());
    }

    /** The accounts that a job can use, for those who configure it. */
    public static ListBoxModel items(@CheckForNull Item item, @CheckForNull String current) {
        return CredentialsDropDown.items(item, current, accounts());
    }

    /** Whether there is the account, for those who configure a job. */
    public static FormValidation check(@CheckForNull Item item, @CheckForNull String credentialsId) {
        return CredentialsDropDown.check(
                item, credentialsId, accounts(), Messages.RegistryCredentials_NoSuchCredential());
    }

    private static CredentialsMatcher accounts() {
        return CredentialsMatchers.allOf(
                CredentialsMatchers.instanceOf(StandardUsernameCredentials.class),
                CredentialsMatchers.instanceOf(PasswordCredentials.class));
    }
}
