package io.jenkins.plugins.intoto.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Failure;
import hudson.model.Item;
import hudson.model.ModelObject;
import hudson.model.Run;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.intoto.archive.RunState;
import io.jenkins.plugins.intoto.credentials.CredentialsDropDown;
import io.jenkins.plugins.intoto.credentials.SigningCredentials;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.engine.layout.LayoutProposal;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.GET;

/**
 * A first layout made from the links of a run. It asks which credential signs each step, as that may be another one than in this
 * run. The choices are parameters of the request, named {@code signer}, one for each step of the proposal in its order; an empty
 * one stands for whoever signed in the run.
 */
public final class ProposalPage implements ModelObject {
    static final String SIGNER = "signer";

    private final RunState state;
    private final RunPage page;

    ProposalPage(RunState state, RunPage page) {
        this.state = state;
        this.page = page;
    }

    @Override
    public String getDisplayName() {
        return Messages.ProposalPage_DisplayName();
    }

    /** The run. */
    public Run<?, ?> getRun() {
        return state.run();
    }

    /** What the layout is named: the name that an administrator may enter it by, and that of its file. */
    public String getName() {
        return ProposedLayout.name(getRun().getParent());
    }

    /** What opens the form of the global configuration with this layout; null for those who may not see that form. */
    @CheckForNull
    public String getDraft() {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER) ? ProposedDrafts.id(getRun()) : null;
    }

    /** The credentials to choose from, as far as the user may know of them. */
    public List<ListBoxModel.Option> getCredentials() {
        return CredentialsDropDown.items(getRun().getParent(), null).stream()
                .filter(option -> !option.value.isEmpty())
                .toList();
    }

    /** The steps of the proposal, each with those who signed it in the run. */
    public List<ProposedStep> getSteps() {
        var names = names();
        return page.proposal(new ReadingBudget()).layout().steps().stream()
                .map(step -> new ProposedStep(
                        step.name(),
                        step.pubkeys().stream()
                                .map(id -> ShownKey.of(id, names))
                                .toList()))
                .toList();
    }

    private KeyNames names() {
        try {
            return state.keyNames();
        } catch (UnreadableFileException e) {
            throw new Failure(DisplayText.of(e.getMessage()));
        }
    }

    /** The proposed layout as a file. */
    @GET
    public HttpResponse doDownload(StaplerRequest2 request) {
        getRun().checkPermission(Item.READ);
        return download(new ReadingBudget(), request.getParameterValues(SIGNER));
    }

    HttpResponse download(ReadingBudget budget, @CheckForNull String... signers) {
        return Download.json(getName() + ".layout", file(budget, signers));
    }

    /**
     * The file of the layout.
     *
     * @param signers the ids of the credentials that are to sign the steps; null if nothing was chosen
     * @throws Failure with one sentence if no layout can be made, or a choice is not one of those that were offered
     */
    byte[] file(ReadingBudget budget, @CheckForNull String... signers) {
        var proposal = page.proposal(budget);
        return ProposedLayout.file(getRun(), proposal.signedBy(functionaries(proposal, signers)));
    }

    private Map<String, VerificationKey> functionaries(LayoutProposal proposal, @CheckForNull String... signers) {
        var steps = proposal.layout().steps();
        var functionaries = new HashMap<String, VerificationKey>();
        for (int i = 0; signers != null && i < Math.min(signers.length, steps.size()); i++) {
            if (!signers[i].isEmpty()) {
                functionaries.put(steps.get(i).name(), publicKey(signers[i]));
            }
        }
        return functionaries;
    }

    private VerificationKey publicKey(String credentialsId) {
        // Otherwise the answer would tell which credentials there are.
        if (getCredentials().stream().noneMatch(option -> option.value.equals(credentialsId))) {
            throw new Failure(Messages.ProposalPage_NoSuchCredential());
        }
        try {
            return SigningCredentials.publicKeys(getRun(), List.of(credentialsId))
                    .keys()
                    .get(0);
        } catch (AbortException e) {
            throw new Failure(e.getMessage());
        }
    }
}
