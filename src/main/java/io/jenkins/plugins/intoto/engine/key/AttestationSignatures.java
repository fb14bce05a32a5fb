package io.jenkins.plugins.intoto.engine.key;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Signatures of attestations, as Sigstore's tools make and accept them. They differ from those of links and layouts: RSA
 * signs by PKCS#1 v1.5, and no scheme stands beside a signature, so all that a key can have used are tried.
 */
final class AttestationSignatures {
    private static final List<SignatureScheme> RSA = List.of(
            SignatureScheme.RSA_PKCS1V15_SHA256,
            SignatureScheme.RSASSA_PSS_SHA256,
            SignatureScheme.RSA_PKCS1V15_SHA384,
            SignatureScheme.RSA_PKCS1V15_SHA512,
            SignatureScheme.RSASSA_PSS_SHA384,
            SignatureScheme.RSASSA_PSS_SHA512);

    private AttestationSignatures() {}

    /**
     * Signs with a private key.
     *
     * @param key the key, whose own scheme does not matter
     */
    record By(SigningKey key) implements Signer {
        @Override
        public AsymmetricKey publicKey() {
            return key.publicKey();
        }

        @Override
        public byte[] sign(Message message) throws SigningException, IOException {
            var material = key.material();
            try {
                return natural(material.publicPart()).sign(material.key(), message);
            } catch (GeneralSecurityException | ProviderException e) {
                throw new SigningException(key.publicKey().keyId(), "the cryptography of the Java platform refuses it");
            }
        }
    }

    private static SignatureScheme natural(PublicMaterial material) {
        var scheme = material.scheme();
        return scheme.family() == SignatureScheme.Family.RSA ? SignatureScheme.RSA_PKCS1V15_SHA256 : scheme;
    }

    static boolean verifies(PublicMaterial material, byte[] signature, Signer.Message message) {
        return switch (material.scheme().family()) {
            case ED25519 -> SignatureScheme.ED25519.verifies(material.key(), signature, message);
            case RSA -> RSA.stream().anyMatch(scheme -> scheme.verifies(material.key(), signature, message));
            case ECDSA ->
                digests(material.scheme()).stream()
                        .anyMatch(scheme -> scheme.verifies(material.key(), signature, message));
        };
    }

    /** Whether a signature is by Ed25519ph; false for other kinds of keys. */
    static boolean verifiesPrehashed(PublicMaterial material, byte[] signature, Signer.Message message) {
        return material.scheme().family() == SignatureScheme.Family.ED25519
                && SignatureScheme.ED25519.verifiesPrehashed(material.key(), signature, message);
    }

    /** Some tools sign with SHA-256 whatever the curve. */
    private static Set<SignatureScheme> digests(SignatureScheme ofCurve) {
        var schemes = new LinkedHashSet<SignatureScheme>();
        schemes.add(ofCurve);
        schemes.add(SignatureScheme.ECDSA_P256);
        return schemes;
    }
}
