package io.jenkins.plugins.intoto.freestyle;

import hudson.Extension;
import hudson.Launcher;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.tasks.BuildStepMonitor;
import hudson.tasks.Recorder;
import io.jenkins.plugins.intoto.run.RecordedStepForm;
import io.jenkins.plugins.intoto.run.RecordingOptions;
import java.io.IOException;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * Records a whole freestyle build as one step: the materials after the checkout, the products after the build steps. One
 * instance serves all builds of a job, also at the same time, so nothing of a build is kept in it.
 */
@SuppressWarnings("unchecked") // the type of a recorder's descriptor is raw in Jenkins
public final class LinkRecorder extends Recorder {
    private final String stepName;
    private final String credentialsId;
    private RecordingOptions options = new RecordingOptions();

    /**
     * @param stepName the name of the step in the layout
     * @param credentialsId the id of the credential that signs
     */
    @DataBoundConstructor
    public LinkRecorder(String stepName, String credentialsId) {
        this.stepName = Util.fixNull(stepName).trim();
        this.credentialsId = Util.fixNull(credentialsId).trim();
    }

    /** The name of the step in the layout. */
    public String getStepName() {
        return stepName;
    }

    /** The id of the credential that signs. */
    public String getCredentialsId() {
        return credentialsId;
    }

    /** How to record. */
    public RecordingOptions getOptions() {
        return options;
    }

    /** See {@link #getOptions}. */
    @DataBoundSetter
    public void setOptions(RecordingOptions options) {
        this.options = options == null ? new RecordingOptions() : options;
    }

    /** A job that was configured by hand may lack the options. */
    private Object readResolve() {
        setOptions(options);
        return this;
    }

    @Override
    public BuildStepMonitor getRequiredMonitorService() {
        return BuildStepMonitor.NONE;
    }

    /** Records the materials. Cannot throw, so a failure is told to the console and ends the build. */
    @Override
    public boolean prebuild(AbstractBuild<?, ?> build, BuildListener listener) {
        try {
            new BuildRecording(this, build, listener).recordMaterials();
            return true;
        } catch (IOException e) {
            listener.fatalError(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            listener.fatalError("[in-toto] interrupted while recording the materials");
        }
        return false;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        new BuildRecording(this, build, listener).recordProducts();
        return true;
    }

    /** Describes the post-build action. */
    @Extension
    @Symbol("inTotoLink")
    public static final class DescriptorImpl extends EveryJobDescriptor implements RecordedStepForm {
        @Override
        public String getDisplayName() {
            return "Record in-toto link";
        }
    }
}
