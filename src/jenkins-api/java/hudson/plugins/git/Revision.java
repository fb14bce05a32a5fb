package hudson.plugins.git;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
@SuppressWarnings("serial")
public class Revision implements Serializable {
    final String sha1;
    private final List<Branch> branches;
    Revision(String sha1, List<Branch> branches) {
        this.sha1 = sha1;
        this.branches = branches;
    }
    public String getSha1String() { return sha1; }
    public Collection<Branch> getBranches() { return branches; }
}
