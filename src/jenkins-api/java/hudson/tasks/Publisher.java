package hudson.tasks;
import hudson.model.Describable;
import hudson.model.Descriptor;
import jenkins.model.Jenkins;
@SuppressWarnings("unchecked")
public abstract class Publisher extends BuildStepCompatibilityLayer implements Describable<Publisher> {
    protected Publisher() {}
    public Descriptor<Publisher> getDescriptor() { return Jenkins.get().getDescriptorOrDie(getClass()); }
}
