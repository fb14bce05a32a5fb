package io.jenkins.plugins.intoto.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.engine.sigstore.TrustedRoot;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The services of a Sigstore that attestations use. Jobs cannot name others, so a build cannot send tokens elsewhere. */
public final class SigstoreServices implements Describable<SigstoreServices> {
    private static final JsonLimits LIMITS = new JsonLimits(4L << 20, 32);

    private String fulcio;
    private String timestampAuthority;
    private String rekor;
    private String trustedRoot;

    /** None of them. */
    @DataBoundConstructor
    public SigstoreServices() {}

    /** The address of Fulcio, which certifies keys by tokens; null for none. */
    @CheckForNull
    public String getFulcio() {
        return fulcio;
    }

    @DataBoundSetter
    public void setFulcio(@CheckForNull String fulcio) {
        this.fulcio = FormText.of(fulcio);
    }

    /** The address of a timestamp authority (RFC 3161); null for none. */
    @CheckForNull
    public String getTimestampAuthority() {
        return timestampAuthority;
    }

    @DataBoundSetter
    public void setTimestampAuthority(@CheckForNull String timestampAuthority) {
        this.timestampAuthority = FormText.of(timestampAuthority);
    }

    /** The address of Rekor 2, the log that signatures go to; null for none. */
    @CheckForNull
    public String getRekor() {
        return rekor;
    }

    @DataBoundSetter
    public void setRekor(@CheckForNull String rekor) {
        this.rekor = FormText.of(rekor);
    }

    /** The {@code trusted_root.json} by which a keyless signature is checked before it is archived; null for no check. */
    @CheckForNull
    public String getTrustedRoot() {
        return trustedRoot;
    }

    @DataBoundSetter
    public void setTrustedRoot(@CheckForNull String trustedRoot) {
        this.trustedRoot = FormText.of(trustedRoot);
    }

    /**
     * Whom to believe about signatures.
     *
     * @throws MalformedMetadataException if what was entered is not a trusted root
     */
    public Optional<TrustedRoot> trustedRoot() throws MalformedMetadataException {
        return trustedRoot == null || trustedRoot.isEmpty() ? Optional.empty() : Optional.of(read(trustedRoot));
    }

    private static TrustedRoot read(String text) throws MalformedMetadataException {
        return TrustedRoot.read(text.getBytes(StandardCharsets.UTF_8), "the trusted root", LIMITS);
    }

    /** The form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<SigstoreServices> {
        @Override
        public String getDisplayName() {
            return Messages.SigstoreServices_DisplayName();
        }

        /** Whether the text is an address. */
        @POST
        public FormValidation doCheckFulcio(@QueryParameter String value) {
            return AttestationConfiguration.checkAddress(value);
        }

        /** Whether the text is an address. */
        @POST
        public FormValidation doCheckTimestampAuthority(@QueryParameter String value) {
            return AttestationConfiguration.checkAddress(value);
        }

        /** Whether the text is an address. */
        @POST
        public FormValidation doCheckRekor(@QueryParameter String value) {
            return AttestationConfiguration.checkAddress(value);
        }

        /** Whether the text is a trusted root. */
        @POST
        public FormValidation doCheckTrustedRoot(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            try {
                if (!FormText.of(value).isEmpty()) {
                    read(FormText.of(value));
                }
                return FormValidation.ok();
            } catch (MalformedMetadataException e) {
                return FormValidation.error(DisplayText.of(e.getMessage()));
            }
        }
    }
}
