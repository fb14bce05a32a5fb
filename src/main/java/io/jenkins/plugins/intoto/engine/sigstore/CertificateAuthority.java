package io.jenkins.plugins.intoto.engine.sigstore;

import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.key.CertificateTrust;
import io.jenkins.plugins.intoto.engine.key.CertificateUsage;
import io.jenkins.plugins.intoto.engine.key.UntrustedCertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An authority that issues certificates to signers, or timestamps.
 *
 * @param chain its certificates from the lowest to the root, at least one
 * @param validFor when it may have issued
 * @param usage what its certificates must be fit for
 */
record CertificateAuthority(List<X509Certificate> chain, Validity validFor, CertificateUsage usage) {
    CertificateAuthority {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("an authority has at least one certificate");
        }
    }

    static CertificateAuthority of(JsonObject json, CertificateUsage usage) throws MalformedJsonException {
        var chain = new ArrayList<X509Certificate>();
        for (var certificate : json.object("certChain").someObjects("certificates")) {
            chain.add(ProtoJson.certificate(certificate));
        }
        return new CertificateAuthority(chain, Validity.of(json), usage);
    }

    /**
     * Finds the path of a certificate to the root.
     *
     * @param signer the certificate
     * @param source where it comes from, for error messages
     * @param at when all of the path, the root included, must be valid
     * @return the certificates from the signer's to the root, both included
     * @throws UntrustedCertificateException if there is none
     */
    List<X509Certificate> path(X509Certificate signer, String source, Instant at) throws UntrustedCertificateException {
        int last = chain.size() - 1;
        return CertificateTrust.of(chain.subList(last, chain.size()), chain.subList(0, last))
                .path(signer, source, at, usage);
    }
}
