package hudson.model;
public interface PermalinkProjectAction extends Action {
    abstract class Permalink {
        public abstract String getDisplayName();
        public abstract String getId();
        public abstract Run<?, ?> resolve(Job<?, ?> job);
    }
}
