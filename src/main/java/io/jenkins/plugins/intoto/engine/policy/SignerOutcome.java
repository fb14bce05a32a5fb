package io.jenkins.plugins.intoto.engine.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who has signed an attestation.
 *
 * @param signers the functionaries whose signature is valid
 * @param denial why there are none; empty if there are some
 */
record SignerOutcome(List<SigningFunctionary> signers, Optional<Denial> denial) {
    SignerOutcome {
        signers = List.copyOf(signers);
    }

    /** This as it concerns some functionaries, by their names: a signature by another is none that they trust. */
    SignerOutcome among(Set<String> trusted) {
        var found = signers.stream()
                .filter(signer -> trusted.contains(signer.functionary().name()))
                .toList();
        if (!found.isEmpty() || signers.isEmpty()) {
            return new SignerOutcome(found, denial);
        }
        return new SignerOutcome(
                found,
                Optional.of(new Denial(
                        CandidateStatus.UNTRUSTED_SIGNER,
                        "",
                        "it is signed by a functionary whom this expectation does not trust")));
    }
}
