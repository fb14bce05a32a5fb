package io.jenkins.plugins.intoto.steps;

import io.jenkins.plugins.intoto.run.LayoutParameter;
import io.jenkins.plugins.intoto.run.LinksFrom;
import io.jenkins.plugins.intoto.run.VerificationSettings;
import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/** The parameters of {@link VerifyStep}: the settings of a verification, each a parameter of the step. */
public abstract class VerifyStepParameters extends PolicyStepParameters {
    private final VerificationSettings settings = new VerificationSettings();

    @Override
    VerificationSettings settings() {
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

    /** See {@link VerificationSettings#getParameters}. */
    public List<LayoutParameter> getParameters() {
        return settings.getParameters();
    }

    /** See {@link VerificationSettings#getParameters}. */
    @DataBoundSetter
    public void setParameters(List<LayoutParameter> parameters) {
        settings.setParameters(parameters);
    }

    /** See {@link VerificationSettings#getLinksFrom}. */
    public List<LinksFrom> getLinksFrom() {
        return settings.getLinksFrom();
    }

    /** See {@link VerificationSettings#getLinksFrom}. */
    @DataBoundSetter
    public void setLinksFrom(List<LinksFrom> linksFrom) {
        settings.setLinksFrom(linksFrom);
    }

    /** See {@link VerificationSettings#getLinksDir}. */
    public String getLinksDir() {
        return settings.getLinksDir();
    }

    /** See {@link VerificationSettings#getLinksDir}. */
    @DataBoundSetter
    public void setLinksDir(String linksDir) {
        settings.setLinksDir(linksDir);
    }

    /** See {@link VerificationSettings#isAnyBuild}. */
    public boolean isAnyBuild() {
        return settings.isAnyBuild();
    }

    /** See {@link VerificationSettings#isAnyBuild}. */
    @DataBoundSetter
    public void setAnyBuild(boolean anyBuild) {
        settings.setAnyBuild(anyBuild);
    }

    /** See {@link VerificationSettings#getProducts}. */
    public String getProducts() {
        return settings.getProducts();
    }

    /** See {@link VerificationSettings#getProducts}. */
    @DataBoundSetter
    public void setProducts(String products) {
        settings.setProducts(products);
    }

    /** See {@link VerificationSettings#isStrictCommands}. */
    public boolean isStrictCommands() {
        return settings.isStrictCommands();
    }

    /** See {@link VerificationSettings#isStrictCommands}. */
    @DataBoundSetter
    public void setStrictCommands(boolean strictCommands) {
        settings.setStrictCommands(strictCommands);
    }

    /** See {@link VerificationSettings#isInspections}. */
    public boolean isInspections() {
        return settings.isInspections();
    }

    /** See {@link VerificationSettings#isInspections}. */
    @DataBoundSetter
    public void setInspections(boolean inspections) {
        settings.setInspections(inspections);
    }

    /** See {@link VerificationSettings#getOnFailure}. */
    public String getOnFailure() {
        return settings.getOnFailure();
    }

    /** See {@link VerificationSettings#getOnFailure}. */
    @DataBoundSetter
    public void setOnFailure(String onFailure) {
        settings.setOnFailure(onFailure);
    }
}
