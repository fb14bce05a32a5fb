package io.jenkins.plugins.intoto.run;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** How a link is recorded: everything but the name of the step and the key. Each option has a default. */
public class RecordingOptions extends LinkOptions implements Describable<RecordingOptions> {
    private static final long serialVersionUID = 1L;

    private Boolean archive; // null is the default
    private OnFailure onFailure = OnFailure.SKIP;
    private boolean replace;

    /** All options at their defaults. */
    @DataBoundConstructor
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
        return onFailure.toString();
    }

    /** See {@link #getOnFailure()}. */
    @DataBoundSetter
    public void setOnFailure(String onFailure) {
        this.onFailure = OnFailure.of(onFailure);
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

    /** Whether a link is written for a body that failed. */
    public boolean recordsFailures() {
        return onFailure == OnFailure.RECORD;
    }

    @Override
    protected Object readResolve() {
        super.readResolve();
        onFailure = onFailure == null ? OnFailure.SKIP : onFailure;
        return this;
    }

    /** Describes the options to forms and scripts. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<RecordingOptions> implements RecordingForm {
        @Override
        public String getDisplayName() {
            return "Recording options";
        }
    }
}
