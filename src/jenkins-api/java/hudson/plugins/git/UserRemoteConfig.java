package hudson.plugins.git;
import edu.umd.cs.findbugs.annotations.CheckForNull;
public class UserRemoteConfig {
    private final String url;
    private final String name;
    public UserRemoteConfig(String url, String name, String refspec, @CheckForNull String credentialsId) {
        this.url = url;
        this.name = name;
    }
    public String getName() { return name; }
    @CheckForNull public String getUrl() { return url; }
}
