package hudson.plugins.git;

import hudson.plugins.git.util.BuildData;
import java.util.List;
import java.util.stream.Stream;

/** What the Git plugin leaves with a run of a test: repositories and the commit that was checked out. */
public final class LocalCheckout extends BuildData {
    private static final long serialVersionUID = 1L;

    private final String commit;
    private final List<Branch> branches;

    /**
     * @param commit the commit; null if nothing was checked out
     * @param branches the names of the branches that it is of
     */
    public LocalCheckout(String commit, String... branches) {
        this.commit = commit;
        this.branches = Stream.of(branches).map(Branch::new).toList();
    }

    /** How a job names repositories: the name of each remote, which may be null, and its address. */
    public static GitSCM of(String... namesAndAddresses) {
        var remotes = new java.util.ArrayList<UserRemoteConfig>();
        for (int i = 0; i < namesAndAddresses.length; i += 2) {
            remotes.add(new UserRemoteConfig(namesAndAddresses[i + 1], namesAndAddresses[i], null, null));
        }
        return new GitSCM(remotes);
    }

    @Override
    public Revision getLastBuiltRevision() {
        return commit == null ? null : new Revision(commit, branches);
    }
}
