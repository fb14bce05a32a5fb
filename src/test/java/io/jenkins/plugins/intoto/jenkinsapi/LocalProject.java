package io.jenkins.plugins.intoto.jenkinsapi;

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
public final class LocalProject extends AbstractProject<LocalProject, LocalProject.Build> {
    public final Publishers publishers = new Publishers();

    public LocalProject(Publisher... all) {
        super(Jenkins.getInstanceOrNull(), "app");
        publishers.addAll(List.of(all));
    }

    @Override
    public DescribableList<Publisher, Descriptor<Publisher>> getPublishersList() {
        return publishers;
    }

    /** Begins the next build. */
    public Build build() throws IOException {
        return new Build(this);
    }

    /** One of its builds. */
    public static final class Build extends AbstractBuild<LocalProject, Build> {
        private Build(LocalProject project) throws IOException {
            super(project);
        }
    }

    /** Its post-build actions. */
    public static final class Publishers extends DescribableList<Publisher, Descriptor<Publisher>> {
        public int saved;

        @Override
        public void replaceBy(Collection<? extends Publisher> others) throws IOException {
            saved++;
            super.replaceBy(others);
        }
    }
}
