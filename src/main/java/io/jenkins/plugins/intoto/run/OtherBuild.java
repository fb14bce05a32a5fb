package io.jenkins.plugins.intoto.run;

import hudson.AbortException;
import hudson.Functions;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import io.jenkins.plugins.intoto.verify.DisplayText;
import jenkins.model.Jenkins;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;

/** Finds builds of other jobs, with no more permissions than those that the build itself has. */
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
        try (var ignored = ACL.as2(authentication(run))) {
            var job = job(run, links);
            var other = job == null ? null : build(job, links.getBuild());
            if (other == null) {
                throw new AbortException("[in-toto] there is no build " + DisplayText.of(links.getBuild()) + " of job '"
                        + DisplayText.of(links.getJob()) + "' that this build may read " + searched(run)
                        + " (linksFrom)");
            }
            if (Functions.isArtifactsPermissionEnabled() && !other.hasPermission(Run.ARTIFACTS)) {
                throw new AbortException("[in-toto] this build may not read the artifacts of "
                        + DisplayText.of(other.getFullDisplayName()) + " (linksFrom)");
            }
            return other;
        }
    }

    /** Where Jenkins looks for a job by a name that does not begin with a slash. */
    private static String searched(Run<?, ?> run) {
        var name = run.getParent().getFullName();
        int slash = name.lastIndexOf('/');
        return slash < 0
                ? "at the root"
                : "in the folder '" + DisplayText.of(name.substring(0, slash)) + "' or at the root";
    }

    private static Authentication authentication(Run<?, ?> run) {
        return run.getParent() instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : Jenkins.ANONYMOUS2;
    }

    private static Job<?, ?> job(Run<?, ?> run, LinksFrom links) {
        try {
            var job = Jenkins.get().getItem(links.getJob(), run.getParent().getParent(), Job.class);
            return job != null && job.hasPermission(Item.READ) ? job : null;
        } catch (AccessDeniedException e) {
            // It may know that the job is there, which is not enough.
            return null;
        }
    }

    private static Run<?, ?> build(Job<?, ?> job, String build) {
        if (build.matches("[1-9][0-9]{0,8}")) {
            return job.getBuildByNumber(Integer.parseInt(build));
        }
        var permalink = job.getPermalinks().get(build);
        return permalink == null ? null : permalink.resolve(job);
    }
}
