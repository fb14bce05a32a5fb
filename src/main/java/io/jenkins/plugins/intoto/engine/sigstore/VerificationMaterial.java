package io.jenkins.plugins.intoto.engine.sigstore;

import java.security.cert.X509Certificate;
import java.util.List;

/** What a Sigstore bundle says of the key that signed; unchecked. */
public sealed interface VerificationMaterial {
    /**
     * A key that the verifier is expected to have.
     *
     * @param hint the id by which to look for it, equal to the {@code keyid} of the envelope; may be empty
     */
    record PublicKeyHint(String hint) implements VerificationMaterial {}

    /**
     * The certificate of the key.
     *
     * @param chain the certificate, then those of its issuers as far as the bundle has them; never empty
     */
    record CertificateChain(List<X509Certificate> chain) implements VerificationMaterial {
        /**
         * @throws IllegalArgumentException if there is no certificate
         */
        public CertificateChain {
            chain = List.copyOf(chain);
            if (chain.isEmpty()) {
                throw new IllegalArgumentException("a chain has at least one certificate");
            }
        }

        /** The certificate of the signing key. */
        public X509Certificate leaf() {
            return chain.get(0);
        }
    }
}
