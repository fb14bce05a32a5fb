package io.jenkins.plugins.intoto.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.PersistentDescriptor;
import hudson.util.FormValidation;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** Who this Jenkins is in the attestations that it makes, and by which policies it verifies; an administrator decides that. */
@Extension
@Symbol("inTotoAttestations")
public final class AttestationConfiguration extends GlobalConfiguration implements PersistentDescriptor {
    private volatile List<NamedPolicy> policies = new ArrayList<>();
    private volatile SigstoreServices sigstore = new SigstoreServices();
    private String controllerBuilderId = "";
    private String staticBuilderId = "";
    private String ephemeralBuilderId = "";

    /** The configuration of this Jenkins. */
    public static AttestationConfiguration get() {
        return ExtensionList.lookupSingleton(AttestationConfiguration.class);
    }

    @Override
    public String getDisplayName() {
        return "in-toto attestations";
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) {
        // a form whose entries were all deleted is silent on the list
        var before = policies;
        request.bindJSON(this, form);
        policies = policies == before ? new ArrayList<>() : policies;
        save();
        return true;
    }

    /** The policies that jobs can name. */
    public List<NamedPolicy> getPolicies() {
        return policies == null ? List.of() : List.copyOf(policies);
    }

    /** See {@link #getPolicies}. */
    @DataBoundSetter
    public void setPolicies(@CheckForNull List<NamedPolicy> policies) {
        this.policies = policies == null ? new ArrayList<>() : new ArrayList<>(policies);
        save();
    }

    /**
     * Finds a policy by its name.
     *
     * @param name the name; case counts
     * @return the first policy of that name
     */
    public Optional<NamedPolicy> policy(String name) {
        return getPolicies().stream()
                .filter(policy -> policy.getName().equals(name))
                .findFirst();
    }

    /** The services of a Sigstore that attestations use. */
    public SigstoreServices getSigstore() {
        return sigstore == null ? new SigstoreServices() : sigstore;
    }

    /** See {@link #getSigstore}. */
    @DataBoundSetter
    public void setSigstore(@CheckForNull SigstoreServices sigstore) {
        this.sigstore = sigstore == null ? new SigstoreServices() : sigstore;
        save();
    }

    /** Who this Jenkins is when it verifies: a URI. */
    public String verifierId() {
        return base() + "in-toto/verifier/v1";
    }

    /**
     * The builder in a mode: the URI that is configured for it, or one below the address of this Jenkins.
     *
     * @param mode in which mode builds are carried out
     */
    public String builderId(BuilderMode mode) {
        var configured =
                switch (mode) {
                    case CONTROLLER -> getControllerBuilderId();
                    case STATIC_AGENTS -> getStaticBuilderId();
                    case EPHEMERAL_AGENTS -> getEphemeralBuilderId();
                };
        return configured.isEmpty() ? defaultBuilderId(mode) : configured;
    }

    private static String defaultBuilderId(BuilderMode mode) {
        return base() + "in-toto/builders/" + mode.path() + "/v1";
    }

    private static String base() {
        var root = Util.fixEmpty(Jenkins.get().getRootUrl());
        return root == null ? "urn:jenkins:" : root;
    }

    /** The builder of runs that used the controller's own node; empty for the default. */
    public String getControllerBuilderId() {
        return Util.fixNull(controllerBuilderId);
    }

    /** See {@link #getControllerBuilderId}. */
    @DataBoundSetter
    public void setControllerBuilderId(@CheckForNull String controllerBuilderId) {
        this.controllerBuilderId = FormText.of(controllerBuilderId);
        save();
    }

    /** The builder of runs on agents that serve many builds; empty for the default. */
    public String getStaticBuilderId() {
        return Util.fixNull(staticBuilderId);
    }

    /** See {@link #getStaticBuilderId}. */
    @DataBoundSetter
    public void setStaticBuilderId(@CheckForNull String staticBuilderId) {
        this.staticBuilderId = FormText.of(staticBuilderId);
        save();
    }

    /** The builder of runs on agents that serve one build each; empty for the default. */
    public String getEphemeralBuilderId() {
        return Util.fixNull(ephemeralBuilderId);
    }

    /** See {@link #getEphemeralBuilderId}. */
    @DataBoundSetter
    public void setEphemeralBuilderId(@CheckForNull String ephemeralBuilderId) {
        this.ephemeralBuilderId = FormText.of(ephemeralBuilderId);
        save();
    }

    /** Whether the text is a URI. */
    @POST
    public FormValidation doCheckControllerBuilderId(@QueryParameter String value) {
        return checkUri(value);
    }

    /** Whether the text is a URI. */
    @POST
    public FormValidation doCheckStaticBuilderId(@QueryParameter String value) {
        return checkUri(value);
    }

    /** Whether the text is a URI. */
    @POST
    public FormValidation doCheckEphemeralBuilderId(@QueryParameter String value) {
        return checkUri(value);
    }

    /** Whether the text is blank or the address of a service, for administrators. */
    static FormValidation checkAddress(String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        var text = FormText.of(value);
        return text.isEmpty() || text.matches("https?://[^\\s/?#]+[^\\s]*")
                ? FormValidation.ok()
                : FormValidation.error("Enter an address that begins with https:// or http://");
    }

    private static FormValidation checkUri(String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        var text = FormText.of(value);
        try {
            return text.isEmpty() || new URI(text).isAbsolute()
                    ? FormValidation.ok()
                    : FormValidation.error("Enter a URI, such as https://ci.example.com/builders/static/v1");
        } catch (URISyntaxException e) {
            return FormValidation.error("This is no URI: " + e.getMessage());
        }
    }
}
