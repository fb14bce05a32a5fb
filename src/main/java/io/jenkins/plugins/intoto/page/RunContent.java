package io.jenkins.plugins.intoto.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/** What the page of a run shows of archived files; what is not read yet says so. */
public final class RunContent {
    private final List<ShownVerification> verifications;
    private final List<ShownPolicyVerdict> policyVerdicts;
    private final List<ShownLink> links;

    private final CandidateAddresses addresses;

    RunContent(
            CandidateAddresses addresses,
            List<ShownVerification> verifications,
            List<ShownPolicyVerdict> policyVerdicts,
            List<ShownLink> links) {
        this.addresses = addresses;
        this.verifications = List.copyOf(verifications);
        this.policyVerdicts = List.copyOf(policyVerdicts);
        this.links = List.copyOf(links);
    }

    /**
     * Where an attestation that was verified has its page, as far as the reader may see it.
     *
     * @param candidate the attestation
     * @return the address below that of Jenkins; null if there is no such page
     */
    @CheckForNull
    public String address(ShownCandidate candidate) {
        return addresses.of(candidate);
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
