package hudson.views;
import hudson.ExtensionPoint;
import hudson.model.Describable;
import hudson.model.Descriptor;
import jenkins.model.Jenkins;
@SuppressWarnings("unchecked")
public abstract class ListViewColumn implements ExtensionPoint, Describable<ListViewColumn> {
    public ListViewColumn() {}
    public Descriptor<ListViewColumn> getDescriptor() { return Jenkins.get().getDescriptorOrDie(getClass()); }
}
