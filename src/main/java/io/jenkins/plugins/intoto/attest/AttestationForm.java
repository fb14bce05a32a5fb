package io.jenkins.plugins.intoto.attest;

import hudson.util.ListBoxModel;
import io.jenkins.plugins.intoto.run.JobForm;

/** What the forms of the step and of the post-build action have in common. */
public final class AttestationForm {
    private AttestationForm() {}

    /** The choices of what is attested. */
    public static ListBoxModel predicates() {
        return JobForm.choices(
                "SLSA provenance of this build", "provenance",
                "Test results of this build", "test-result",
                "Bill of materials (CycloneDX, SPDX)", "sbom",
                "Vulnerability scan", "vulns",
                "Another predicate", "other");
    }

    /** The choices of what an attestation is wrapped in. */
    public static ListBoxModel formats() {
        return JobForm.choices("DSSE envelope", "dsse", "Sigstore bundle", "sigstore");
    }
}
