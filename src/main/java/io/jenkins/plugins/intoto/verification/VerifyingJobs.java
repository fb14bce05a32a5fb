package io.jenkins.plugins.intoto.verification;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Job;
import java.util.Optional;
import jenkins.model.OptionalJobProperty;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Which other jobs may verify with a job's links and attestations; {@link LinkReaders} says who may without it. */
public final class VerifyingJobs extends OptionalJobProperty<Job<?, ?>> {
    private final String jobs;

    /**
     * @param jobs their names, see {@link LinkReaders}; blank for the default
     */
    @DataBoundConstructor
    public VerifyingJobs(String jobs) {
        this.jobs = Util.fixNull(jobs).strip();
    }

    /** The names of the jobs, as entered. */
    public String getJobs() {
        return Util.fixNull(jobs);
    }

    /** Describes the property to forms and scripts, and tells what a job has entered there. */
    @Extension
    @Symbol("inTotoVerifyingJobs")
    public static final class DescriptorImpl extends OptionalJobPropertyDescriptor implements LinkReaders.Named {
        @Override
        public String getDisplayName() {
            return Messages.VerifyingJobs_DisplayName();
        }

        @Override
        public Optional<String> jobs(Item item) {
            return item instanceof Job<?, ?> job
                    ? Optional.ofNullable(job.getProperty(VerifyingJobs.class)).map(VerifyingJobs::getJobs)
                    : Optional.empty();
        }
    }
}
