package io.jenkins.plugins.intoto.credentials;

import com.cloudbees.plugins.credentials.CredentialsScope;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Failure;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.intoto.config.NamedToken;
import io.jenkins.plugins.intoto.config.SigningConfiguration;
import io.jenkins.plugins.intoto.engine.key.Signer;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.HexFormat;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * A private key on a token of the global configuration. Only administrators make or change such a credential, since it can name
 * any key on the token.
 */
public final class InTotoTokenKey extends HeldKeyCredentials {
    private static final long serialVersionUID = 1L;

    private final String tokenName;
    private String object = "";
    private String objectId = "";

    /**
     * @param tokenName the name of a token of the global configuration
     * @throws org.springframework.security.access.AccessDeniedException if the user is not an administrator
     */
    @DataBoundConstructor
    public InTotoTokenKey(
            @CheckForNull CredentialsScope scope,
            @CheckForNull String id,
            @CheckForNull String description,
            @CheckForNull String tokenName) {
        super(scope, id, description);
        this.tokenName = Util.fixNull(tokenName).strip();
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
    }

    /** What arrives as XML is not made by the constructor; what was saved is read by Jenkins itself. */
    private Object readResolve() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return this;
    }

    /** The name of the token in the global configuration. */
    public String getTokenName() {
        return tokenName;
    }

    /** The label of the key on the token ({@code CKA_LABEL}); empty if any will do. */
    public String getObject() {
        return Util.fixNull(object);
    }

    @DataBoundSetter
    public void setObject(@CheckForNull String object) {
        this.object = Util.fixNull(object).strip();
    }

    /** The id of the key on the token ({@code CKA_ID}) in hexadecimal; empty if any will do. */
    public String getObjectId() {
        return Util.fixNull(objectId);
    }

    /**
     * @throws Failure if it is not hexadecimal; Jenkins shows it to people as it is
     */
    @DataBoundSetter
    public void setObjectId(@CheckForNull String objectId) {
        var entered = Util.fixNull(objectId).strip();
        if (!isId(entered)) {
            throw new Failure(Messages.InTotoTokenKey_MalformedId());
        }
        this.objectId = entered;
    }

    private static boolean isId(String text) {
        return text.matches("([0-9A-Fa-f]{2})*");
    }

    @Override
    Signer openHeld(String source) throws UnreadableKeyException {
        var id = Optional.of(getObjectId()).filter(text -> !text.isEmpty()).map(text -> HexFormat.of()
                .parseHex(text));
        return SigningConfiguration.get()
                .token(tokenName)
                .orElseThrow(() -> new UnreadableKeyException(
                        source, Reason.NO_SUCH_FILE, DisplayText.of(Messages.InTotoTokenKey_NoToken(tokenName))))
                .key(Optional.of(getObject()).filter(label -> !label.isEmpty()), id, source);
    }

    @Override
    public String toString() {
        return "in-toto key on a token '" + getId() + "'";
    }

    /** The form of a key on a token. */
    @Extension
    @Symbol("inTotoTokenKey")
    public static final class DescriptorImpl extends HeldKeyDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.InTotoTokenKey_DisplayName();
        }

        /** The tokens to choose from. */
        @POST
        public ListBoxModel doFillTokenNameItems(@QueryParameter String tokenName) {
            return SigningKeyForm.names(
                    SigningConfiguration.get().getTokens().stream().map(NamedToken::getName), tokenName);
        }

        /** Whether the text can be an id. */
        @POST
        public FormValidation doCheckObjectId(@QueryParameter String value) {
            return isId(Util.fixNull(value).strip())
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.InTotoTokenKey_NoId());
        }
    }
}
