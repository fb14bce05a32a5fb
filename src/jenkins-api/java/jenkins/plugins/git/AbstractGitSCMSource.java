package jenkins.plugins.git;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMSource;
public abstract class AbstractGitSCMSource extends SCMSource {
    public AbstractGitSCMSource(String id) { super(id); }
    @SuppressWarnings("serial")
    public static class SCMRevisionImpl extends SCMRevision {
        private final String hash;
        public SCMRevisionImpl(SCMHead head, String hash) {
            super(head);
            this.hash = hash;
        }
        public String getHash() { return hash; }
        public boolean equals(Object object) {
            return object instanceof SCMRevisionImpl other && other.hash.equals(hash);
        }
        public int hashCode() { return hash.hashCode(); }
    }
}
