package io.jenkins.plugins.intoto.attestation;

import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundSetter;

/** The parameters of {@link AttestStep} but for the key: the settings of an attestation, each a parameter of the step. */
public abstract class AttestStepParameters extends Step {
    private AttestationSettings settings = new AttestationSettings();

    /** What was saved by hand may lack them. */
    protected Object readResolve() {
        settings = settings == null ? new AttestationSettings() : settings;
        return this;
    }

    /** All of them at once. */
    public AttestationSettings settings() {
        return settings;
    }

    /** See {@link AttestationSettings#getPredicate}. */
    public String getPredicate() {
        return settings.getPredicate();
    }

    /** See {@link AttestationSettings#getPredicate}. */
    @DataBoundSetter
    public void setPredicate(String predicate) {
        settings.setPredicate(predicate);
    }

    /** See {@link AttestationSettings#getChosenPredicate}; for the form. */
    public String getChosenPredicate() {
        return settings.getChosenPredicate();
    }

    /** See {@link AttestationSettings#getPredicateType}. */
    public String getPredicateType() {
        return settings.getPredicateType();
    }

    /** See {@link AttestationSettings#getPredicateType}. */
    @DataBoundSetter
    public void setPredicateType(String predicateType) {
        settings.setPredicateType(predicateType);
    }

    /** See {@link AttestationSettings#getPredicateFile}. */
    public String getPredicateFile() {
        return settings.getPredicateFile();
    }

    /** See {@link AttestationSettings#getPredicateFile}. */
    @DataBoundSetter
    public void setPredicateFile(String predicateFile) {
        settings.setPredicateFile(predicateFile);
    }

    /** See {@link AttestationSettings#getPredicateJson}. */
    public String getPredicateJson() {
        return settings.getPredicateJson();
    }

    /** See {@link AttestationSettings#getPredicateJson}. */
    @DataBoundSetter
    public void setPredicateJson(String predicateJson) {
        settings.setPredicateJson(predicateJson);
    }

    /** See {@link AttestationSettings#getSubjects}. */
    public String getSubjects() {
        return settings.getSubjects();
    }

    /** See {@link AttestationSettings#getSubjects}. */
    @DataBoundSetter
    public void setSubjects(String subjects) {
        settings.setSubjects(subjects);
    }

    /** See {@link AttestationSettings#getExcludes}. */
    public String getExcludes() {
        return settings.getExcludes();
    }

    /** See {@link AttestationSettings#getExcludes}. */
    @DataBoundSetter
    public void setExcludes(String excludes) {
        settings.setExcludes(excludes);
    }

    /** See {@link AttestationSettings#isArchived}. */
    public boolean isArchived() {
        return settings.isArchived();
    }

    /** See {@link AttestationSettings#isArchived}. */
    @DataBoundSetter
    public void setArchived(boolean archived) {
        settings.setArchived(archived);
    }

    /** See {@link AttestationSettings#getBundle}. */
    public String getBundle() {
        return settings.getBundle();
    }

    /** See {@link AttestationSettings#getBundle}. */
    @DataBoundSetter
    public void setBundle(String bundle) {
        settings.setBundle(bundle);
    }

    /** See {@link AttestationSettings#getFormat}. */
    public String getFormat() {
        return settings.getFormat();
    }

    /** See {@link AttestationSettings#getFormat}. */
    @DataBoundSetter
    public void setFormat(String format) {
        settings.setFormat(format);
    }

    /** See {@link AttestationSettings#isKeyless}. */
    public boolean isKeyless() {
        return settings.isKeyless();
    }

    /** See {@link AttestationSettings#isKeyless}. */
    @DataBoundSetter
    public void setKeyless(boolean keyless) {
        settings.setKeyless(keyless);
    }

    /** See {@link AttestationSettings#getTokenCredentialsId}. */
    public String getTokenCredentialsId() {
        return settings.getTokenCredentialsId();
    }

    /** See {@link AttestationSettings#getTokenCredentialsId}. */
    @DataBoundSetter
    public void setTokenCredentialsId(String tokenCredentialsId) {
        settings.setTokenCredentialsId(tokenCredentialsId);
    }
}
