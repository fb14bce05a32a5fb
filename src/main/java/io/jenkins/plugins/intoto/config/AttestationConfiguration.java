package io.jenkins.plugins.intoto.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.PersistentDescriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.intoto.engine.bundle.BundleReader;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
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
@Extension(ordinal = -21) // after the section that it belongs to
@Symbol("inTotoAttestations")
public final class AttestationConfiguration extends GlobalConfiguration implements PersistentDescriptor {
    private static final String NONE = "none";

    private volatile List<NamedPolicy> policies = new ArrayList<>();
    private volatile SigstoreServices sigstore = new SigstoreServices();
    private volatile BuilderIds builders = new BuilderIds();
    private volatile int bundleLineLimit = 32;
    private volatile String attach = NONE;

    /** The configuration of this Jenkins. */
    public static AttestationConfiguration get() {
        return ExtensionList.lookupSingleton(AttestationConfiguration.class);
    }

    @Override
    public String getDisplayName() {
        return Messages.AttestationConfiguration_DisplayName();
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        FormText.requireMebibytes(form, "bundleLineLimit", Messages.AttestationConfiguration_BundleLineLimit());
        // a form whose entries were all deleted is silent on the list
        var before = policies;
        try {
            checkPolicies(request.bindJSONToList(NamedPolicy.class, form.opt("policies")));
            request.bindJSON(this, form);
        } catch (IllegalArgumentException e) {
            throw new FormException(e.getMessage(), e, "policies");
        }
        policies = policies == before ? new ArrayList<>() : policies;
        save();
        return true;
    }

    /** The policies that jobs can name. */
    public List<NamedPolicy> getPolicies() {
        return policies == null ? List.of() : List.copyOf(policies);
    }

    private static void checkPolicies(@CheckForNull List<NamedPolicy> policies) {
        if (policies != null) {
            FormText.checkNames(
                    "policy", policies.stream().map(NamedPolicy::getName).toList());
            policies.forEach(NamedPolicy::check);
        }
    }

    /**
     * @throws IllegalArgumentException if one is not a policy, lacks a name, or has the name of another one
     */
    @DataBoundSetter
    public void setPolicies(@CheckForNull List<NamedPolicy> policies) {
        checkPolicies(policies);
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

    @DataBoundSetter
    public void setSigstore(@CheckForNull SigstoreServices sigstore) {
        this.sigstore = sigstore == null ? new SigstoreServices() : sigstore;
        save();
    }

    /** Who this Jenkins is when it verifies: a URI. */
    public String verifierId() {
        return base() + "in-toto/verifier/v1";
    }

    /** Who this Jenkins is as a builder, in each mode. */
    public BuilderIds getBuilders() {
        return builders == null ? new BuilderIds() : builders;
    }

    @DataBoundSetter
    public void setBuilders(@CheckForNull BuilderIds builders) {
        this.builders = builders == null ? new BuilderIds() : builders;
        save();
    }

    /** How long a line of a bundle may be, in MiB, whether it is written or read. */
    public int getBundleLineLimit() {
        return bundleLineLimit;
    }

    /**
     * @throws IllegalArgumentException if it is not from 1 to 2047
     */
    @DataBoundSetter
    public void setBundleLineLimit(int bundleLineLimit) {
        this.bundleLineLimit = FormText.mebibytes("bundleLineLimit", bundleLineLimit);
        save();
    }

    /**
     * How attestations of images are kept in their registry unless a step or rule says so itself: {@code referrers}, {@code cosign}
     * or {@code none}.
     */
    public String getAttach() {
        return attach == null ? NONE : attach;
    }

    /**
     * @throws IllegalArgumentException if it is none of these
     */
    @DataBoundSetter
    public void setAttach(String attach) {
        var word = FormText.of(attach);
        if (attachments().stream().noneMatch(choice -> choice.value.equals(word))) {
            throw new IllegalArgumentException("attach is referrers, cosign or none, not '" + word + "'");
        }
        this.attach = word;
        save();
    }

    /** The ways to keep attestations of images in their registry, for forms. */
    public static ListBoxModel attachments() {
        var items = new ListBoxModel();
        items.add(Messages.AttestationConfiguration_AttachNone(), NONE);
        items.add(Messages.AttestationConfiguration_AttachReferrers(), "referrers");
        items.add(Messages.AttestationConfiguration_AttachCosign(), "cosign");
        return items;
    }

    /** The choices of {@code attach}, for administrators. */
    @POST
    public ListBoxModel doFillAttachItems() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return attachments();
    }

    /** How long a line of a bundle may be, and how deeply nested. */
    public JsonLimits lineLimits() {
        return BundleReader.limits(bundleLineLimit);
    }

    /** Whether a number is a size that can be set, for administrators. */
    @POST
    public FormValidation doCheckBundleLineLimit(@QueryParameter String value) {
        return FormText.checkMebibytes(value);
    }

    /** What the names of this Jenkins begin with. */
    static String base() {
        var root = Util.fixEmpty(Jenkins.get().getRootUrl());
        return root == null ? "urn:jenkins:" : root;
    }

    /** Whether the text is blank or the address of a service, for administrators. */
    static FormValidation checkAddress(String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        var text = FormText.of(value);
        return text.isEmpty() || text.matches("https?://[^\\s/?#]+[^\\s]*")
                ? FormValidation.ok()
                : FormValidation.error(Messages.AttestationConfiguration_NoAddress());
    }
}
