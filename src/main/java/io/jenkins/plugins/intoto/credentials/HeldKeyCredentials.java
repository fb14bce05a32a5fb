package io.jenkins.plugins.intoto.credentials;

import com.cloudbees.plugins.credentials.CredentialsScope;
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
import org.kohsuke.stapler.verb.POST;

/** A credential that signs with a private key which is held elsewhere, so that Jenkins cannot read it either. */
public abstract class HeldKeyCredentials extends SigningKeyCredentials {
    private static final long serialVersionUID = 1L;

    private String certificate = "";

    /** The public part when the key was last opened, since whoever holds the key may be slow to tell. */
    private transient volatile AsymmetricKey publicKey;

    HeldKeyCredentials(
            @CheckForNull CredentialsScope scope, @CheckForNull String id, @CheckForNull String description) {
        super(scope, id, description);
    }

    /** The certificate that goes with signatures, in PEM; empty for none. */
    public String getCertificate() {
        return Util.fixNull(certificate);
    }

    @DataBoundSetter
    public void setCertificate(@CheckForNull String certificate) {
        this.certificate = Util.fixNull(certificate).strip();
    }

    @Override
    final Signer open(String source) throws InTotoException, IOException {
        var signer = openHeld(source);
        boolean isComplete = false;
        try {
            publicKey = signer.publicKey();
            var complete = getCertificate().isEmpty() ? signer : signer.withCertificate(certificate, source);
            isComplete = true;
            return complete;
        } finally {
            if (!isComplete) {
                signer.close();
            }
        }
    }

    /** Opens the key, as {@link #open}, without its certificate. */
    abstract Signer openHeld(String source) throws InTotoException, IOException;

    @Override
    final Optional<AsymmetricKey> knownPublicKey() {
        return Optional.ofNullable(publicKey);
    }

    @Override
    final Optional<String> remedy(Reason reason) {
        return Optional.empty();
    }

    /** What the forms of these credentials have in common. */
    public abstract static class HeldKeyDescriptor extends SigningKeyDescriptor {
        HeldKeyDescriptor() {}

        /** Whether a certificate can be read. */
        @POST
        public FormValidation doCheckCertificate(@AncestorInPath Item item, @QueryParameter String value) {
            return SigningKeyForm.checkCertificate(item, value);
        }
    }
}
