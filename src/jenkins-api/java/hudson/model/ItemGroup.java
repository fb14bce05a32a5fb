package hudson.model;
import java.util.List;
import jenkins.model.Jenkins;
public interface ItemGroup<T extends Item> {
    default <T extends Item> List<T> getAllItems(Class<T> type) { return Jenkins.get().getItems(type); }
}
