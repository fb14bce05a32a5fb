package hudson.model;
import edu.umd.cs.findbugs.annotations.CheckForNull;
public interface PermalinkProjectAction extends Action {
    abstract class Permalink {
        public abstract String getDisplayName();
        public abstract String getId();
        @CheckForNull public abstract Run<?, ?> resolve(Job<?, ?> job);
    }
}
