package io.jenkins.plugins.intoto.engine.sigstore;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.sigstore.VerificationMaterial.CertificateChain;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** What is sent to a log of Rekor v2 for an entry {@code hashedrekord} 0.0.2. */
public final class LogRequest {
    private LogRequest() {}

    private record Kind(String keyDetails, DigestAlgorithm digest) {}

    /**
     * The request for a bundle's signature.
     *
     * @param bundle the bundle
     * @param key the key that signed it
     * @return a plain JSON value; empty if the log takes no signatures by such a key, since it knows only the digest of the
     *     message and Ed25519 signs messages as a whole
     */
    public static Optional<Map<String, Object>> of(SigstoreBundle bundle, AsymmetricKey key) {
        var known = key.attestationDigest()
                .flatMap(digest -> key.publicKeyDetails().map(details -> new Kind(details, digest)));
        return known.map(kind -> {
            var encoder = Base64.getEncoder();
            byte[] digest = kind.digest.newDigest().digest(bundle.envelope().preAuthenticationEncoding());
            byte[] signature = bundle.envelope().signatures().get(0).value();
            return Map.of(
                    "hashedRekordRequestV002",
                    Map.of(
                            "digest",
                            encoder.encodeToString(digest),
                            "signature",
                            Map.of(
                                    "content",
                                    encoder.encodeToString(signature),
                                    "verifier",
                                    verifier(bundle, key, kind))));
        });
    }

    private static Map<String, Object> verifier(SigstoreBundle bundle, AsymmetricKey key, Kind kind) {
        var encoder = Base64.getEncoder();
        try {
            return bundle.material() instanceof CertificateChain chain
                    ? Map.of(
                            "keyDetails",
                            kind.keyDetails,
                            "x509Certificate",
                            Map.of(
                                    "rawBytes",
                                    encoder.encodeToString(chain.leaf().getEncoded())))
                    : Map.of(
                            "keyDetails",
                            kind.keyDetails,
                            "publicKey",
                            Map.of("rawBytes", encoder.encodeToString(key.encoded())));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("it was read from its encoding", e);
        }
    }
}
