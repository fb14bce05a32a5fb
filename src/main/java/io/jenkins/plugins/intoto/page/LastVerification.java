package io.jenkins.plugins.intoto.page;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.intoto.run.JobForm;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import jenkins.model.TransientActionFactory;

/**
 * The last verification of a job on its page; or, where builds record links that nothing verifies, what to do next. Nothing is
 * looked up until the page is shown.
 */
public final class LastVerification implements Action {
    /** How many builds are looked at: loading a build costs time, and an old verdict is of little use. */
    private static final int MOST_BUILDS = 10;

    private final Job<?, ?> job;

    private LastVerification(Job<?, ?> job) {
        this.job = job;
    }

    /** The in-toto of the last build that verified something; null if none of the last few did. */
    public InTotoAction getLast() {
        return find(action -> action.getVerdict() != null).orElse(null);
    }

    /**
     * The in-toto of the last build that recorded links, for those who can go on from there: null if one of the last few builds
     * verified something, if none recorded a link, or if the user may not configure the job.
     */
    public InTotoAction getUnverified() {
        return JobForm.isConfiguring(job) && getLast() == null
                ? find(action -> action.getLinks() > 0).orElse(null)
                : null;
    }

    /** The name that a layout of this job is proposed to have. */
    public String getLayoutName() {
        return ProposedLayout.name(job);
    }

    private Optional<InTotoAction> find(Predicate<InTotoAction> wanted) {
        Run<?, ?> run = job.getLastBuild();
        for (int i = 0; i < MOST_BUILDS && run != null; i++) {
            var action = run.getAction(InTotoAction.class);
            if (action != null && wanted.test(action)) {
                return Optional.of(action);
            }
            run = run.getPreviousBuild();
        }
        return Optional.empty();
    }

    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return Messages.LastVerification_DisplayName();
    }

    @Override
    public String getUrlName() {
        return null;
    }

    /** Gives every job the action. */
    @Extension
    @SuppressWarnings("rawtypes")
    public static final class Factory extends TransientActionFactory<Job> {
        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @Override
        public Collection<? extends Action> createFor(Job job) {
            return List.of(new LastVerification(job));
        }
    }
}
