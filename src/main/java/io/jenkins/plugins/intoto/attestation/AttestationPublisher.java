package io.jenkins.plugins.intoto.attestation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Result;
import hudson.tasks.Recorder;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.run.BuildPlace;
import io.jenkins.plugins.intoto.run.EachOne;
import io.jenkins.plugins.intoto.run.EveryJobDescriptor;
import io.jenkins.plugins.intoto.run.OrderedPublisher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Attests artifacts at the end of a freestyle build that did not fail. */
@SuppressWarnings("unchecked") // the type of a recorder's descriptor is raw in Jenkins
public final class AttestationPublisher extends Recorder implements OrderedPublisher {
    private final List<AttestStep> attestations;

    /**
     * @param attestations what to attest, and of what
     */
    @DataBoundConstructor
    public AttestationPublisher(@CheckForNull List<AttestStep> attestations) {
        this.attestations = attestations == null ? new ArrayList<>() : new ArrayList<>(attestations);
    }

    /** What to attest, and of what. */
    public List<AttestStep> getAttestations() {
        return attestations == null ? List.of() : List.copyOf(attestations);
    }

    @Override
    public Turn turn() {
        return Turn.ATTEST;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        var result = build.getResult();
        if (result != null && result.isWorseThan(Result.UNSTABLE)) {
            Console.println(listener, Messages.AttestationPublisher_BuildFailed());
            return true;
        }
        return EachOne.of(
                getAttestations(), build, listener, attestation -> new ArtifactAttestation(build, listener, attestation)
                        .attest(BuildPlace.of(build, launcher, listener), Optional.empty()));
    }

    /** Describes the post-build action. */
    @Extension
    @Symbol("inTotoAttestation")
    public static final class DescriptorImpl extends EveryJobDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.AttestationPublisher_DisplayName();
        }
    }
}
