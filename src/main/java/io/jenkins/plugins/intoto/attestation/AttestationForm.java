package io.jenkins.plugins.intoto.attestation;

import hudson.model.Item;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.intoto.credentials.TokenCredentials;
import io.jenkins.plugins.intoto.run.JobForm;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What a form of {@link AttestationSettings} asks for, by itself or as parameters of a step. */
public interface AttestationForm {
    /** The choices of what is attested. */
    @POST
    default ListBoxModel doFillPredicateItems() {
        return JobForm.choices(
                "SLSA provenance of this build", "provenance",
                "Test results of this build", "test-result",
                "Bill of materials (CycloneDX, SPDX)", "sbom",
                "Vulnerability scan", "vulns",
                "Another predicate", "other");
    }

    /** The choices of what an attestation is wrapped in. */
    @POST
    default ListBoxModel doFillFormatItems() {
        return JobForm.choices("DSSE envelope", "dsse", "Sigstore bundle", "sigstore");
    }

    /** The credentials with a token. */
    @POST
    default ListBoxModel doFillTokenCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String tokenCredentialsId) {
        return TokenCredentials.items(item, tokenCredentialsId);
    }
}
