package io.jenkins.plugins.intoto.recording;

import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundSetter;

/** Which files {@link RecordStep} records: options of a recording, each a parameter of the step. */
public abstract class FileParameters extends Step {
    private RecordingOptions options = new RecordingOptions();

    /** What was saved by hand may lack them. */
    protected Object readResolve() {
        options = options == null ? new RecordingOptions() : options;
        return this;
    }

    /** All of them at once. */
    public RecordingOptions options() {
        return options;
    }

    /** See {@link RecordingOptions#getMaterials}. */
    public String getMaterials() {
        return options.getMaterials();
    }

    /** See {@link RecordingOptions#getMaterials}. */
    @DataBoundSetter
    public void setMaterials(String materials) {
        options.setMaterials(materials);
    }

    /** See {@link RecordingOptions#getProducts}. */
    public String getProducts() {
        return options.getProducts();
    }

    /** See {@link RecordingOptions#getProducts}. */
    @DataBoundSetter
    public void setProducts(String products) {
        options.setProducts(products);
    }

    /** See {@link RecordingOptions#getExcludes}. */
    public String getExcludes() {
        return options.getExcludes();
    }

    /** See {@link RecordingOptions#getExcludes}. */
    @DataBoundSetter
    public void setExcludes(String excludes) {
        options.setExcludes(excludes);
    }

    /** See {@link RecordingOptions#isDefaultExcludes}. */
    public boolean isDefaultExcludes() {
        return options.isDefaultExcludes();
    }

    /** See {@link RecordingOptions#isDefaultExcludes}. */
    @DataBoundSetter
    public void setDefaultExcludes(boolean defaultExcludes) {
        options.setDefaultExcludes(defaultExcludes);
    }

    /** See {@link RecordingOptions#isFollowSymlinks}. */
    public boolean isFollowSymlinks() {
        return options.isFollowSymlinks();
    }

    /** See {@link RecordingOptions#isFollowSymlinks}. */
    @DataBoundSetter
    public void setFollowSymlinks(boolean followSymlinks) {
        options.setFollowSymlinks(followSymlinks);
    }

    /** See {@link RecordingOptions#isNormalizeLineEndings}. */
    public boolean isNormalizeLineEndings() {
        return options.isNormalizeLineEndings();
    }

    /** See {@link RecordingOptions#isNormalizeLineEndings}. */
    @DataBoundSetter
    public void setNormalizeLineEndings(boolean normalizeLineEndings) {
        options.setNormalizeLineEndings(normalizeLineEndings);
    }

    /** See {@link RecordingOptions#getHashAlgorithms}. */
    public String getHashAlgorithms() {
        return options.getHashAlgorithms();
    }

    /** See {@link RecordingOptions#getHashAlgorithms}. */
    @DataBoundSetter
    public void setHashAlgorithms(String hashAlgorithms) {
        options.setHashAlgorithms(hashAlgorithms);
    }
}
