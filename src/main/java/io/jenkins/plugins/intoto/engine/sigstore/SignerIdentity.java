package io.jenkins.plugins.intoto.engine.sigstore;

import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.CertificateSubject;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who made a signature, as far as it was verified. */
public sealed interface SignerIdentity {
    /** The SHA-256 of the signer's SubjectPublicKeyInfo in hexadecimal: equal for one key, however it is known. */
    String keyFingerprint();

    /**
     * One of the keys that are trusted.
     *
     * @param key that key
     */
    record Key(AsymmetricKey key) implements SignerIdentity {
        @Override
        public String keyFingerprint() {
            return key.materialFingerprint();
        }
    }

    /**
     * Somebody to whom a trusted authority gave a certificate.
     *
     * @param keyFingerprint the fingerprint of the certificate's key
     * @param chain the certificates from the signer's to the root
     * @param subject what is equal for all certificates of one person or machine
     * @param emails the mail addresses among the subject alternative names
     * @param uris the URIs among them
     * @param dnsNames the host names among them
     * @param otherNames the names of Sigstore's own kind among them (1.3.6.1.4.1.57264.1.7)
     * @param issuer the OpenID Connect issuer that vouched for the subject (1.3.6.1.4.1.57264.1.8, or its older form
     *     1.3.6.1.4.1.57264.1.1), if the certificate has one
     */
    record Certificate(
            String keyFingerprint,
            List<X509Certificate> chain,
            CertificateSubject subject,
            List<String> emails,
            List<String> uris,
            List<String> dnsNames,
            List<String> otherNames,
            Optional<String> issuer)
            implements SignerIdentity {
        /** Takes copies of the lists. */
        public Certificate {
            chain = List.copyOf(chain);
            emails = List.copyOf(emails);
            uris = List.copyOf(uris);
            dnsNames = List.copyOf(dnsNames);
            otherNames = List.copyOf(otherNames);
        }

        /** The signer's certificate. */
        public X509Certificate certificate() {
            return chain.get(0);
        }

        /** Whom the certificate names, for display: its subject alternative names; without any, its subject. */
        public List<String> shownNames() {
            var names = alternativeNames();
            if (!names.isEmpty()) {
                return names;
            }
            var subject = certificate().getSubjectX500Principal().getName();
            return List.of(subject.isEmpty() ? "a certificate that names nobody" : subject);
        }

        /** All subject alternative names. */
        public List<String> alternativeNames() {
            return Stream.of(emails, uris, dnsNames, otherNames)
                    .flatMap(List::stream)
                    .toList();
        }
    }
}
