package io.jenkins.plugins.intoto.recording;

import hudson.AbortException;
import io.jenkins.plugins.intoto.run.Choice;
import io.jenkins.plugins.intoto.run.GivenParameters;
import org.kohsuke.stapler.DataBoundSetter;

/** How a link is recorded: everything but the name of the step and the key. Each option has a default. */
public class RecordingOptions extends LinkOptions {
    private static final long serialVersionUID = 1L;

    private Boolean archive; // null is the default
    private String onFailure = Choice.word(OnFailure.SKIP);
    private boolean replace;
    private boolean allowEmpty;

    /** All options at their defaults. */
    public RecordingOptions() {}

    /** Whether the link becomes an artifact of the build; if not, it is put into the directory. */
    public boolean isArchive() {
        return isNotDenied(archive);
    }

    /** See {@link #isArchive()}. */
    @DataBoundSetter
    public void setArchive(boolean archive) {
        this.archive = archive;
    }

    /** What to do if the body fails: {@code skip} writes no link, {@code record} one that says so. */
    public String getOnFailure() {
        return onFailure;
    }

    /** See {@link #getOnFailure()}. */
    @DataBoundSetter
    public void setOnFailure(String onFailure) {
        this.onFailure = onFailure;
    }

    /** Whether a link of this step and key that the build has already may be replaced. */
    public boolean isReplace() {
        return replace;
    }

    /** See {@link #isReplace()}. */
    @DataBoundSetter
    public void setReplace(boolean replace) {
        this.replace = replace;
    }

    /** Whether the products may be none although patterns for them were given. */
    public boolean isAllowEmpty() {
        return allowEmpty;
    }

    /** See {@link #isAllowEmpty()}. */
    @DataBoundSetter
    public void setAllowEmpty(boolean allowEmpty) {
        this.allowEmpty = allowEmpty;
    }

    /**
     * Whether a link is written for a body that failed.
     *
     * @throws AbortException if {@code onFailure} is none of its choices
     */
    public boolean recordsFailures() throws AbortException {
        return Choice.of(OnFailure.class, "onFailure", onFailure) == OnFailure.RECORD;
    }

    /**
     * Refuses options that are none, and such as mean nothing together.
     *
     * @throws AbortException with a sentence that names them
     */
    public void check() throws AbortException {
        checkWords();
        recordsFailures();
        new GivenParameters()
                .list("materials", getMaterials())
                .list("products", getProducts())
                .list("excludes", getExcludes())
                .list("environment", getEnvironment())
                .with("replace", replace)
                .with("allowEmpty", allowEmpty)
                .onlyWith(isArchive(), "archive: true", "replace")
                .onlyWith(getProducts() != null, "products", "allowEmpty");
    }

    @Override
    protected Object readResolve() {
        super.readResolve();
        onFailure = onFailure == null ? Choice.word(OnFailure.SKIP) : onFailure;
        return this;
    }
}
