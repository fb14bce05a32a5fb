package hudson.plugins.git;
public class UserRemoteConfig {
    private final String url;
    private final String name;
    public UserRemoteConfig(String url, String name, String refspec, String credentialsId) {
        this.url = url;
        this.name = name;
    }
    public String getName() { return name; }
    public String getUrl() { return url; }
}
