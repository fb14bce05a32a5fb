package io.jenkins.plugins.intoto.engine.policy;

import java.time.Instant;
import java.util.List;

/**
 * A functionary who has signed an attestation.
 *
 * @param functionary the functionary
 * @param key the fingerprint of the key
 * @param identity what else tells signers apart: the name in the certificate that the policy matched; for a bare key, the key
 * @param owner what is equal for all certificates of one person or machine; for a bare key, the key
 * @param observed when trusted authorities saw the signature, earliest first
 */
record SigningFunctionary(Functionary functionary, String key, String identity, Object owner, List<Instant> observed) {
    SigningFunctionary {
        observed = List.copyOf(observed);
    }
}
