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
        var credential = CredentialsProvider.findCredentialById(id, StandardUsernameCredentials.class, run, List.of());
        if (!(credential instanceof PasswordCredentials secret)) {
            throw Console.abort(Messages.RegistryCredentials_Unknown(id));
        }
        CredentialsProvider.track(run, credential);
        return Optional.of(new OciCredentials(
                credential.getUsername(), secret.getPassword().getPlainText()));
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
