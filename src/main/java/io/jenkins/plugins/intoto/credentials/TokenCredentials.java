package io.jenkins.plugins.intoto.credentials;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Run;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.intoto.console.Console;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** Tokens of OpenID Connect in secret texts, such as those of the plugin oidc-provider. */
public final class TokenCredentials {
    private TokenCredentials() {}

    /**
     * Finds a token, and notes that the run uses its credential.
     *
     * @param run the run, whose context decides which credentials there are
     * @param credentialsId the id of a secret text
     * @return the token; a secret
     * @throws AbortException if there is no such credential, or it is empty
     */
    public static String find(Run<?, ?> run, @CheckForNull String credentialsId) throws AbortException {
        var id = requireId(credentialsId);
        return token(
                run,
                Optional.ofNullable(
                        CredentialsProvider.findCredentialById(id, StringCredentials.class, run, List.of())),
                Messages.TokenCredentials_Unknown(id));
    }

    /**
     * Finds a token for what the controller attests of a run on its own account, and notes that the run uses its credential.
     *
     * @param run the run, which a token may name
     * @param owner as for {@link SigningCredentials#findForRule}
     * @param credentialsId the id of a secret text; names no parameter
     * @return the token; a secret
     * @throws AbortException if there is no such credential, or it is empty
     */
    public static String findForRule(Run<?, ?> run, ItemGroup<?> owner, @CheckForNull String credentialsId)
            throws AbortException {
        var id = requireId(credentialsId);
        return token(
                run,
                CredentialStores.find(run, owner, id, StringCredentials.class),
                Messages.CredentialStores_Unknown(id));
    }

    /**
     * Looks for the credential of the same token, without asking for the token.
     *
     * @param owner as for {@link SigningCredentials#findForRule}
     * @param credentialsId the id of a secret text; names no parameter
     * @return whether jobs can use it too
     * @throws AbortException if there is no such credential
     */
    public static boolean isSharedByRule(ItemGroup<?> owner, @CheckForNull String credentialsId) throws AbortException {
        var id = requireId(credentialsId);
        return CredentialStores.find(owner, id, StringCredentials.class)
                .map(CredentialStores::isShared)
                .orElseThrow(() -> Console.abort(Messages.CredentialStores_Unknown(id)));
    }

    private static String requireId(String credentialsId) throws AbortException {
        var id = Util.fixEmptyAndTrim(credentialsId);
        if (id == null) {
            throw Console.abort(Messages.TokenCredentials_NotSet());
        }
        return id;
    }

    private static String token(Run<?, ?> run, Optional<StringCredentials> found, String ifNone) throws AbortException {
        var credential = found.orElseThrow(() -> Console.abort(ifNone));
        CredentialsProvider.track(run, credential);
        var token = Util.fixEmptyAndTrim(credential.getSecret().getPlainText());
        if (token == null) {
            throw Console.abort(Messages.TokenCredentials_Empty(credential.getId()));
        }
        return token;
    }

    /** The secret texts that a job can use, for those who configure it. */
    public static ListBoxModel items(@CheckForNull Item item, @CheckForNull String current) {
        return CredentialsDropDown.items(item, current, CredentialsMatchers.instanceOf(StringCredentials.class));
    }
}
