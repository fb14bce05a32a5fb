package io.jenkins.plugins.intoto.page;

import java.util.List;

/** What the page of a run shows of archived files; what is not read yet says so. */
public final class RunContent {
    private final List<ShownVerification> verifications;
    private final List<ShownPolicyVerdict> policyVerdicts;
    private final List<ShownLink> links;

    RunContent(List<ShownVerification> verifications, List<ShownPolicyVerdict> policyVerdicts, List<ShownLink> links) {
        this.verifications = List.copyOf(verifications);
        this.policyVerdicts = List.copyOf(policyVerdicts);
        this.links = List.copyOf(links);
    }

    /** The verifications, the last one first. */
    public List<ShownVerification> getVerifications() {
        return verifications;
    }

    /** The verifications of artifacts against policies, the last one first. */
    public List<ShownPolicyVerdict> getPolicyVerdicts() {
        return policyVerdicts;
    }

    /** The links, those that the run recorded first. */
    public List<ShownLink> getLinks() {
        return links;
    }
}
