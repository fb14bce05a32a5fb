package io.jenkins.plugins.intoto.freestyle;

import hudson.Extension;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.tasks.BuildStepMonitor;
import hudson.tasks.Recorder;
import io.jenkins.plugins.intoto.attest.ArtifactVerification;
import io.jenkins.plugins.intoto.run.BuildPlace;
import io.jenkins.plugins.intoto.run.ChainVerification;
import io.jenkins.plugins.intoto.run.VerificationSettings;
import java.io.IOException;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Verifies a supply chain at the end of a freestyle build. */
@SuppressWarnings("unchecked") // the type of a recorder's descriptor is raw in Jenkins
public final class VerificationPublisher extends Recorder {
    private VerificationSettings settings = new VerificationSettings();

    /** Verifies with default settings, of which a layout is still missing. */
    @DataBoundConstructor
    public VerificationPublisher() {}

    /** What to verify, and by what. */
    public VerificationSettings getSettings() {
        return settings;
    }

    /** See {@link #getSettings}. */
    @DataBoundSetter
    public void setSettings(VerificationSettings settings) {
        this.settings = settings == null ? new VerificationSettings() : settings;
    }

    /** A job that was configured by hand may lack the settings. */
    private Object readResolve() {
        setSettings(settings);
        return this;
    }

    @Override
    public BuildStepMonitor getRequiredMonitorService() {
        return BuildStepMonitor.NONE;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        var verification = new ChainVerification(build, listener, settings);
        var place = new BuildPlace(
                Optional.ofNullable(build.getWorkspace()),
                Optional.ofNullable(launcher),
                build.getEnvironment(listener));
        verification.conclude(
                settings.hasPolicy()
                        ? new ArtifactVerification(build, listener, settings).verify(place)
                        : verification.verify(place));
        return true;
    }

    /** Describes the post-build action. */
    @Extension
    @Symbol("inTotoVerification")
    public static final class DescriptorImpl extends EveryJobDescriptor {
        @Override
        public String getDisplayName() {
            return "Verify in-toto supply chain";
        }
    }
}
