package hudson.util;
import java.io.IOException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
public class PersistedList<T> extends AbstractList<T> {
    private List<T> elements = new ArrayList<>();
    protected PersistedList() {}
    public boolean add(T element) { return elements.add(element); }
    public void replaceBy(Collection<? extends T> others) throws IOException { elements = new ArrayList<>(others); }
    public T get(int index) { return elements.get(index); }
    public int size() { return elements.size(); }
}
