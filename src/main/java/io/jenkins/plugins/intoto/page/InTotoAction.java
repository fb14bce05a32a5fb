package io.jenkins.plugins.intoto.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.PastVerification;
import io.jenkins.plugins.intoto.archive.RuleOutcome;
import io.jenkins.plugins.intoto.archive.RunArchive;
import io.jenkins.plugins.intoto.archive.RunState;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What a run has of in-toto: which links it recorded and what its verifications came to. It is made of the
 * {@linkplain RunState state} of the run when it is shown; its {@linkplain RunPage page} reads all else from the archived
 * files.
 */
@ExportedBean
public final class InTotoAction implements Action, StaplerProxy {
    private final RunState state;

    private final ReadFiles files;

    private InTotoAction(RunState state, ReadFiles files) {
        this.state = state;
        this.files = files;
    }

    /** How many times artifacts of the run were attested. */
    @Exported
    public int getAttestations() {
        return state.attestations();
    }

    /** How many links the run has recorded. */
    @Exported
    public int getLinks() {
        return state.linkCount();
    }

    /** What came of the rules that applied to the run. */
    @Exported
    public List<RuleOutcome> getRules() {
        return state.rules();
    }

    /** What the verifications came to, the last one first. */
    @Exported
    public List<PastVerification> getVerifications() {
        return state.verifications().newestFirst();
    }

    /**
     * What the run's verifications came to as a whole: of the last answers to each question, one that did not pass if there is
     * any. Null if nothing was verified.
     */
    public PastVerification getVerdict() {
        return state.verifications().verdict().orElse(null);
    }

    /** The run's in-toto in a few words: how many links and attestations, and what the last verification came to. */
    public String getSummary() {
        return SummaryWords.of(getLinks(), getAttestations(), getRules(), getVerdict());
    }

    /** The run, for the views. */
    public Run<?, ?> getRun() {
        return state.run();
    }

    RunState state() {
        return state;
    }

    /** What the pages of all runs have read. */
    ReadFiles files() {
        return files;
    }

    /** The page, for those who may see the artifacts of the run, from which it is made. */
    @Override
    public Object getTarget() {
        if (!isReadable()) {
            getRun().checkPermission(Run.ARTIFACTS);
        }
        return new RunPage(this);
    }

    /** Whether whoever looks at the run may see the page, which is made from the artifacts. */
    public boolean isReadable() {
        return RunArchive.isReadable(getRun());
    }

    /** Null for those who would be turned away, so that nothing leads them there. */
    @CheckForNull
    @Override
    public String getIconFileName() {
        return isReadable() ? "symbol-link" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.InTotoAction_DisplayName();
    }

    @Override
    public String getUrlName() {
        return "in-toto";
    }

    /** Gives the action to every run that has a state. */
    @Extension
    @SuppressWarnings("rawtypes")
    public static final class Factory extends TransientActionFactory<Run> {
        private final ReadFiles files = new ReadFiles();

        @Override
        public Class<Run> type() {
            return Run.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return InTotoAction.class;
        }

        @Override
        public Collection<? extends Action> createFor(Run run) {
            Run<?, ?> any = run;
            var state = any.getAction(RunState.class);
            return state == null ? List.of() : List.of(new InTotoAction(state, files));
        }
    }
}
