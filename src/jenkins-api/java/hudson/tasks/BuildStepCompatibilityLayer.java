package hudson.tasks;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.Action;
import hudson.model.BuildListener;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
public abstract class BuildStepCompatibilityLayer implements BuildStep {
    public boolean prebuild(AbstractBuild<?, ?> build, BuildListener listener) { return true; }
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException { return true; }
    public Action getProjectAction(AbstractProject<?, ?> project) { return null; }
    @NonNull public Collection<? extends Action> getProjectActions(AbstractProject<?, ?> project) { return List.of(); }
}
