package io.jenkins.plugins.intoto.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.intoto.engine.envelope.Envelope;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeReader;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.engine.model.MetadataDefect;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A signed layout that jobs are verified against, with the keys that must have signed it. */
public final class NamedLayout implements Describable<NamedLayout> {
    private final String name;
    private final String layout;
    private List<TrustedKey> layoutKeys = new ArrayList<>();
    private String allowSublayouts = "";
    private String stepsOutsideJenkins = "";

    /**
     * @param name what jobs call the layout
     * @param layout the signed layout, a Metablock or a DSSE envelope, as JSON
     */
    @DataBoundConstructor
    public NamedLayout(@CheckForNull String name, @CheckForNull String layout) {
        this.name = Util.fixNull(name).strip();
        this.layout = FormText.of(layout);
    }

    /** What jobs call the layout. */
    public String getName() {
        return name;
    }

    /** The signed layout as it was entered. */
    public String getLayout() {
        return layout;
    }

    /** The keys that must have signed the layout, every one of them. */
    public List<TrustedKey> getLayoutKeys() {
        return layoutKeys == null ? List.of() : List.copyOf(layoutKeys);
    }

    @DataBoundSetter
    public void setLayoutKeys(@CheckForNull List<TrustedKey> layoutKeys) {
        this.layoutKeys = layoutKeys == null ? new ArrayList<>() : new ArrayList<>(layoutKeys);
    }

    /** The steps for which a sublayout counts as a link, as entered; empty for none. */
    public String getAllowSublayouts() {
        return Util.fixNull(allowSublayouts);
    }

    @DataBoundSetter
    public void setAllowSublayouts(@CheckForNull String allowSublayouts) {
        this.allowSublayouts = FormText.of(allowSublayouts);
    }

    /** The steps that are carried out outside of Jenkins, of which links count that name no build; as entered, empty for none. */
    public String getStepsOutsideJenkins() {
        return Util.fixNull(stepsOutsideJenkins);
    }

    @DataBoundSetter
    public void setStepsOutsideJenkins(@CheckForNull String stepsOutsideJenkins) {
        this.stepsOutsideJenkins = FormText.of(stepsOutsideJenkins);
    }

    /**
     * The layout with its signatures, which are not checked.
     *
     * @return an envelope whose payload is a {@link Layout}
     * @throws MalformedMetadataException if what was entered is not a signed layout
     */
    public Envelope envelope() throws MalformedMetadataException {
        return read(layout, "layout '" + name + "'");
    }

    /**
     * The layout itself; its signatures are not checked.
     *
     * @throws MalformedMetadataException if what was entered is not a signed layout
     */
    Layout content() throws MalformedMetadataException {
        return (Layout) envelope().payload();
    }

    /**
     * The keys that must have signed the layout.
     *
     * @throws UnreadableKeyException if one of them cannot be read
     */
    public List<VerificationKey> verificationKeys() throws UnreadableKeyException {
        var keys = new ArrayList<VerificationKey>();
        for (var key : getLayoutKeys()) {
            keys.add(key.verificationKey());
        }
        return List.copyOf(keys);
    }

    /**
     * Refuses what no verification could pass against: text that is not a layout, and a layout whose signers are not known.
     *
     * @throws IllegalArgumentException with a sentence that names the layout and the place of the defect
     */
    void check() {
        try {
            envelope();
        } catch (MalformedMetadataException e) {
            throw new IllegalArgumentException(DisplayText.of(e.getMessage()), e);
        }
        if (getLayoutKeys().isEmpty()) {
            throw new IllegalArgumentException(Messages.NamedLayout_NoKeys(DisplayText.of(name)));
        }
        getLayoutKeys().forEach(TrustedKey::check);
    }

    /** Whether a layout is signed by a key; empty if the text is not a layout. */
    static Optional<Boolean> isSignedBy(String text, VerificationKey key) {
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(read(text, "the layout")
                            .signatureBy(key, Instant.now())
                            .isPresent());
        } catch (MalformedMetadataException e) {
            return Optional.empty();
        }
    }

    private static Envelope read(String text, String source) throws MalformedMetadataException {
        var envelope = EnvelopeReader.read(text.getBytes(StandardCharsets.UTF_8), source, JsonLimits.DEFAULT);
        if (!(envelope.payload() instanceof Layout)) {
            throw new MalformedMetadataException(source, "", MetadataDefect.WRONG_SHAPE, "is a link, not a layout");
        }
        return envelope;
    }

    /** The form of a named layout. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<NamedLayout> {
        @Override
        public String getDisplayName() {
            return Messages.NamedLayout_DisplayName();
        }

        /** Whether the layout can be read; says what is in it, or where the defect is. */
        @POST
        public FormValidation doCheckLayout(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            if (FormText.of(value).isEmpty()) {
                return FormValidation.ok();
            }
            try {
                return describe(read(FormText.of(value), Messages.NamedLayout_TheLayout()));
            } catch (MalformedMetadataException e) {
                return FormValidation.error(DisplayText.of(e.getMessage()));
            }
        }

        private static FormValidation describe(Envelope envelope) {
            var layout = (Layout) envelope.payload();
            if (envelope.signatures().isEmpty()) {
                return FormValidation.warning(Messages.NamedLayout_Unsigned());
            }
            if (layout.expires().isBefore(Instant.now())) {
                return FormValidation.warning(Messages.NamedLayout_Expired(FormText.time(layout.expires())));
            }
            if (layout.expires().isBefore(Instant.now().plus(ConfiguredTrust.SOON))) {
                return FormValidation.warning(Messages.NamedLayout_ExpiresSoon(FormText.time(layout.expires())));
            }
            var steps = layout.steps().stream()
                    .map(step -> DisplayText.of(step.name()))
                    .toList();
            return FormValidation.ok(
                    Messages.NamedLayout_Described(String.join(", ", steps), FormText.time(layout.expires())));
        }
    }
}
