package io.jenkins.plugins.intoto.attest;

import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** What to attest, and of what; all but the key. */
public final class AttestationSettings extends PredicateSettings implements Describable<AttestationSettings> {
    private static final long serialVersionUID = 1L;

    private String subjects;
    private String excludes;
    private boolean archived;
    private String bundle;
    private boolean keyless;
    private String tokenCredentialsId;
    private String format = EnvelopeKind.DSSE.word();

    /** Provenance of nothing yet. */
    @DataBoundConstructor
    public AttestationSettings() {}

    /** Ant patterns of the artifacts that it is about, separated by commas. */
    public String getSubjects() {
        return subjects;
    }

    /** See {@link #getSubjects}. */
    @DataBoundSetter
    public void setSubjects(String subjects) {
        this.subjects = Util.fixEmptyAndTrim(subjects);
    }

    /** Ant patterns of files that are not meant, separated by commas; null for none. */
    public String getExcludes() {
        return excludes;
    }

    /** See {@link #getExcludes}. */
    @DataBoundSetter
    public void setExcludes(String excludes) {
        this.excludes = Util.fixEmptyAndTrim(excludes);
    }

    /** Whether the subjects are among the archived artifacts of the build instead of in the workspace. */
    public boolean isArchived() {
        return archived;
    }

    /** See {@link #isArchived}. */
    @DataBoundSetter
    public void setArchived(boolean archived) {
        this.archived = archived;
    }

    /** The archived file for one attestation of all subjects; null for one of each beside it. */
    public String getBundle() {
        return bundle;
    }

    /** See {@link #getBundle}. */
    @DataBoundSetter
    public void setBundle(String bundle) {
        this.bundle = Util.fixEmptyAndTrim(bundle);
    }

    /** What the attestation is wrapped in: {@code dsse} or {@code sigstore}. */
    public String getFormat() {
        return format;
    }

    /** See {@link #getFormat}. */
    @DataBoundSetter
    public void setFormat(String format) {
        this.format = EnvelopeKind.of(format).word();
    }

    /** Whether the key is made for this attestation alone and certified by Fulcio, instead of one of a credential. */
    public boolean isKeyless() {
        return keyless;
    }

    /** See {@link #isKeyless}. */
    @DataBoundSetter
    public void setKeyless(boolean keyless) {
        this.keyless = keyless;
    }

    /** The id of the secret text with the token that says who signs without a key; null for none. */
    public String getTokenCredentialsId() {
        return tokenCredentialsId;
    }

    /** See {@link #getTokenCredentialsId}. */
    @DataBoundSetter
    public void setTokenCredentialsId(String tokenCredentialsId) {
        this.tokenCredentialsId = Util.fixEmptyAndTrim(tokenCredentialsId);
    }

    @Override
    Object readResolve() {
        super.readResolve();
        format = format == null ? EnvelopeKind.DSSE.word() : format;
        return this;
    }

    EnvelopeKind envelope() {
        return EnvelopeKind.of(format);
    }

    /** The form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<AttestationSettings> implements AttestationForm {}
}
