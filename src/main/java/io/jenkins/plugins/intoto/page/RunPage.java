package io.jenkins.plugins.intoto.page;

import hudson.model.Api;
import hudson.model.Item;
import hudson.model.ModelObject;
import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.AttestationIndex;
import io.jenkins.plugins.intoto.archive.PastVerification;
import io.jenkins.plugins.intoto.attestation.rule.QueuedRun;
import io.jenkins.plugins.intoto.attestation.rule.RuleQueue;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.layout.LayoutProposal;
import io.jenkins.plugins.intoto.run.JobForm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.security.stapler.StaplerDispatchable;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;

/** The page {@code in-toto/} of a run, and what is below it. */
public final class RunPage implements ModelObject {
    private final InTotoAction action;
    private final ShownLinks links;

    RunPage(InTotoAction action) {
        this.action = action;
        this.links = new ShownLinks(action);
    }

    /** What the way to this page names it. */
    @Override
    public String getDisplayName() {
        return action.getDisplayName();
    }

    /** The run. */
    public Run<?, ?> getRun() {
        return action.getRun();
    }

    /** What is archived, as much of it as one request reads. */
    public RunContent getContent() {
        return content(new ReadingBudget());
    }

    RunContent content(ReadingBudget budget) {
        var chains = new ArrayList<ShownVerification>();
        var verdicts = new ArrayList<ShownPolicyVerdict>();
        for (var summary : action.getVerifications()) {
            if (summary.isPolicy()) {
                verdicts.add(
                        read(ShownPolicyVerdict.class, summary, budget, () -> ShownPolicyVerdict.of(getRun(), summary))
                                .orElseGet(() -> ShownPolicyVerdict.notReadYet(summary)));
            } else {
                chains.add(read(ShownVerification.class, summary, budget, () -> ShownVerification.of(getRun(), summary))
                        .orElseGet(() -> ShownVerification.notReadYet(summary)));
            }
        }
        return new RunContent(new CandidateAddresses(getRun()), chains, verdicts, links.all(budget));
    }

    /** One whose file cannot even be looked at says so. */
    private <T> Optional<T> read(
            Class<T> type,
            PastVerification summary,
            ReadingBudget budget,
            ReadFiles.Reader<T, RuntimeException> reader) {
        var report = summary.archived();
        try {
            return action.files().get(getRun(), report.jsonFile(), type, report, budget, reader);
        } catch (UnreadableFileException e) {
            return Optional.of(reader.read());
        }
    }

    /** What came of the rules that applied to the run. */
    public List<ShownRule> getRules() {
        return action.getRules().stream().map(ShownRule::new).toList();
    }

    /** Whether the run is among those that rules are going to attest, or attest at this moment. */
    public boolean isBeingAttested() {
        return queued().filter(queued -> !queued.isFailed()).isPresent();
    }

    /** Whether whoever looks at the page may have the run attested once more, since rules have failed to. */
    public boolean isRetriable() {
        return JobForm.isConfiguring(getRun().getParent())
                && queued().filter(QueuedRun::isFailed).isPresent();
    }

    private Optional<QueuedRun> queued() {
        return RuleQueue.get().find(getRun());
    }

    /** Has the run attested once more by the rules that failed, for those who configure its job. */
    @POST
    public HttpResponse doRetry() {
        if (!JobForm.isConfiguring(getRun().getParent())) {
            getRun().checkPermission(Item.CONFIGURE);
        }
        RuleQueue.get().retry(getRun());
        return HttpResponses.redirectTo(".");
    }

    /** The attestations that the run made. */
    @StaplerDispatchable
    public ShownAttestations getAttestations() {
        return ShownAttestations.of(getRun());
    }

    /** Whether the run has recorded links, and still has them, that a layout can be made of. */
    public boolean isProposing() {
        return links.areRecorded();
    }

    /**
     * The page of a link.
     *
     * @param file the name of its file
     * @return null if there is none
     */
    @StaplerDispatchable
    public LinkPage getLink(String file) {
        return links.find(file)
                .map(link -> new LinkPage(getRun(), link.shown(), link.artifacts()))
                .orElse(null);
    }

    /**
     * The page of an attestation.
     *
     * @param id the SHA-256 of its line, in lower-case hexadecimal
     * @return null if there is none
     * @throws IOException if what the run attested cannot be read
     */
    @StaplerDispatchable
    public AttestationPage getAttestation(String id) throws IOException {
        var entries = new AttestationIndex(getRun()).entriesOfLine(id);
        return entries.isEmpty() ? null : new AttestationPage(getRun(), entries);
    }

    /**
     * The picture of a verification.
     *
     * @param report the name of its report
     */
    @GET
    public HttpResponse doPicture(@QueryParameter String report) {
        getRun().checkPermission(Item.READ);
        return action.getVerifications().stream()
                .map(PastVerification::archived)
                .filter(archived -> archived.name().equals(report))
                .findFirst()
                .map(found -> Download.picture(getRun(), found))
                .orElseThrow(HttpResponses::notFound);
    }

    /** The page that proposes a first layout made from the links of this run, to be read, adapted and signed. */
    @StaplerDispatchable
    public ProposalPage getProposal() {
        return new ProposalPage(action.state(), this);
    }

    LayoutProposal proposal(ReadingBudget budget) {
        return ProposedLayout.of(action.state(), action.files(), budget);
    }

    /** What the run remembers, as data. */
    public Api getApi() {
        return new Api(action);
    }
}
