package io.jenkins.plugins.intoto.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttestationSignatureTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.US_ASCII);

    private static AsymmetricKey publicKey(KeyPair pair) throws UnreadableKeyException {
        return (AsymmetricKey) KeyFiles.readPublic(pair.getPublic().getEncoded(), "key");
    }

    private static byte[] signature(KeyPair pair, String algorithm, PSSParameterSpec parameters) throws Exception {
        var engine = java.security.Signature.getInstance(algorithm);
        if (parameters != null) {
            engine.setParameter(parameters);
        }
        engine.initSign(pair.getPrivate());
        engine.update(MESSAGE);
        return engine.sign();
    }

    private static KeyPair pair(String algorithm, int bits) throws Exception {
        var generator = KeyPairGenerator.getInstance(algorithm);
        if (bits > 0) {
            generator.initialize(bits);
        }
        return generator.generateKeyPair();
    }

    @Test
    void everyKindOfKeyVerifiesWhatItSigned() throws Exception {
        for (var key : List.of(
                KeyGenerator.ecdsa(EcCurve.P256),
                KeyGenerator.ecdsa(EcCurve.P384),
                KeyGenerator.ecdsa(EcCurve.P521),
                KeyGenerator.ed25519(),
                KeyGenerator.rsa(2048))) {
            byte[] signature = key.forAttestations().sign(out -> out.write(MESSAGE));

            assertThat(key.publicKey().verifiesAttestation(signature, MESSAGE, NOW))
                    .as(key.toString())
                    .isTrue();
            assertThat(key.publicKey().verifiesAttestation(signature, new byte[1], NOW))
                    .isFalse();
            signature[signature.length - 1] ^= 1;
            assertThat(key.publicKey().verifiesAttestation(signature, MESSAGE, NOW))
                    .isFalse();
        }
    }

    @Test
    void rsaSignsByPkcs1WithSha256() throws Exception {
        var key = KeyGenerator.rsa(2048);
        byte[] signature = key.forAttestations().sign(out -> out.write(MESSAGE));

        assertThat(SignatureScheme.RSA_PKCS1V15_SHA256.verifies(
                        key.publicKey().material().key(), signature, MESSAGE))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "256, SHA256withECDSA",
        "256, SHA256withECDSAinP1363Format",
        "384, SHA256withECDSA",
        "384, SHA384withECDSA",
        "384, SHA384withECDSAinP1363Format",
        "384, SHA256withECDSAinP1363Format",
        "521, SHA512withECDSA",
        "521, SHA512withECDSAinP1363Format",
        "521, SHA256withECDSA"
    })
    void ecdsaIsAcceptedAsOthersWriteIt(int bits, String algorithm) throws Exception {
        var pair = pair("EC", bits);

        assertThat(publicKey(pair).verifiesAttestation(signature(pair, algorithm, null), MESSAGE, NOW))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"256, SHA256", "384, SHA384", "521, SHA512"})
    void ecdsaOfLinksIsAcceptedInBothEncodingsToo(int bits, String digest) throws Exception {
        var pair = pair("EC", bits);
        var key = publicKey(pair);
        byte[] raw = signature(pair, digest + "withECDSAinP1363Format", null);

        for (byte[] signature : List.of(raw, signature(pair, digest + "withECDSA", null))) {
            assertThat(key.verifies(Signature.of(key.keyId(), signature), out -> out.write(MESSAGE), NOW))
                    .isTrue();
        }
        raw[raw.length - 1] ^= 1;
        assertThat(key.verifies(Signature.of(key.keyId(), raw), out -> out.write(MESSAGE), NOW))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"SHA256withRSA", "SHA384withRSA", "SHA512withRSA"})
    void pkcs1IsAccepted(String algorithm) throws Exception {
        var pair = pair("RSA", 2048);

        assertThat(publicKey(pair).verifiesAttestation(signature(pair, algorithm, null), MESSAGE, NOW))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"SHA-256, 32", "SHA-384, 48", "SHA-512, 64", "SHA-256, 222"})
    void pssIsAccepted(String digest, int salt) throws Exception {
        var pair = pair("RSA", 2048);
        var parameters = new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest), salt, 1);

        assertThat(publicKey(pair).verifiesAttestation(signature(pair, "RSASSA-PSS", parameters), MESSAGE, NOW))
                .isTrue();
    }

    @Test
    void sha1IsNotAccepted() throws Exception {
        var rsa = pair("RSA", 2048);
        var ec = pair("EC", 256);

        assertThat(publicKey(rsa).verifiesAttestation(signature(rsa, "SHA1withRSA", null), MESSAGE, NOW))
                .isFalse();
        assertThat(publicKey(ec).verifiesAttestation(signature(ec, "SHA1withECDSA", null), MESSAGE, NOW))
                .isFalse();
    }

    @Test
    void malformedSignaturesAreNotValid() throws Exception {
        var keys = List.of(KeyGenerator.ecdsa(EcCurve.P256), KeyGenerator.ed25519(), KeyGenerator.rsa(2048));
        for (int length : new int[] {0, 1, 63, 64, 65, 256, 5000}) {
            for (var key : keys) {
                assertThat(key.publicKey().verifiesAttestation(new byte[length], MESSAGE, NOW))
                        .isFalse();
            }
        }
    }
}
