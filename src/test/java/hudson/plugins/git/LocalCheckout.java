package hudson.plugins.git;

import hudson.plugins.git.util.BuildData;
import java.util.List;

/** What the Git plugin leaves with a run of a test: one repository and the commit that was checked out. */
public final class LocalCheckout extends BuildData {
    private static final long serialVersionUID = 1L;

    private final String commit;

    /**
     * @param commit the commit; null if nothing was checked out
     * @param urls the addresses of the repository
     */
    public LocalCheckout(String commit, String... urls) {
        this.commit = commit;
        remoteUrls.addAll(List.of(urls));
    }

    @Override
    public Revision getLastBuiltRevision() {
        return commit == null ? null : new Revision(commit);
    }
}
