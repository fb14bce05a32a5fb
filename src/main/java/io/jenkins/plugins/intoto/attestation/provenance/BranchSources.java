package io.jenkins.plugins.intoto.attestation.provenance;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.plugins.git.GitSCM;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.plugins.git.AbstractGitSCMSource;
import jenkins.scm.api.SCMRevisionAction;
import jenkins.scm.api.SCMSource;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionListener;

/**
 * Notes the revision of a branch source that a Pipeline is of, before its script begins: the controller has found it itself and
 * read the Jenkinsfile from it. Of Git only, and of branches and tags; a pull request is of two revisions.
 */
@Extension(optional = true)
public final class BranchSources extends FlowExecutionListener {
    private static final Logger LOGGER = Logger.getLogger(BranchSources.class.getName());

    @Override
    public void onCreated(FlowExecution execution) {
        try {
            if (execution.getOwner().getExecutable() instanceof Run<?, ?> run) {
                note(run);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The source of a build is not known, so its provenance will not name it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void note(Run<?, ?> run) throws IOException, InterruptedException {
        var source = SCMSource.SourceByItem.findSource(run.getParent());
        if (source != null
                && SCMRevisionAction.getRevision(source, run) instanceof AbstractGitSCMSource.SCMRevisionImpl tip) {
            note(run, source, tip);
        }
    }

    private static void note(Run<?, ?> run, SCMSource source, AbstractGitSCMSource.SCMRevisionImpl tip)
            throws IOException, InterruptedException {
        // Of a branch that is not trusted the Jenkinsfile is that of another revision.
        if (tip.equals(source.getTrustedRevision(tip, TaskListener.NULL))
                && source.build(tip.getHead(), tip) instanceof GitSCM git) {
            var remotes = git.getUserRemoteConfigs();
            if (remotes.size() == 1) {
                RunSources.readJenkinsfile(run, GitCheckouts.address(remotes.get(0)), tip.getHash());
            }
        }
    }
}
