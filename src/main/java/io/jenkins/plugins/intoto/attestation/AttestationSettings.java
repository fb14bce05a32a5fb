package io.jenkins.plugins.intoto.attestation;

import hudson.AbortException;
import hudson.Util;
import io.jenkins.plugins.intoto.run.Choice;
import io.jenkins.plugins.intoto.run.GivenParameters;
import org.kohsuke.stapler.DataBoundSetter;

/** What to attest, and of what; all but the key. */
public final class AttestationSettings extends PredicateSettings {
    private static final long serialVersionUID = 1L;

    private String subjects;
    private String excludes;
    private boolean archived;
    private String bundle;
    private boolean keyless;
    private String tokenCredentialsId;
    private String format;

    /** Provenance of nothing yet. */
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

    /** What the attestation is wrapped in: {@code dsse} or {@code sigstore}; null for the usual one. */
    public String getFormat() {
        return format;
    }

    /** See {@link #getFormat}. */
    @DataBoundSetter
    public void setFormat(String format) {
        this.format = Util.fixEmptyAndTrim(format);
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

    /** What a signature by a key is wrapped in; without a key it is a Sigstore bundle. */
    EnvelopeKind envelope() throws AbortException {
        return format == null ? EnvelopeKind.DSSE : Choice.of(EnvelopeKind.class, "format", format);
    }

    /**
     * Whether it is signed without a key, which a token alone stands for too.
     *
     * @param credentialsId the id of the credential that signs; blank if none was given
     */
    boolean isKeyless(String credentialsId) {
        return keyless || (tokenCredentialsId != null && Util.fixEmptyAndTrim(credentialsId) == null);
    }

    /**
     * Refuses settings that are none, and such as mean nothing together.
     *
     * @param credentialsId the id of the credential that signs; blank if none was given
     * @throws AbortException with a sentence that names them
     */
    public void check(String credentialsId) throws AbortException {
        checkPredicate();
        boolean isKeyless = isKeyless(credentialsId);
        new GivenParameters()
                .list("subjects", subjects)
                .list("excludes", excludes)
                .with("credentialsId", Util.fixEmptyAndTrim(credentialsId) != null)
                .with("tokenCredentialsId", tokenCredentialsId != null)
                .with("format: 'dsse'", envelope() == EnvelopeKind.DSSE && format != null)
                .notWith(isKeyless, "keyless: true", "credentialsId", "format: 'dsse'")
                .onlyWith(isKeyless, "keyless: true", "tokenCredentialsId");
    }
}
