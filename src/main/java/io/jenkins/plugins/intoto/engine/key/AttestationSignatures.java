package io.jenkins.plugins.intoto.engine.key;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.util.List;

/**
 * Signatures of attestations, as Sigstore's tools make and accept them. They differ from those of links and layouts: RSA
 * signs by PKCS#1 v1.5, and no scheme stands beside a signature, so all that a key can have used are tried.
 */
final class AttestationSignatures {
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
        public Signer forAttestations() {
            return this;
        }

        @Override
        public Signer withCertificate(String pem, String source) throws UnreadableKeyException {
            return new By(key.withCertificate(pem, source));
        }

        @Override
        public byte[] sign(Message message) throws SigningException, IOException {
            var material = key.material();
            try {
                return schemes(material.publicPart()).get(0).sign(material.key(), message);
            } catch (GeneralSecurityException | ProviderException e) {
                throw new SigningException(key.publicKey().keyId(), "the cryptography of the Java platform refuses it");
            }
        }
    }

    static boolean verifies(PublicMaterial material, byte[] signature, Signer.Message message) {
        return schemes(material).stream().anyMatch(scheme -> scheme.verifies(material.key(), signature, message));
    }

    static List<SignatureScheme> schemes(PublicMaterial material) {
        return material.scheme().algorithm().attestationSchemes(material);
    }
}
