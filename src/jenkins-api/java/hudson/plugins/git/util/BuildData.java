package hudson.plugins.git.util;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Action;
import hudson.plugins.git.Revision;
import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.Set;
@SuppressWarnings("serial")
public class BuildData implements Action, Serializable {
    public Set<String> remoteUrls = new LinkedHashSet<>();
    public BuildData() {}
    @CheckForNull public Revision getLastBuiltRevision() { return null; }
    public Set<String> getRemoteUrls() { return remoteUrls; }
    public String getIconFileName() { return null; }
    public String getDisplayName() { return "Git Build Data"; }
    public String getUrlName() { return "git"; }
}
