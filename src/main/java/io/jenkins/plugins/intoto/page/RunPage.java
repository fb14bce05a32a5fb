package io.jenkins.plugins.intoto.page;

import hudson.model.Api;
import hudson.model.Item;
import hudson.model.ModelObject;
import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.VerificationSummary;
import java.util.List;
import jenkins.security.stapler.StaplerDispatchable;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.GET;

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

    /** The links. */
    public List<ShownLink> getLinks() {
        return links.all();
    }

    /** The verifications, the last one first. */
    public List<ShownVerification> getVerifications() {
        return action.getVerifications().stream()
                .filter(verification -> !verification.isPolicy())
                .map(verification -> ShownVerification.of(getRun(), verification))
                .toList();
    }

    /** The verifications of artifacts against policies, the last one first. */
    public List<ShownPolicyVerdict> getPolicyVerdicts() {
        return action.getVerifications().stream()
                .filter(VerificationSummary::isPolicy)
                .map(verification -> ShownPolicyVerdict.of(getRun(), verification))
                .toList();
    }

    /** The attestations that the run made. */
    public ShownAttestations getAttestations() {
        return ShownAttestations.of(getRun());
    }

    /** The page that leads from a digest to what is known of it. */
    @StaplerDispatchable
    public SearchPage getSearch() {
        return new SearchPage(getRun());
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
        return links.find(file).map(link -> new LinkPage(getRun(), link)).orElse(null);
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
                .map(VerificationSummary::archived)
                .filter(archived -> archived.name().equals(report))
                .findFirst()
                .map(found -> Download.picture(getRun(), found))
                .orElseThrow(HttpResponses::notFound);
    }

    /** A first layout made from the links of this run, to be read, adapted and signed. */
    @GET
    public HttpResponse doProposeLayout() {
        getRun().checkPermission(Item.READ);
        return Download.json("root.layout", ProposedLayout.of(action.state()));
    }

    /** What the run remembers, as data. */
    public Api getApi() {
        return new Api(action);
    }
}
