package io.jenkins.plugins.intoto.credentials;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.NameWith;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.Signer;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason;
import java.io.IOException;
import java.util.Optional;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;

/**
 * A credential with which Jenkins signs for jobs; none of the kinds that {@code withCredentials} binds, so that no job can read
 * a key. What the key may sign can be limited.
 */
@NameWith(SigningKeyName.class)
public abstract class SigningKeyCredentials extends BaseStandardCredentials {
    private static final long serialVersionUID = 1L;

    private String uses = "";

    SigningKeyCredentials(
            @CheckForNull CredentialsScope scope, @CheckForNull String id, @CheckForNull String description) {
        super(scope, id, description);
    }

    /** What the key may sign, as entered; blank for anything. */
    public String getUses() {
        return Util.fixNull(uses);
    }

    @DataBoundSetter
    public void setUses(@CheckForNull String uses) {
        this.uses = Util.fixNull(uses).strip();
    }

    /** What the key may sign. */
    AllowedUses allowedUses() {
        return AllowedUses.of(uses);
    }

    /**
     * Opens the key; to be closed after use.
     *
     * @param source what error messages call the key
     * @throws InTotoException if there is no such key, or it is refused
     * @throws IOException if what holds the key cannot be reached
     */
    abstract Signer open(String source) throws InTotoException, IOException;

    /** The public part, as far as it is known without asking anybody else for it. */
    abstract Optional<AsymmetricKey> knownPublicKey();

    /** What to do about a key that cannot be opened; empty if the reason says so. */
    abstract Optional<String> remedy(Reason reason);

    /** What may be shown of the key. */
    public PublicPart getPublicPart() {
        return PublicPart.of(this);
    }

    /** What the forms of these credentials have in common. */
    public abstract static class SigningKeyDescriptor extends BaseStandardCredentialsDescriptor {
        SigningKeyDescriptor() {}

        @Override
        public String getIconClassName() {
            return "symbol-key";
        }

        /** Whether names of steps are such. */
        @POST
        public FormValidation doCheckUses(@AncestorInPath Item item, @QueryParameter String value) {
            return SigningKeyForm.checkUses(item, value);
        }

        /** Serves the public part of a key, in PEM, to those who may see the credential. */
        @GET
        public void doPublicKey(StaplerResponse2 response, @AncestorInPath Item item, @QueryParameter String id)
                throws IOException {
            PublicKeyDownload.send(response, item, id);
        }
    }
}
