package io.jenkins.plugins.intoto.verification;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.tasks.Recorder;
import io.jenkins.plugins.intoto.run.BuildPlace;
import io.jenkins.plugins.intoto.run.EachOne;
import io.jenkins.plugins.intoto.run.EveryJobDescriptor;
import io.jenkins.plugins.intoto.run.OrderedPublisher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Verifies supply chains and artifacts at the end of a freestyle build. */
@SuppressWarnings("unchecked") // the type of a recorder's descriptor is raw in Jenkins
public final class VerificationPublisher extends Recorder implements OrderedPublisher {
    private final List<VerifyStep> verifications;

    /**
     * @param verifications what to verify, and by what
     */
    @DataBoundConstructor
    public VerificationPublisher(@CheckForNull List<VerifyStep> verifications) {
        this.verifications = verifications == null ? new ArrayList<>() : new ArrayList<>(verifications);
    }

    /** What to verify, and by what. */
    public List<VerifyStep> getVerifications() {
        return verifications == null ? List.of() : List.copyOf(verifications);
    }

    @Override
    public Turn turn() {
        return Turn.VERIFY;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        return EachOne.of(
                getVerifications(),
                build,
                listener,
                step -> step.impose(
                        build, listener, step.verify(build, listener, BuildPlace.of(build, launcher, listener))));
    }

    /** Describes the post-build action. */
    @Extension
    @Symbol("inTotoVerification")
    public static final class DescriptorImpl extends EveryJobDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.VerificationPublisher_DisplayName();
        }
    }
}
