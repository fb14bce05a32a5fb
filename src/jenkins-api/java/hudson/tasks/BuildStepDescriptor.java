package hudson.tasks;
import hudson.model.AbstractProject;
import hudson.model.Describable;
import hudson.model.Descriptor;
@SuppressWarnings("rawtypes")
public abstract class BuildStepDescriptor<T extends BuildStep & Describable<T>> extends Descriptor<T> {
    protected BuildStepDescriptor(Class<? extends T> type) { super(type); }
    protected BuildStepDescriptor() {}
    public abstract boolean isApplicable(Class<? extends AbstractProject> jobType);
}
