package io.jenkins.plugins.intoto.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Job;
import hudson.model.Run;
import hudson.views.ListViewColumn;
import hudson.views.ListViewColumnDescriptor;
import io.jenkins.plugins.intoto.archive.RunArchive;
import java.util.function.Supplier;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * A column of views: whether the last completed build of a job attested what it archived, and what its verifications came to.
 * No other build is looked at, since a view has many rows.
 */
public final class SupplyChainColumn extends ListViewColumn {
    /** Has no settings. */
    @DataBoundConstructor
    public SupplyChainColumn() {
        // Jenkins makes it by this
    }

    /** What can be said of a build in a word. */
    public enum State {
        /** What was verified last passed. */
        VERIFIED("symbol-status-blue", Messages::SupplyChainColumn_Verified),
        /** What was verified last did not pass. */
        NOT_VERIFIED("symbol-status-red", Messages::SupplyChainColumn_NotVerified),
        /** Nothing was verified, but there are attestations. */
        ATTESTED("symbol-status-blue", Messages::SupplyChainColumn_Attested),
        /** There are artifacts, and neither verdicts nor attestations. */
        NOT_ATTESTED("symbol-status-yellow", Messages::SupplyChainColumn_NotAttested);

        private final String icon;
        private final Supplier<String> words;

        State(String icon, Supplier<String> words) {
            this.icon = icon;
            this.words = words;
        }
    }

    /**
     * What a cell shows.
     *
     * @param run the build
     * @param state what can be said of it
     * @param details the same at more length; empty if there is no more to say
     * @param readable whether the reader may see the build's page of in-toto, and there is one
     */
    public record Cell(Run<?, ?> run, State state, String details, boolean readable) {
        /** The icon, for the view. */
        public String getIcon() {
            return state.icon;
        }

        /** The words, for the view. */
        public String getWords() {
            return state.words.get();
        }

        /** What rows are sorted by, for the view. */
        public int getOrder() {
            return state.ordinal();
        }

        /** More words, for the view. */
        public String getDetails() {
            return details;
        }

        /** Whether there is a page to be seen, for the view. */
        public boolean isReadable() {
            return readable;
        }

        /** The address of that page, below that of Jenkins. */
        public String getUrl() {
            return run.getUrl() + "in-toto/";
        }
    }

    /**
     * What the cell of a row shows.
     *
     * @param item the job of the row, or a folder
     * @return null if there is nothing to be said
     */
    public Cell cell(Object item) {
        Run<?, ?> run = item instanceof Job<?, ?> job ? job.getLastCompletedBuild() : null;
        if (run == null) {
            return null;
        }
        var action = run.getAction(InTotoAction.class);
        if (action == null || action.getVerdict() == null && action.getAttestations() == 0) {
            return new RunArchive(run).hasArtifacts() ? new Cell(run, State.NOT_ATTESTED, "", false) : null;
        }
        var verdict = action.getVerdict();
        var state = verdict == null ? State.ATTESTED : verdict.isPassed() ? State.VERIFIED : State.NOT_VERIFIED;
        return new Cell(run, state, action.getSummary(), action.isReadable());
    }

    /** Describes the column. */
    @Extension
    @Symbol("supplyChain")
    public static final class DescriptorImpl extends ListViewColumnDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.SupplyChainColumn_DisplayName();
        }

        @Override
        public boolean shownByDefault() {
            return false;
        }
    }
}
