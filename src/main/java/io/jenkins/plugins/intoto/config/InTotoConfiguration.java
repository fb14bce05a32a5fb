package io.jenkins.plugins.intoto.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.PersistentDescriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.KeyIdRule;
import io.jenkins.plugins.intoto.engine.verify.VerificationLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What an administrator decides for all jobs, and nobody else can: hence the place for what verification trusts. */
@Extension(ordinal = -20) // together with the attestations, and before them
@Symbol("inToto")
public final class InTotoConfiguration extends GlobalConfiguration implements PersistentDescriptor {
    private volatile List<NamedLayout> layouts = new ArrayList<>();
    private volatile List<TrustedKey> trustedKeys = new ArrayList<>();
    private volatile boolean inspectionsAllowed;
    private String defaultExcludes = "";
    private KeyIdRule keyIdRule = KeyIdRule.LEGACY;
    private volatile int linkLimit = 192;
    private volatile int verificationLimit = 512;

    /** The configuration of this Jenkins. */
    public static InTotoConfiguration get() {
        return ExtensionList.lookupSingleton(InTotoConfiguration.class);
    }

    @Override
    public String getDisplayName() {
        return Messages.InTotoConfiguration_DisplayName();
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        FormText.requireMebibytes(form, "linkLimit", Messages.InTotoConfiguration_LinkLimit());
        FormText.requireMebibytes(form, "verificationLimit", Messages.InTotoConfiguration_VerificationLimit());
        // a form whose entries were all deleted is silent on the list; a build that looks just now still sees the
        // old one
        var layoutsBefore = layouts;
        var keysBefore = trustedKeys;
        try {
            checkLayouts(request.bindJSONToList(NamedLayout.class, form.opt("layouts")));
            checkTrustedKeys(request.bindJSONToList(TrustedKey.class, form.opt("trustedKeys")));
            request.bindJSON(this, form);
        } catch (IllegalArgumentException e) {
            throw new FormException(e.getMessage(), e, "layouts");
        }
        layouts = layouts == layoutsBefore ? new ArrayList<>() : layouts;
        trustedKeys = trustedKeys == keysBefore ? new ArrayList<>() : trustedKeys;
        save();
        return true;
    }

    /** The layouts that jobs can name. */
    public List<NamedLayout> getLayouts() {
        return List.copyOf(layouts);
    }

    /** The layouts that the form shows. */
    public LayoutsOfForm layoutsOfForm(StaplerRequest2 request) {
        return LayoutsOfForm.of(getLayouts(), request);
    }

    /**
     * @throws IllegalArgumentException if one is not a layout, lacks a key or a name, or has the name of another one
     */
    @DataBoundSetter
    public void setLayouts(@CheckForNull List<NamedLayout> layouts) {
        checkLayouts(layouts);
        this.layouts = layouts == null ? new ArrayList<>() : new ArrayList<>(layouts);
        save();
    }

    /**
     * Finds a layout by its name.
     *
     * @param name the name; case counts
     * @return the first layout of that name
     */
    public Optional<NamedLayout> layout(String name) {
        return layouts.stream().filter(layout -> layout.getName().equals(name)).findFirst();
    }

    /** Public keys that jobs can name as those that signed a layout. */
    public List<TrustedKey> getTrustedKeys() {
        return List.copyOf(trustedKeys);
    }

    private static void checkLayouts(@CheckForNull List<NamedLayout> layouts) {
        if (layouts != null) {
            FormText.checkNames(
                    Messages.NamedLayout_DisplayName(),
                    layouts.stream().map(NamedLayout::getName).toList());
            layouts.forEach(NamedLayout::check);
        }
    }

    private static void checkTrustedKeys(@CheckForNull List<TrustedKey> keys) {
        if (keys != null) {
            FormText.checkNames(
                    Messages.TrustedKey_DisplayName(),
                    keys.stream().map(TrustedKey::getName).toList());
            keys.forEach(TrustedKey::check);
        }
    }

