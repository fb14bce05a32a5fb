package hudson;
import hudson.model.PermalinkProjectAction.Permalink;
import java.util.ArrayList;
@SuppressWarnings("serial")
public final class PermalinkList extends ArrayList<Permalink> {
    public Permalink get(String id) {
        return stream().filter(permalink -> permalink.getId().equals(id)).findFirst().orElse(null);
    }
}
