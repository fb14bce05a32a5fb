package io.jenkins.plugins.intoto.attestation.provenance;

import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.SCMListener;
import hudson.plugins.git.Branch;
import hudson.plugins.git.GitSCM;
import hudson.plugins.git.UserRemoteConfig;
import hudson.scm.SCM;
import hudson.scm.SCMRevisionState;
import java.io.File;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

/**
 * Notes the commits that the Git plugin checks out, when it does: what it keeps with the run has forgotten which of several
 * remotes the commit is of. One before the script begins is that by which the controller reads the Jenkinsfile.
 */
@Extension(optional = true)
public final class GitCheckouts extends SCMListener {
    @Override
    public void onCheckout(
            Run<?, ?> run, SCM scm, FilePath workspace, TaskListener listener, File changes, SCMRevisionState baseline)
            throws IOException {
        if (!(scm instanceof GitSCM git)) {
            return;
        }
        var data = git.getBuildData(run);
        var revision = data == null ? null : data.getLastBuiltRevision();
        if (revision == null) {
            return;
        }
        var remote = remote(git.getUserRemoteConfigs(), revision.getBranches());
        if (isOfJenkinsfile(run, workspace)) {
            RunSources.readJenkinsfile(run, remote, revision.getSha1String());
        } else {
            RunSources.checkedOut(run, remote, revision.getSha1String());
        }
    }

    /** The controller checks the Jenkinsfile out on itself before there is a script that could run. */
    private static boolean isOfJenkinsfile(Run<?, ?> run, FilePath workspace) {
        if (workspace.isRemote() || !(run instanceof FlowExecutionOwner.Executable pipeline)) {
            return false;
        }
        var owner = pipeline.asFlowExecutionOwner();
        return owner != null && owner.getOrNull() == null;
    }

    /** The remote whose branch was checked out; empty if there are several and it cannot be told. */
    private static Optional<String> remote(List<UserRemoteConfig> remotes, Collection<Branch> branches) {
        if (remotes.size() == 1) {
            return address(remotes.get(0));
        }
        var built = new TreeSet<String>();
        for (var branch : branches) {
            var name = branch.getName().replaceFirst("^(refs/)?remotes/", "");
            for (var remote : remotes) {
                if (name.startsWith(name(remote) + "/")) {
                    built.add(address(remote).orElse(""));
                }
            }
        }
        return built.size() == 1 ? Optional.of(built.first()).filter(address -> !address.isEmpty()) : Optional.empty();
    }

    /** As the Git plugin calls the first remote without a name; two of one name are not told apart. */
    private static String name(UserRemoteConfig remote) {
        var name = Util.fixEmptyAndTrim(remote.getName());
        return name == null ? "origin" : name;
    }

    /** An address with a variable in it is none: the variable may have had any value. */
    static Optional<String> address(UserRemoteConfig remote) {
        return Optional.ofNullable(Util.fixEmptyAndTrim(remote.getUrl())).filter(url -> url.indexOf('$') < 0);
    }
}
