package hudson.model;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import java.io.File;
import java.io.IOException;
import jenkins.model.Jenkins;
public abstract class AbstractBuild<P extends AbstractProject<P, R>, R extends AbstractBuild<P, R>> extends Run<P, R> {
    protected AbstractBuild(P project) throws IOException { super(project); }
    public final P getProject() { return getParent(); }
    public String getBuiltOnStr() { return ""; }
    @CheckForNull public final FilePath getWorkspace() {
        return new FilePath(new File(Jenkins.get().getRootDir(), "workspace/" + project.getFullName()));
    }
}
