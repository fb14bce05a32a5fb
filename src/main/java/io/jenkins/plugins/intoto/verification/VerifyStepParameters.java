package io.jenkins.plugins.intoto.verification;

import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/** The parameters of {@link VerifyStep}: the settings of a verification, each a parameter of the step. */
public abstract class VerifyStepParameters extends TrustParameters {
    /** See {@link VerificationSettings#getLinksFrom}. */
    public List<LinksFrom> getLinksFrom() {
        return settings().getLinksFrom();
    }

    /** See {@link VerificationSettings#getLinksFrom}. */
    @DataBoundSetter
    public void setLinksFrom(List<LinksFrom> linksFrom) {
        settings().setLinksFrom(linksFrom);
    }

    /** See {@link VerificationSettings#getLinksDir}. */
    public String getLinksDir() {
        return settings().getLinksDir();
    }

    /** See {@link VerificationSettings#getLinksDir}. */
    @DataBoundSetter
    public void setLinksDir(String linksDir) {
        settings().setLinksDir(linksDir);
    }

    /** See {@link VerificationSettings#isAnyBuild}. */
    public boolean isAnyBuild() {
        return settings().isAnyBuild();
    }

    /** See {@link VerificationSettings#isAnyBuild}. */
    @DataBoundSetter
    public void setAnyBuild(boolean anyBuild) {
        settings().setAnyBuild(anyBuild);
    }

    /** See {@link VerificationSettings#getProducts}. */
    public String getProducts() {
        return settings().getProducts();
    }

    /** See {@link VerificationSettings#getProducts}. */
    @DataBoundSetter
    public void setProducts(String products) {
        settings().setProducts(products);
    }

    /** See {@link VerificationSettings#isStrictCommands}. */
    public boolean isStrictCommands() {
        return settings().isStrictCommands();
    }

    /** See {@link VerificationSettings#isStrictCommands}. */
    @DataBoundSetter
    public void setStrictCommands(boolean strictCommands) {
        settings().setStrictCommands(strictCommands);
    }

    /** See {@link VerificationSettings#isInspections}. */
    public boolean isInspections() {
        return settings().isInspections();
    }

    /** See {@link VerificationSettings#isInspections}. */
    @DataBoundSetter
    public void setInspections(boolean inspections) {
        settings().setInspections(inspections);
    }

    /** See {@link VerificationSettings#getOnFailure}. */
    public String getOnFailure() {
        return settings().getOnFailure();
    }

    /** See {@link VerificationSettings#getOnFailure}. */
    @DataBoundSetter
    public void setOnFailure(String onFailure) {
        settings().setOnFailure(onFailure);
    }
}
