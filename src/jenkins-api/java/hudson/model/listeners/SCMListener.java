package hudson.model.listeners;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionPoint;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.scm.SCM;
import hudson.scm.SCMRevisionState;
import java.io.File;
public abstract class SCMListener implements ExtensionPoint {
    public void onCheckout(
            Run<?, ?> build, SCM scm, FilePath workspace, TaskListener listener, @CheckForNull File changes, @CheckForNull SCMRevisionState baseline)
            throws Exception {}
}
