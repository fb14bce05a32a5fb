package hudson.model;
import jenkins.model.Jenkins;
@SuppressWarnings("unchecked")
public interface Describable<T extends Describable<T>> {
    default Descriptor<T> getDescriptor() { return Jenkins.get().getDescriptorOrDie(getClass()); }
}
