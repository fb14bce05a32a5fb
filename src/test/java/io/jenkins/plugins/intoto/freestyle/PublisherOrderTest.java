package io.jenkins.plugins.intoto.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.Descriptor;
import hudson.tasks.Publisher;
import hudson.tasks.Recorder;
import hudson.util.DescribableList;
import java.io.IOException;
import java.util.Collection;
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
        var project = new Project(verify, archive, record, mail, attest);
        new PublisherOrder().onUpdated(project);

        assertThat(project.publishers).containsExactly(record, archive, attest, mail, verify);
    }

    @Test
    void aNewJobAndACopyArePutInOrderToo() {
        var created = new Project(verify, record);
        new PublisherOrder().onCreated(created);
        var copied = new Project(verify, attest);
        new PublisherOrder().onCopied(created, copied);

        assertThat(created.publishers).containsExactly(record, verify);
        assertThat(copied.publishers).containsExactly(attest, verify);
    }

    @Test
    void whatIsInOrderIsNotSavedAnew() {
        var project = new Project(archive, record, verify, mail);
        new PublisherOrder().onUpdated(project);

        assertThat(project.publishers).containsExactly(archive, record, verify, mail);
        assertThat(project.publishers.saved).isZero();
    }

    private static final class Other extends Recorder {}

    private static final class Publishers extends DescribableList<Publisher, Descriptor<Publisher>> {
        private int saved;

        @Override
        public void replaceBy(Collection<? extends Publisher> others) throws IOException {
            saved++;
            super.replaceBy(others);
        }
    }

    private abstract static class Build extends AbstractBuild<Project, Build> {
        Build(Project project) throws IOException {
            super(project);
        }
    }

    private static final class Project extends AbstractProject<Project, Build> {
        private final Publishers publishers = new Publishers();

        Project(Publisher... all) {
            super(null, "app");
            publishers.addAll(List.of(all));
        }

        @Override
        public DescribableList<Publisher, Descriptor<Publisher>> getPublishersList() {
            return publishers;
        }
    }
}
