package hudson.plugins.git;
import java.io.Serializable;
@SuppressWarnings("serial")
public class Revision implements Serializable {
    final String sha1;
    Revision(String sha1) { this.sha1 = sha1; }
    public String getSha1String() { return sha1; }
}
