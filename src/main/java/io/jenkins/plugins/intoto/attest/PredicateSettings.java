package io.jenkins.plugins.intoto.attest;

import hudson.Util;
import java.io.Serializable;
import org.kohsuke.stapler.DataBoundSetter;

/** What an attestation says. */
public abstract class PredicateSettings implements Serializable {
    private static final long serialVersionUID = 1L;

    private String predicate = PredicateKind.PROVENANCE.word();
    private String predicateType;
    private String predicateFile;
    private String predicateJson;

    /** What is said: {@code provenance}, {@code test-result}, {@code sbom}, {@code vulns} or {@code other}. */
    public String getPredicate() {
        return predicate;
    }

    /** See {@link #getPredicate}. */
    @DataBoundSetter
    public void setPredicate(String predicate) {
        this.predicate = PredicateKind.of(predicate).word();
    }

    /** The type of another predicate, a URI; null for the shorthands. */
    public String getPredicateType() {
        return predicateType;
    }

    /** See {@link #getPredicateType}. */
    @DataBoundSetter
    public void setPredicateType(String predicateType) {
        this.predicateType = Util.fixEmptyAndTrim(predicateType);
    }

    /** The JSON file of the workspace with the predicate; null for none. */
    public String getPredicateFile() {
        return predicateFile;
    }

    /** See {@link #getPredicateFile}. */
    @DataBoundSetter
    public void setPredicateFile(String predicateFile) {
        this.predicateFile = Util.fixEmptyAndTrim(predicateFile);
    }

    /** The predicate itself as JSON; null for none. */
    public String getPredicateJson() {
        return predicateJson;
    }

    /** See {@link #getPredicateJson}. */
    @DataBoundSetter
    public void setPredicateJson(String predicateJson) {
        this.predicateJson = Util.fixEmptyAndTrim(predicateJson);
    }

    PredicateKind kind() {
        return PredicateKind.of(predicate);
    }

    /** Options that a job written by hand lacks have their defaults. */
    Object readResolve() {
        predicate = predicate == null ? PredicateKind.PROVENANCE.word() : predicate;
        return this;
    }
}
