package hudson.tasks;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import java.io.IOException;
@SuppressWarnings("rawtypes")
public enum BuildStepMonitor {
    NONE {
        public boolean perform(BuildStep step, AbstractBuild build, Launcher launcher, BuildListener listener)
                throws IOException, InterruptedException { return step.perform(build, launcher, listener); }
    },
    BUILD {
        public boolean perform(BuildStep step, AbstractBuild build, Launcher launcher, BuildListener listener)
                throws IOException, InterruptedException { return step.perform(build, launcher, listener); }
    };
    public abstract boolean perform(BuildStep step, AbstractBuild build, Launcher launcher, BuildListener listener)
            throws IOException, InterruptedException;
}
