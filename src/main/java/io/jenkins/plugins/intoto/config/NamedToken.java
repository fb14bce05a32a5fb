package io.jenkins.plugins.intoto.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.intoto.engine.key.TokenKey;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A PKCS#11 token whose keys credentials can name. Only administrators enter one, since its library runs inside Jenkins. */
public final class NamedToken implements Describable<NamedToken> {
    private final String name;
    private final String library;
    private String label = "";
    private String slot = "";
    private Secret pin;

    /**
     * @param name what credentials call the token
     * @param library the path of the PKCS#11 library that its vendor supplies
     */
    @DataBoundConstructor
    public NamedToken(@CheckForNull String name, @CheckForNull String library) {
        this.name = FormText.of(name);
        this.library = FormText.of(library);
    }

    /** What credentials call the token. */
    public String getName() {
        return name;
    }

    /** The path of the library. */
    public String getLibrary() {
        return library;
    }

    /** The token's own label; empty if any will do. */
    public String getLabel() {
        return label;
    }

    @DataBoundSetter
    public void setLabel(@CheckForNull String label) {
        this.label = FormText.of(label);
    }

    /** The number of the slot that the token is in; empty if any will do. */
    public String getSlot() {
        return slot;
    }

    @DataBoundSetter
    public void setSlot(@CheckForNull String slot) {
        this.slot = FormText.of(slot);
    }

    /** The PIN; null for a token without one. */
    @CheckForNull
    public Secret getPin() {
        return pin;
    }

    @DataBoundSetter
    public void setPin(@CheckForNull Secret pin) {
        this.pin = pin == null || pin.getPlainText().isEmpty() ? null : pin;
    }

    /**
     * Refuses what cannot be a token.
     *
     * @throws IllegalArgumentException with a sentence that names the token
     */
    void check() {
        if (library.isEmpty()) {
            throw new IllegalArgumentException(Messages.NamedToken_LibraryMissing(source()));
        }
        if (!slot.matches("[0-9]*")) {
            throw new IllegalArgumentException(Messages.NamedToken_SlotNotANumber(source()));
        }
    }

    private String source() {
        return DisplayText.of(Messages.NamedToken_Source(name));
    }

    TokenAccess access() {
        return new TokenAccess(library, label, slot, pin);
    }

    /**
     * The one key on the token that is called so.
     *
     * @param keyLabel the key's {@code CKA_LABEL}; empty if any will do
     * @param id the key's {@code CKA_ID}; empty if any will do
     * @param keySource what error messages call the key
     * @throws UnreadableKeyException if token or key are not there, or refuse
     */
    public TokenKey key(Optional<String> keyLabel, Optional<byte[]> id, String keySource)
            throws UnreadableKeyException {
        return TokenSession.with(access()).open(source()).key(keyLabel, id, keySource);
    }

    /** The form of a token. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<NamedToken> {
        @Override
        public String getDisplayName() {
            return Messages.NamedToken_DisplayName();
        }

        /** Whether there is such a library. */
        @POST
        public FormValidation doCheckLibrary(@QueryParameter String value) {
            return FormText.checkFile(value, Messages.NamedToken_NoLibrary());
        }

        /** Whether the text is a number. */
        @POST
        public FormValidation doCheckSlot(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return FormText.of(value).matches("[0-9]*")
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.NamedToken_NoSlot());
        }

        /**
         * Opens the token as entered, even if its PIN was refused before, and says which keys it holds. One that is not saved like
         * this is closed again.
         */
        @POST
        public FormValidation doTest(
                @QueryParameter String library,
                @QueryParameter String label,
                @QueryParameter String slot,
                @QueryParameter Secret pin) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            var token = new NamedToken("", library);
            token.setLabel(label);
            token.setSlot(slot);
            token.setPin(pin);
            if (TokenSession.isOpenOtherwise(token.access())) {
                return FormValidation.warning(Messages.NamedToken_OpenOtherwise());
            }
            try {
                var content = TokenSession.with(token.access()).test(Messages.NamedToken_TheToken());
                var keys = Stream.concat(
                                content.keys().stream().map(DescriptorImpl::described), content.refused().stream())
                        .map(DisplayText::of)
                        .collect(Collectors.joining("; "));
                return keys.isEmpty()
                        ? FormValidation.warning(Messages.NamedToken_Empty())
                        : FormValidation.ok(Messages.NamedToken_Holds(keys));
            } catch (UnreadableKeyException e) {
                return FormValidation.error(DisplayText.of(e.getMessage()));
            } finally {
                SigningConfiguration.get().endOtherSessions();
            }
        }

        private static String described(TokenKey key) {
            return Messages.NamedToken_Key(
                    key.label(),
                    HexFormat.of().formatHex(key.id()),
                    key.publicKey().keytype(),
                    key.publicKey().keyId());
        }
    }
}
