package io.jenkins.plugins.intoto.attestation;

import hudson.AbortException;
import hudson.Util;
import io.jenkins.plugins.intoto.run.Choice;
import io.jenkins.plugins.intoto.run.GivenParameters;
import java.io.Serializable;
import org.kohsuke.stapler.DataBoundSetter;

/** What an attestation says. */
public abstract class PredicateSettings implements Serializable {
    private static final long serialVersionUID = 1L;

    private String predicate;
    private String predicateType;
    private String predicateFile;
    private String predicateJson;

    /**
     * What is said: {@code provenance}, {@code test-result}, {@code sbom}, {@code vulns} or {@code other}; null for what the
     * other parameters make of it.
     */
    public String getPredicate() {
        return predicate;
    }

    /** See {@link #getPredicate}. */
    @DataBoundSetter
    public void setPredicate(String predicate) {
        this.predicate = Util.fixEmptyAndTrim(predicate);
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

    /**
     * What is said, as the parameters have it: a type makes it another predicate, and a predicate without a type a bill of
     * materials, which tells itself what it is.
     *
     * @throws AbortException if {@code predicate} is none of its choices
     */
    PredicateKind kind() throws AbortException {
        if (predicate != null) {
            return Choice.of(PredicateKind.class, "predicate", predicate);
        }
        if (predicateType != null) {
            return PredicateKind.OTHER;
        }
        return predicateFile != null || predicateJson != null ? PredicateKind.SBOM : PredicateKind.PROVENANCE;
    }

    /** The word for what is said, given or made of the other parameters; for forms. */
    public String getChosenPredicate() {
        try {
            return Choice.word(kind());
        } catch (AbortException e) {
            return predicate;
        }
    }

    /** Whether it was left to the parameters what is said. */
    boolean isInferred() {
        return predicate == null;
    }

    final void checkPredicate() throws AbortException {
        InlinePredicate.check(predicateJson);
        var kind = kind();
        boolean own = kind == PredicateKind.PROVENANCE || kind == PredicateKind.TEST_RESULT;
        var choice = "predicate: '" + Choice.word(kind) + "'";
        new GivenParameters()
                .with("predicateType", predicateType != null)
                .with("predicateFile", predicateFile != null)
                .with("predicateJson", predicateJson != null)
                .notWith(own, choice, "predicateType", "predicateFile", "predicateJson")
                .notWith(kind == PredicateKind.SBOM, choice + ", which tells its type itself", "predicateType")
                .atMostOne("predicateFile", "predicateJson");
    }
}
