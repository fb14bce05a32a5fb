package io.jenkins.plugins.intoto.freestyle;

import hudson.Extension;
import hudson.Launcher;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Result;
import hudson.tasks.BuildStepMonitor;
import hudson.tasks.Recorder;
import io.jenkins.plugins.intoto.attest.ArtifactAttestation;
import io.jenkins.plugins.intoto.attest.AttestationSettings;
import io.jenkins.plugins.intoto.credentials.SigningCredentialForm;
import io.jenkins.plugins.intoto.run.BuildPlace;
import java.io.IOException;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Attests artifacts at the end of a freestyle build that did not fail. */
@SuppressWarnings("unchecked") // the type of a recorder's descriptor is raw in Jenkins
public final class AttestationPublisher extends Recorder {
    private final String credentialsId;
    private AttestationSettings settings = new AttestationSettings();

    /**
     * @param credentialsId the id of the credential that signs
     */
    @DataBoundConstructor
    public AttestationPublisher(String credentialsId) {
        this.credentialsId = Util.fixNull(credentialsId).trim();
    }

    /** The id of the credential that signs. */
    public String getCredentialsId() {
        return credentialsId;
    }

    /** What to attest, and of what. */
    public AttestationSettings getSettings() {
        return settings;
    }

    /** See {@link #getSettings}. */
    @DataBoundSetter
    public void setSettings(AttestationSettings settings) {
        this.settings = settings == null ? new AttestationSettings() : settings;
    }

    @Override
    public BuildStepMonitor getRequiredMonitorService() {
        return BuildStepMonitor.NONE;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        var result = build.getResult();
        if (result != null && result.isWorseThan(Result.UNSTABLE)) {
            listener.getLogger().println("[in-toto] nothing is attested: the build failed");
            return true;
        }
        var place = new BuildPlace(
                Optional.ofNullable(build.getWorkspace()),
                Optional.ofNullable(launcher),
                build.getEnvironment(listener));
        new ArtifactAttestation(build, listener, credentialsId, settings).attest(place, Optional.empty());
        return true;
    }

    /** Describes the post-build action. */
    @Extension
    @Symbol("inTotoAttestation")
    public static final class DescriptorImpl extends EveryJobDescriptor implements SigningCredentialForm {
        @Override
        public String getDisplayName() {
            return "Attest artifacts with in-toto";
        }
    }
}
