package io.jenkins.plugins.intoto.sigstore;

import io.jenkins.plugins.intoto.json.JsonObject;
import io.jenkins.plugins.intoto.json.MalformedJsonException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An authority that issues certificates to signers, or timestamps.
 *
 * @param chain its certificates from the lowest to the root, at least one
 * @param validFor when it may have issued
 */
record CertificateAuthority(List<X509Certificate> chain, Validity validFor) {
    CertificateAuthority {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("an authority has at least one certificate");
        }
    }

    static CertificateAuthority of(JsonObject json) throws MalformedJsonException {
        var chain = new ArrayList<X509Certificate>();
        var certificates = json.object("certChain");
        for (var certificate : certificates.objects("certificates")) {
            chain.add(ProtoJson.certificate(certificate));
        }
        if (chain.isEmpty()) {
            throw certificates.malformed("certificates", "must not be empty");
        }
        return new CertificateAuthority(chain, Validity.of(json));
    }

    X509Certificate root() {
        return chain.get(chain.size() - 1);
    }

    /**
     * Builds the chain of a certificate by the rules of RFC 5280; revocation is not checked.
     *
     * @param leaf the certificate
     * @param at when all of the chain, the root included, must be valid
     * @return the certificates from the leaf to the root, both included; empty if there is no chain
     */
    Optional<List<X509Certificate>> chainOf(X509Certificate leaf, Instant at) {
        try {
            root().checkValidity(Date.from(at));
            if (leaf.equals(root())) {
                return Optional.of(List.of(leaf));
            }
            var target = new X509CertSelector();
            target.setCertificate(leaf);
            var parameters = new PKIXBuilderParameters(Set.of(new TrustAnchor(root(), null)), target);
            var known = new ArrayList<>(chain);
            known.add(leaf);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(known)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            var built = (PKIXCertPathBuilderResult)
                    CertPathBuilder.getInstance("PKIX").build(parameters);
            var path = new ArrayList<X509Certificate>();
            built.getCertPath().getCertificates().forEach(member -> path.add((X509Certificate) member));
            path.add(root());
            return Optional.of(path);
        } catch (CertPathBuilderException | CertificateException e) {
            return Optional.empty(); // there is none, whatever the platform's reason
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
