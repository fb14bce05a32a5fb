package io.jenkins.plugins.intoto.run;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.tasks.Publisher;
import hudson.tasks.Recorder;
import io.jenkins.plugins.intoto.attestation.AttestationPublisher;
import io.jenkins.plugins.intoto.jenkinsapi.LocalProject;
import io.jenkins.plugins.intoto.recording.LinkRecorder;
import io.jenkins.plugins.intoto.verification.VerificationPublisher;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("unchecked") // as Jenkins declares jobs and descriptors
class PublisherOrderTest {
    private final Publisher record = new LinkRecorder(List.of());
    private final Publisher attest = new AttestationPublisher(List.of());
    private final Publisher verify = new VerificationPublisher(List.of());
    private final Publisher archive = new Other();
    private final Publisher mail = new Other();

    @Test
    void recordAttestAndVerifyStandInThisOrderHoweverTheyWereAdded() {
        var project = new LocalProject(verify, archive, record, mail, attest);
        new PublisherOrder().onUpdated(project);

        assertThat(project.publishers).containsExactly(record, archive, attest, mail, verify);
    }

    @Test
    void aNewJobAndACopyArePutInOrderToo() {
        var created = new LocalProject(verify, record);
        new PublisherOrder().onCreated(created);
        var copied = new LocalProject(verify, attest);
        new PublisherOrder().onCopied(created, copied);

        assertThat(created.publishers).containsExactly(record, verify);
        assertThat(copied.publishers).containsExactly(attest, verify);
    }

    @Test
    void whatIsInOrderIsNotSavedAnew() {
        var project = new LocalProject(archive, record, verify, mail);
        new PublisherOrder().onUpdated(project);

        assertThat(project.publishers).containsExactly(archive, record, verify, mail);
        assertThat(project.publishers.saved).isZero();
    }

    private static final class Other extends Recorder {}
}
