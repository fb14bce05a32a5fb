package io.jenkins.plugins.intoto.verification;

import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/** By which layout and whose keys {@link VerifyStep} verifies: settings of a verification, each a parameter of the step. */
public abstract class TrustParameters extends PolicyStepParameters {
    private VerificationSettings settings = new VerificationSettings();

    /** What was saved by hand may lack them. */
    protected Object readResolve() {
        settings = settings == null ? new VerificationSettings() : settings;
        return this;
    }

    @Override
    public VerificationSettings settings() {
        return settings;
    }

    /** See {@link VerificationSettings#getLayout}. */
    public String getLayout() {
        return settings.getLayout();
    }

    /** See {@link VerificationSettings#getLayout}. */
    @DataBoundSetter
    public void setLayout(String layout) {
        settings.setLayout(layout);
    }

    /** See {@link VerificationSettings#getLayoutFile}. */
    public String getLayoutFile() {
        return settings.getLayoutFile();
    }

    /** See {@link VerificationSettings#getLayoutFile}. */
    @DataBoundSetter
    public void setLayoutFile(String layoutFile) {
        settings.setLayoutFile(layoutFile);
    }

    /** See {@link VerificationSettings#getLayoutArtifact}. */
    public String getLayoutArtifact() {
        return settings.getLayoutArtifact();
    }

    /** See {@link VerificationSettings#getLayoutArtifact}. */
    @DataBoundSetter
    public void setLayoutArtifact(String layoutArtifact) {
        settings.setLayoutArtifact(layoutArtifact);
    }

    /** See {@link VerificationSettings#getLayoutKeys}. */
    public List<String> getLayoutKeys() {
        return settings.getLayoutKeys();
    }

    /** See {@link VerificationSettings#getLayoutKeys}. */
    @DataBoundSetter
    public void setLayoutKeys(List<String> layoutKeys) {
        settings.setLayoutKeys(layoutKeys);
    }

    /** See {@link VerificationSettings#getLayoutKeysText}. */
    public String getLayoutKeysText() {
        return settings.getLayoutKeysText();
    }

    /** See {@link VerificationSettings#getStepsOutsideJenkins}. */
    public List<String> getStepsOutsideJenkins() {
        return settings.getStepsOutsideJenkins();
    }

    /** See {@link VerificationSettings#getStepsOutsideJenkins}. */
    @DataBoundSetter
    public void setStepsOutsideJenkins(List<String> stepsOutsideJenkins) {
        settings.setStepsOutsideJenkins(stepsOutsideJenkins);
    }

    /** See {@link VerificationSettings#getStepsOutsideJenkinsText}. */
    public String getStepsOutsideJenkinsText() {
        return settings.getStepsOutsideJenkinsText();
    }

    /** See {@link VerificationSettings#getAllowSublayouts}. */
    public String getAllowSublayouts() {
        return settings.getAllowSublayouts();
    }

    /** See {@link VerificationSettings#getAllowSublayouts}. */
    @DataBoundSetter
    public void setAllowSublayouts(String allowSublayouts) {
        settings.setAllowSublayouts(allowSublayouts);
    }

    /** See {@link VerificationSettings#getParameters}. */
    public List<LayoutParameter> getParameters() {
        return settings.getParameters();
    }

    /** See {@link VerificationSettings#getParameters}. */
    @DataBoundSetter
    public void setParameters(List<LayoutParameter> parameters) {
        settings.setParameters(parameters);
    }
}
