package io.jenkins.plugins.intoto.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import java.net.URI;
import java.net.URISyntaxException;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Who this Jenkins is in provenance: a builder of its own for each mode (SLSA provenance 1, {@code builder.id}). */
public final class BuilderIds implements Describable<BuilderIds> {
    private String controller = "";
    private String staticAgents = "";
    private String ephemeralAgents = "";

    /** The defaults: addresses below that of this Jenkins. */
    @DataBoundConstructor
    public BuilderIds() {}

    /**
     * The builder in a mode: the URI that is configured for it, or one below the address of this Jenkins.
     *
     * @param mode in which mode builds are carried out
     */
    public String of(BuilderMode mode) {
        var configured =
                switch (mode) {
                    case CONTROLLER -> getController();
                    case STATIC_AGENTS -> getStaticAgents();
                    case EPHEMERAL_AGENTS -> getEphemeralAgents();
                };
        return configured.isEmpty()
                ? AttestationConfiguration.base() + "in-toto/builders/" + mode.path() + "/v1"
                : configured;
    }

    /** The builder of runs that used the controller's own node; empty for the default. */
    public String getController() {
        return Util.fixNull(controller);
    }

    @DataBoundSetter
    public void setController(@CheckForNull String controller) {
        this.controller = FormText.of(controller);
    }

    /** The builder of runs on agents that serve many builds; empty for the default. */
    public String getStaticAgents() {
        return Util.fixNull(staticAgents);
    }

    @DataBoundSetter
    public void setStaticAgents(@CheckForNull String staticAgents) {
        this.staticAgents = FormText.of(staticAgents);
    }

    /** The builder of runs on agents that serve one build each; empty for the default. */
    public String getEphemeralAgents() {
        return Util.fixNull(ephemeralAgents);
    }

    @DataBoundSetter
    public void setEphemeralAgents(@CheckForNull String ephemeralAgents) {
        this.ephemeralAgents = FormText.of(ephemeralAgents);
    }

    /** The form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<BuilderIds> {
        @Override
        public String getDisplayName() {
            return Messages.BuilderIds_DisplayName();
        }

        /** Whether the text is a URI. */
        @POST
        public FormValidation doCheckController(@QueryParameter String value) {
            return checkUri(value);
        }

        /** Whether the text is a URI. */
        @POST
        public FormValidation doCheckStaticAgents(@QueryParameter String value) {
            return checkUri(value);
        }

        /** Whether the text is a URI. */
        @POST
        public FormValidation doCheckEphemeralAgents(@QueryParameter String value) {
            return checkUri(value);
        }

        private static FormValidation checkUri(String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            var text = FormText.of(value);
            try {
                return text.isEmpty() || new URI(text).isAbsolute()
                        ? FormValidation.ok()
                        : FormValidation.error(Messages.BuilderIds_NoUri());
            } catch (URISyntaxException e) {
                return FormValidation.error(Messages.BuilderIds_MalformedUri(e.getMessage()));
            }
        }
    }
}
