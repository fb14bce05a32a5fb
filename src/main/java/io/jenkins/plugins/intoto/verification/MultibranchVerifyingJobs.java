package io.jenkins.plugins.intoto.verification;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** As {@link VerifyingJobs}, for all branches of a multibranch project: a Jenkinsfile cannot change it. */
public final class MultibranchVerifyingJobs extends AbstractFolderProperty<AbstractFolder<?>> {
    private final String jobs;

    /**
     * @param jobs their names, see {@link LinkReaders}; blank for the default
     */
    @DataBoundConstructor
    public MultibranchVerifyingJobs(String jobs) {
        this.jobs = Util.fixNull(jobs).strip();
    }

    /** The names of the jobs, as entered. */
    public String getJobs() {
        return Util.fixNull(jobs);
    }

    /** Describes the property to forms and scripts, and tells what a multibranch project has entered there. */
    @Extension(optional = true)
    @Symbol("inTotoVerifyingJobs")
    public static final class DescriptorImpl extends AbstractFolderPropertyDescriptor implements LinkReaders.Named {
        @Override
        public String getDisplayName() {
            return Messages.VerifyingJobs_DisplayName();
        }

        @Override
        @SuppressWarnings("rawtypes") // as it is declared there
        public boolean isApplicable(Class<? extends AbstractFolder> type) {
            return LinkReaders.isMultibranch(type);
        }

        @Override
        public Optional<String> jobs(Item item) {
            return item instanceof AbstractFolder<?> folder && LinkReaders.isMultibranch(item.getClass())
                    ? Optional.ofNullable(folder.getProperties().get(MultibranchVerifyingJobs.class))
                            .map(MultibranchVerifyingJobs::getJobs)
                    : Optional.empty();
        }
    }
}
