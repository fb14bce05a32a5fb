package hudson;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
public class ExtensionList<T> extends AbstractList<T> {
    private final List<T> extensions = new ArrayList<>();
    protected ExtensionList(Jenkins jenkins, Class<T> type) {}
    public boolean add(T extension) { return extensions.add(extension); }
    public T get(int index) { return extensions.get(index); }
    public int size() { return extensions.size(); }
    public static <T> ExtensionList<T> create(Jenkins jenkins, Class<T> type) {
        return new ExtensionList<>(jenkins, type);
    }
    @NonNull public static <T> ExtensionList<T> lookup(Class<T> type) { return Jenkins.get().getExtensionList(type); }
    @NonNull public static <U> U lookupSingleton(Class<U> type) { return lookup(type).get(0); }
}
