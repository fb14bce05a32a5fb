package hudson.model;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
public abstract class Actionable {
    private final List<Action> actions = new CopyOnWriteArrayList<>();
    public List<Action> getActions() { return actions; }
    public <T extends Action> List<T> getActions(Class<T> type) {
        return getActions().stream().filter(type::isInstance).map(type::cast).toList();
    }
    public <T extends Action> T getAction(Class<T> type) { return getActions(type).stream().findFirst().orElse(null); }
    public void addAction(Action action) { getActions().add(action); }
    public boolean addOrReplaceAction(Action action) {
        getActions().removeIf(old -> old.getClass() == action.getClass());
        addAction(action);
        return true;
    }
}
