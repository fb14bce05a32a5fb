package io.jenkins.plugins.intoto.credentials;

import com.cloudbees.plugins.credentials.CredentialsScope;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Failure;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.PassphraseSource;
import io.jenkins.plugins.intoto.engine.key.Signer;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A private key that signs links and attestations, kept by Jenkins. */
public final class InTotoSigningKey extends SigningKeyCredentials {
    private static final long serialVersionUID = 1L;

    private final Secret privateKey;
    private final Secret passphrase;

    /**
     * Throws nothing once there is a key: who reports the failure of a constructor might quote its arguments.
     *
     * @param privateKey the key in any text format that {@link KeyFiles} reads
     * @param passphrase what protects the key; null or empty if nothing does
     * @param generate the {@linkplain KeyKind#getValue() kind} of the key to make in place of the given one, if any
     * @throws Failure if there is neither; Jenkins shows it to people as it is
     */
    @DataBoundConstructor
    public InTotoSigningKey(
            @CheckForNull CredentialsScope scope,
            @CheckForNull String id,
            @CheckForNull String description,
            @CheckForNull Secret privateKey,
            @CheckForNull Secret passphrase,
            @CheckForNull String generate) {
        super(scope, id, description);
        var generated = KeyKind.of(generate).map(KeyKind::generate);
        this.privateKey = generated.orElse(privateKey);
        this.passphrase = generated.isPresent() || KeyContent.text(passphrase).isEmpty() ? null : passphrase;
        requireKey();
    }

    /** What arrives as XML is not made by the constructor. */
    private Object readResolve() {
        requireKey();
        return this;
    }

    private void requireKey() {
        if (KeyContent.text(privateKey).isBlank()) {
            throw new Failure(Messages.InTotoSigningKey_NoPrivateKey());
        }
    }

    /** The key as it was entered or made. */
    @CheckForNull
    public Secret getPrivateKey() {
        return privateKey;
    }

    /** What protects the key; null if nothing does. */
    @CheckForNull
    public Secret getPassphrase() {
        return passphrase;
    }

    /** Always null, since a key is made once. */
    @CheckForNull
    public String getGenerate() {
        return null;
    }

    /** Reads the key, which error messages call by the source. */
    SigningKey signingKey(String source) throws UnreadableKeyException {
        var content = KeyContent.text(privateKey).getBytes(StandardCharsets.UTF_8);
        return KeyFiles.readPrivate(content, source, PassphraseSource.of(KeyContent.text(passphrase)));
    }

    @Override
    Signer open(String source) throws UnreadableKeyException {
        return signingKey(source);
    }

    @Override
    Optional<AsymmetricKey> knownPublicKey() {
        try {
            return Optional.of(signingKey(getId()).publicKey());
        } catch (UnreadableKeyException e) {
            return Optional.empty(); // whoever uses or opens the credential is told why
        }
    }

    @Override
    Optional<String> remedy(Reason reason) {
        return Optional.of(
                switch (reason) {
                    case PASSPHRASE_NEEDED -> Messages.SigningCredentials_EnterPassphrase();
                    default -> SigningCredentials.remedy(reason);
                });
    }

    @Override
    public String toString() {
        return "in-toto signing key '" + getId() + "'";
    }

    /** The form of an in-toto signing key. */
    @Extension
    @Symbol("inTotoSigningKey")
    public static final class DescriptorImpl extends SigningKeyDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.InTotoSigningKey_DisplayName();
        }

        /** The kinds of keys that the form can make. */
        public List<KeyKind> getKeyKinds() {
            return List.of(KeyKind.values());
        }

        /** Whether a private key can be read, for those who may enter one. */
        @POST
        public FormValidation doCheckPrivateKey(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String passphrase) {
            return SigningKeyForm.checkPrivateKey(item, value, passphrase);
        }
    }
}
