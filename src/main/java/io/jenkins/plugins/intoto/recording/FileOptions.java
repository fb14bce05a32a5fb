package io.jenkins.plugins.intoto.recording;

import hudson.AbortException;
import hudson.Util;
import io.jenkins.plugins.intoto.agent.SnapshotRequest;
import io.jenkins.plugins.intoto.archive.RecordedPatterns;
import io.jenkins.plugins.intoto.config.InTotoConfiguration;
import io.jenkins.plugins.intoto.config.ListText;
import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.record.AntPatterns;
import io.jenkins.plugins.intoto.run.Choice;
import io.jenkins.plugins.intoto.run.GivenParameters;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundSetter;

/** Which files are recorded, and how. */
public abstract class FileOptions implements Serializable {
    private static final long serialVersionUID = 1L;
    private String materials;
    private String products;
    private String excludes;
    // Null, as in a job that was configured by hand or before there was the option, is the default.
    private Boolean defaultExcludes;
    private Boolean followSymlinks;
    private boolean normalizeLineEndings;
    private String hashAlgorithms;

    /** Ant patterns of the files that go in, separated by commas; null for everything. */
    public String getMaterials() {
        return materials;
    }

    /** See {@link #getMaterials()}. */
    @DataBoundSetter
    public void setMaterials(String materials) {
        this.materials = Util.fixEmptyAndTrim(materials);
    }

    /** Ant patterns of the files that come out, separated by commas; null for everything. */
    public String getProducts() {
        return products;
    }

    /** See {@link #getProducts()}. */
    @DataBoundSetter
    public void setProducts(String products) {
        this.products = Util.fixEmptyAndTrim(products);
    }

    /** Ant patterns of files that are left out of both, separated by commas; null for none. */
    public String getExcludes() {
        return excludes;
    }

    /** See {@link #getExcludes()}. */
    @DataBoundSetter
    public void setExcludes(String excludes) {
        this.excludes = Util.fixEmptyAndTrim(excludes);
    }

    /** Whether {@code .git} and the like, and links, are left out. */
    public boolean isDefaultExcludes() {
        return isNotDenied(defaultExcludes);
    }

    /** See {@link #isDefaultExcludes()}. */
    @DataBoundSetter
    public void setDefaultExcludes(boolean defaultExcludes) {
        this.defaultExcludes = defaultExcludes;
    }

    /** Whether symbolic links that stay in the directory count as what they lead to. */
    public boolean isFollowSymlinks() {
        return isNotDenied(followSymlinks);
    }

    /** See {@link #isFollowSymlinks()}. */
    @DataBoundSetter
    public void setFollowSymlinks(boolean followSymlinks) {
        this.followSymlinks = followSymlinks;
    }

    /** Whether line ends count as the same on every operating system. */
    public boolean isNormalizeLineEndings() {
        return normalizeLineEndings;
    }

    /** See {@link #isNormalizeLineEndings()}. */
    @DataBoundSetter
    public void setNormalizeLineEndings(boolean normalizeLineEndings) {
        this.normalizeLineEndings = normalizeLineEndings;
    }

    /** Names of digest algorithms, separated by commas; null for sha256. */
    public String getHashAlgorithms() {
        return hashAlgorithms;
    }

    /** See {@link #getHashAlgorithms()}. */
    @DataBoundSetter
    public void setHashAlgorithms(String hashAlgorithms) {
        this.hashAlgorithms = Util.fixEmptyAndTrim(hashAlgorithms);
    }

    /** The patterns of both sides, for the link. */
    Map<String, Object> patterns() {
        return RecordedPatterns.toMap(words(materials), words(products));
    }

    SnapshotRequest materialsRequest() throws AbortException {
        return request(materials);
    }

    SnapshotRequest productsRequest() throws AbortException {
        return request(products);
    }

    private SnapshotRequest request(String includes) throws AbortException {
        var excluded = new ArrayList<>(words(excludes));
        if (isDefaultExcludes()) {
            excluded.addAll(SnapshotRequest.LINKS);
            excluded.addAll(InTotoConfiguration.get().defaultExcludePatterns());
        }
        var patterns = new AntPatterns(words(includes), excluded, isDefaultExcludes(), isFollowSymlinks());
        return new SnapshotRequest(
                patterns,
                algorithms(),
                normalizeLineEndings,
                InTotoConfiguration.get().linkBytes());
    }

    final List<DigestAlgorithm> algorithms() throws AbortException {
        new GivenParameters().list("hashAlgorithms", hashAlgorithms);
        var algorithms = new ArrayList<DigestAlgorithm>();
        for (var name : words(hashAlgorithms)) {
            algorithms.add(Choice.of(DigestAlgorithm.class, "hashAlgorithms", name));
        }
        return algorithms.isEmpty() ? List.of(DigestAlgorithm.SHA256) : algorithms;
    }

    static boolean isNotDenied(Boolean option) {
        return !Boolean.FALSE.equals(option);
    }

    private static List<String> words(String text) {
        return ListText.entries(text);
    }
}
