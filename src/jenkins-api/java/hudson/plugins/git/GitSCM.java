package hudson.plugins.git;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import hudson.plugins.git.util.BuildData;
import hudson.scm.SCM;
import java.util.List;
/** Takes the last checkout of the run; the real one also looks into earlier runs. */
public class GitSCM extends SCM {
    private final List<UserRemoteConfig> remotes;
    GitSCM(List<UserRemoteConfig> remotes) { this.remotes = remotes; }
    public List<UserRemoteConfig> getUserRemoteConfigs() { return remotes; }
    @CheckForNull @SuppressWarnings("rawtypes")
    public BuildData getBuildData(Run build) {
        BuildData last = null;
        for (Object data : build.getActions(BuildData.class)) {
            last = (BuildData) data;
        }
        return last;
    }
}
