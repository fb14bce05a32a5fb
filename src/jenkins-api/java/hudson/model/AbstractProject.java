package hudson.model;
import hudson.tasks.Publisher;
import hudson.util.DescribableList;
@SuppressWarnings({"rawtypes", "unchecked"})
public abstract class AbstractProject<P extends AbstractProject<P, R>, R extends AbstractBuild<P, R>>
        extends Job<P, R> {
    protected AbstractProject(ItemGroup parent, String name) { super(parent, name); }
    public abstract DescribableList<Publisher, Descriptor<Publisher>> getPublishersList();
}
