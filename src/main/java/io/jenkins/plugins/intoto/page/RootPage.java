package io.jenkins.plugins.intoto.page;

import hudson.Extension;
import hudson.model.RootAction;
import io.jenkins.plugins.intoto.archive.DigestIndex;
import java.io.IOException;
import jenkins.model.Jenkins;
import jenkins.security.stapler.StaplerDispatchable;

/** The page {@code in-toto/} of Jenkins: from an artifact to all that its builds attested of it. */
@Extension
public final class RootPage implements RootAction {
    /** The largest file that browsers hash: they hold all of it. */
    private static final int MOST_MEBIBYTES = 1024;

    @Override
    public String getIconFileName() {
        return Jenkins.get().hasPermission(Jenkins.READ) ? "symbol-link" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.InTotoAction_DisplayName();
    }

    @Override
    public String getUrlName() {
        return "in-toto";
    }

    /** The largest file that can be chosen, in MiB. */
    public int getMostMebibytes() {
        return MOST_MEBIBYTES;
    }

    /** What was entered. */
    public DigestQuery query(String text) {
        return DigestQuery.of(text);
    }

    /**
     * What is known of an artifact, as far as the reader may know it.
     *
     * @param sha256 the digest in lower-case hexadecimal
     * @return never null, so that nothing tells what exists
     */
    @StaplerDispatchable
    public DigestPage getDigest(String sha256) {
        return new DigestPage(DigestQuery.of(sha256).getSha256());
    }

    /** Whether the reader may rebuild the index. */
    public boolean isAdministered() {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER);
    }

    /** Whether builds are missing in the index. */
    public boolean isIncomplete() {
        return DigestIndex.get().map(DigestIndex::isIncomplete).orElse(false);
    }

    /** The page on which administrators rebuild the index. */
    @StaplerDispatchable
    public RebuildPage getRebuild() {
        return new RebuildPage();
    }

    /**
     * Looks for an artifact, for the view.
     *
     * @param sha256 the digest in lower-case hexadecimal
     * @param from where to go on; null for the beginning
     * @throws IOException if the index cannot be read
     */
    public DigestPage.Found find(String sha256, String from) throws IOException {
        return new DigestPage(sha256).find(ListedFrom.of(from));
    }
}
