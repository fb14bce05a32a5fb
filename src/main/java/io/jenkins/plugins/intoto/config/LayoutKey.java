package io.jenkins.plugins.intoto.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.intoto.key.KeyFiles;
import io.jenkins.plugins.intoto.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.key.VerificationKey;
import io.jenkins.plugins.intoto.verify.KeyNames;
import java.nio.charset.StandardCharsets;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A public key that signs layouts, with the name that people know it by. */
public final class LayoutKey implements Describable<LayoutKey> {
    private static final Logger LOGGER = Logger.getLogger(LayoutKey.class.getName());

    private final String name;

    @SuppressWarnings("lgtm[jenkins/plaintext-storage]") // nothing but a public key gets in
    private final String publicKey;

    /**
     * A private key is not taken over, since what stands here is stored as it is.
     *
     * @param name what jobs call the key
     * @param publicKey the key in any text format that {@link KeyFiles#readPublic(byte[], String)} knows
     */
    @DataBoundConstructor
    public LayoutKey(@CheckForNull String name, @CheckForNull String publicKey) {
        this.name = Util.fixNull(name).strip();
        var text = FormText.of(publicKey);
        if (holdsPrivateKey(text)) {
            LOGGER.warning(() -> "The layout key '" + this.name + "' was given a private key, which is not stored");
            this.publicKey = "";
        } else {
            this.publicKey = text;
        }
    }

    private static boolean holdsPrivateKey(String text) {
        try {
            read(text, "layout key");
            return false;
        } catch (UnreadableKeyException e) {
            // damaged ones are nobody's to see either
            return e.reason() == UnreadableKeyException.Reason.PRIVATE_INSTEAD_OF_PUBLIC
                    || text.contains("PRIVATE KEY");
        }
    }

    /** What jobs call the key. */
    public String getName() {
        return name;
    }

    /** The key as it was entered. */
    public String getPublicKey() {
        return publicKey;
    }

    /**
     * The key, to verify with.
     *
     * @throws UnreadableKeyException if what was entered is none
     */
    public VerificationKey verificationKey() throws UnreadableKeyException {
        return read(publicKey, "layout key '" + name + "'");
    }

    /** What the key is called. */
    public KeyNames.Name keyName() {
        return new KeyNames.Name(name, "");
    }

    private static VerificationKey read(String text, String source) throws UnreadableKeyException {
        return KeyFiles.readPublic(text.getBytes(StandardCharsets.UTF_8), source);
    }

    /** The form of a layout key. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<LayoutKey> {
        @Override
        public String getDisplayName() {
            return "Layout key";
        }

        /** Whether there is a name. */
        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return FormText.checkName(value);
        }

        /** Whether the key can be read; says which it is. */
        @POST
        public FormValidation doCheckPublicKey(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            try {
                return FormValidation.ok("Can be read; its id is "
                        + read(FormText.of(value), "The key").keyId());
            } catch (UnreadableKeyException e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}
