package io.jenkins.plugins.intoto.freestyle;

import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.Descriptor;
import hudson.tasks.Publisher;
import hudson.util.DescribableList;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import jenkins.model.Jenkins;

/** A freestyle job with post-build actions. */
@SuppressWarnings("unchecked") // as Jenkins declares jobs and descriptors
final class LocalProject extends AbstractProject<LocalProject, LocalProject.Build> {
    final Publishers publishers = new Publishers();

    LocalProject(Publisher... all) {
        super(Jenkins.getInstanceOrNull(), "app");
        publishers.addAll(List.of(all));
    }

    @Override
    public DescribableList<Publisher, Descriptor<Publisher>> getPublishersList() {
        return publishers;
    }

    /** Begins the next build. */
    Build build() throws IOException {
        return new Build(this);
    }

    /** One of its builds. */
    static final class Build extends AbstractBuild<LocalProject, Build> {
        private Build(LocalProject project) throws IOException {
            super(project);
        }
    }

    /** Its post-build actions. */
    static final class Publishers extends DescribableList<Publisher, Descriptor<Publisher>> {
        int saved;

        @Override
        public void replaceBy(Collection<? extends Publisher> others) throws IOException {
            saved++;
            super.replaceBy(others);
        }
    }
}