    /**
     * @throws IllegalArgumentException if one is not a public key, lacks a name, or has the name of another one
     */
    @DataBoundSetter
    public void setTrustedKeys(@CheckForNull List<TrustedKey> trustedKeys) {
        checkTrustedKeys(trustedKeys);
        this.trustedKeys = trustedKeys == null ? new ArrayList<>() : new ArrayList<>(trustedKeys);
        save();
    }

    /**
     * Finds a trusted layout key by its name.
     *
     * @param name the name; case counts
     * @return the first key of that name
     */
    public Optional<TrustedKey> trustedKey(String name) {
        return trustedKeys.stream().filter(key -> key.getName().equals(name)).findFirst();
    }

    /** Whether jobs may have the inspections of a layout run on their agents; not unless it is allowed. */
    public boolean isInspectionsAllowed() {
        return inspectionsAllowed;
    }

    @DataBoundSetter
    public void setInspectionsAllowed(boolean inspectionsAllowed) {
        this.inspectionsAllowed = inspectionsAllowed;
        save();
    }

    /** Ant patterns of files that are left out wherever default excludes hold, as entered. */
    public String getDefaultExcludes() {
        return defaultExcludes;
    }

    @DataBoundSetter
    public void setDefaultExcludes(@CheckForNull String defaultExcludes) {
        this.defaultExcludes = FormText.of(defaultExcludes);
        save();
    }

    /** Ant patterns of files that are left out wherever default excludes hold, beside those of Ant itself. */
    public List<String> defaultExcludePatterns() {
        return ListText.entries(defaultExcludes);
    }

    /** Which id of its key names a link where the job does not say so: {@code legacy} or {@code current}. */
    public String getKeyIds() {
        return keyIdRule.name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException if it is neither
     */
    @DataBoundSetter
    public void setKeyIds(@CheckForNull String keyIds) {
        keyIdRule = switch (Util.fixNull(keyIds)) {
            case "legacy" -> KeyIdRule.LEGACY;
            case "current" -> KeyIdRule.CURRENT;
            default -> throw new IllegalArgumentException("keyIds is \"legacy\" or \"current\"");
        };
        save();
    }

    /** Which id of its key names a link where the job does not say so. */
    public KeyIdRule keyIdRule() {
        return keyIdRule;
    }

    /** How large one link may be, in MiB, whether it is recorded or verified. */
    public int getLinkLimit() {
        return linkLimit;
    }

    /**
     * @throws IllegalArgumentException if it is not from 1 to 2047
     */
    @DataBoundSetter
    public void setLinkLimit(int linkLimit) {
        this.linkLimit = FormText.mebibytes("linkLimit", linkLimit);
        save();
    }

    /** How large one link may be, in bytes. */
    public long linkBytes() {
        return (long) linkLimit << 20;
    }

    /** How large all links may be together that one verification reads, in MiB. */
    public int getVerificationLimit() {
        return verificationLimit;
    }

    /**
     * @throws IllegalArgumentException if it is not from 1 to 2047
     */
    @DataBoundSetter
    public void setVerificationLimit(int verificationLimit) {
        this.verificationLimit = FormText.mebibytes("verificationLimit", verificationLimit);
        save();
    }

    /** How much a verification looks at. */
    public VerificationLimits verificationLimits() {
        var usual = VerificationLimits.DEFAULT;
        return new VerificationLimits(
                new JsonLimits(linkBytes(), usual.json().maxDepth()),
                (long) verificationLimit << 20,
                usual.maxLinks(),
                usual.maxSublayouts(),
                usual.maxDepth());
    }

    /** Whether a number is a size that can be set, for administrators. */
    @POST
    public FormValidation doCheckLinkLimit(@QueryParameter String value) {
        return FormText.checkMebibytes(value);
    }

    @POST
    public FormValidation doCheckVerificationLimit(@QueryParameter String value) {
        return FormText.checkMebibytes(value);
    }
}
