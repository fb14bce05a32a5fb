package hudson.model;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import jenkins.model.Loadable;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;
/** What is known of a kind of {@link Describable}; nothing is written to disk here. */
@SuppressWarnings({"serial", "unchecked"})
public abstract class Descriptor<T extends Describable<T>> implements Loadable, Saveable {
    public final transient Class<? extends T> clazz;
    protected Descriptor(Class<? extends T> type) { clazz = type; }
    protected Descriptor() { clazz = (Class<T>) getClass().getEnclosingClass(); }
    @NonNull public String getDisplayName() { return clazz.getSimpleName(); }
    public T newInstance(@Nullable StaplerRequest2 request, @NonNull JSONObject form) throws FormException {
        return request.bindJSON((Class<T>) clazz, form);
    }
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException { return true; }
    public synchronized void save() {}
    public synchronized void load() {}
    public static final class FormException extends Exception {
        public FormException(String message, String formField) { super(message); }
        public FormException(String message, Throwable cause, String formField) { super(message, cause); }
    }
}
