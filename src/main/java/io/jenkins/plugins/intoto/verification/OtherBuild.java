package io.jenkins.plugins.intoto.verification;

import hudson.AbortException;
import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import jenkins.model.Jenkins;

/** Finds builds of other jobs that a build may verify with, as {@link LinkReaders} says. */
public final class OtherBuild {
    private OtherBuild() {}

    /**
     * Finds a build.
     *
     * @param run the build that wants to see the other one
     * @param links which one
     * @throws AbortException if there is no such build that it may see; that it is there is not told to one who may not
     */
    @SuppressWarnings("try") // closing it is all that is done with it
    public static Run<?, ?> find(Run<?, ?> run, LinksFrom links) throws AbortException {
        // What this build may read is said by the other job, and asked of it below.
        try (var ignored = ACL.as2(ACL.SYSTEM2)) {
            var job = Jenkins.get().getItem(links.getJob(), run.getParent().getParent(), Job.class);
            var other = job == null ? null : build(job, links.getBuild());
            if (other == null || !LinkReaders.includes(run, other)) {
                throw Console.abort(Messages.OtherBuild_NoBuild(
                        DisplayText.of(links.getBuild()), DisplayText.of(links.getJob()), searched(run)));
            }
            return other;
        }
    }

    /** Where Jenkins looks for a job by a name that does not begin with a slash. */
    private static String searched(Run<?, ?> run) {
        var name = run.getParent().getFullName();
        int slash = name.lastIndexOf('/');
        return slash < 0
                ? Messages.OtherBuild_AtRoot()
                : Messages.OtherBuild_InFolder(DisplayText.of(name.substring(0, slash)));
    }

    private static Run<?, ?> build(Job<?, ?> job, String build) {
        if (build.matches("[1-9][0-9]{0,8}")) {
            return job.getBuildByNumber(Integer.parseInt(build));
        }
        var permalink = job.getPermalinks().get(build);
        return permalink == null ? null : permalink.resolve(job);
    }
}
