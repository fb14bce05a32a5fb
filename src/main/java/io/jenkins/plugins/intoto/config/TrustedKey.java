package io.jenkins.plugins.intoto.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.RelativePath;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.intoto.engine.key.KeyFileWriter;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A public key that signs layouts or policies, with the name that people know it by. */
public final class TrustedKey implements Describable<TrustedKey> {
    private final String name;

    @SuppressWarnings("lgtm[jenkins/plaintext-storage]") // nothing but a public key gets in
    private final String publicKey;

    /** Why there is no key; null if there is one, and for one that was saved. */
    private final transient String defect;

    /**
     * Keeps nothing but a public key, since what stands here is stored as it is. Never throws, for who reports the failure of
     * a constructor might quote its arguments; {@link #check} does.
     *
     * @param name what jobs call the key
     * @param publicKey the key in any text format that {@link KeyFiles#readPublic(byte[], String)} knows
     */
    @DataBoundConstructor
    public TrustedKey(@CheckForNull String name, @CheckForNull String publicKey) {
        this.name = Util.fixNull(name).strip();
        String key = "";
        String reason = null;
        try {
            key = KeyFileWriter.publicText(read(FormText.of(publicKey), source()))
                    .strip();
        } catch (UnreadableKeyException e) {
            reason = e.getMessage();
        }
        this.publicKey = key;
        this.defect = reason;
    }

    private String source() {
        return Messages.TrustedKey_Source(name);
    }

    /**
     * Refuses what is not a public key.
     *
     * @throws IllegalArgumentException with a sentence that names the key and quotes nothing of it
     */
    void check() {
        try {
            if (defect != null) {
                throw new IllegalArgumentException(DisplayText.of(defect));
            }
            verificationKey();
        } catch (UnreadableKeyException e) {
            throw new IllegalArgumentException(DisplayText.of(e.getMessage()), e);
        }
    }

    /** What jobs call the key. */
    public String getName() {
        return name;
    }

    /** The key as text, with nothing else in it; empty if what was entered is not a public key. */
    public String getPublicKey() {
        return publicKey;
    }

    /**
     * The key, to verify with.
     *
     * @throws UnreadableKeyException if what was entered is none
     */
    public VerificationKey verificationKey() throws UnreadableKeyException {
        return read(publicKey, source());
    }

    /** What the key is called. */
    public KeyNames.Name keyName() {
        return new KeyNames.Name(name, "");
    }

    private static VerificationKey read(String text, String source) throws UnreadableKeyException {
        return KeyFiles.readPublic(text.getBytes(StandardCharsets.UTF_8), source);
    }

    /** The form of a trusted key. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<TrustedKey> {
        @Override
        public String getDisplayName() {
            return Messages.TrustedKey_DisplayName();
        }

        /** Whether the key can be read, and has signed the layout that it stands beside; says which it is. */
        @POST
        public FormValidation doCheckPublicKey(
                @QueryParameter String value, @RelativePath("..") @QueryParameter String layout) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            var text = FormText.of(value);
            if (text.isEmpty()) {
                return FormValidation.ok();
            }
            try {
                var key = read(text, Messages.TrustedKey_TheKey());
                var unusable = key.whyUnusable(Instant.now());
                if (unusable.isPresent()) {
                    return FormValidation.error(Messages.TrustedKey_Unusable(unusable.get(), key.keyId()));
                }
                var signed = NamedLayout.isSignedBy(FormText.of(layout), key);
                if (signed.isEmpty()) {
                    return FormValidation.ok(Messages.TrustedKey_Readable(key.keyId()));
                }
                return signed.get()
                        ? FormValidation.ok(Messages.TrustedKey_Signed(key.keyId()))
                        : FormValidation.error(Messages.TrustedKey_NotSigned(key.keyId()));
            } catch (UnreadableKeyException e) {
                return FormValidation.error(DisplayText.of(e.getMessage()));
            }
        }
    }
}
