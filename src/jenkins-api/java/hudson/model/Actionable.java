package hudson.model;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import jenkins.model.TransientActionFactory;
public abstract class Actionable {
    private final List<Action> actions = new CopyOnWriteArrayList<>();
    @NonNull public List<Action> getActions() { return actions; }
    @NonNull public <T extends Action> List<T> getActions(Class<T> type) {
        return getActions().stream().filter(type::isInstance).map(type::cast).toList();
    }
    @SuppressWarnings("unchecked")
    public <T extends Action> T getAction(Class<T> type) {
        Stream<T> made = Jenkins.getInstanceOrNull() == null ? Stream.of() : ExtensionList.lookup(TransientActionFactory.class)
                .stream()
                .filter(factory -> factory.type().isInstance(this) && type.isAssignableFrom(factory.actionType()))
                .flatMap(factory -> factory.createFor(this).stream());
        return Stream.concat(getActions(type).stream(), made).findFirst().orElse(null);
    }
    public void addAction(@NonNull Action action) { getActions().add(action); }
    public boolean addOrReplaceAction(@NonNull Action action) {
        getActions().removeIf(old -> old.getClass() == action.getClass());
        addAction(action);
        return true;
    }
}
