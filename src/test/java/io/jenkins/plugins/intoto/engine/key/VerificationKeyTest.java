package io.jenkins.plugins.intoto.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.json.JsonObject;
import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationKeyTest {
    private static final byte[] MESSAGE = KeyFixtures.bytes("signatures/message");

    private static AsymmetricKey key(String keytype, String scheme, String file) throws Exception {
        var material = KeyFixtures.publicKey(file);
        var object = Map.<String, Object>of(
                "keytype", keytype, "scheme", scheme, "keyval", Map.of("public", material.publicValue()));
        return (AsymmetricKey) VerificationKey.fromJson(new KeyId("abcd"), JsonObject.of(object, "layout"));
    }

    private static boolean verifies(AsymmetricKey key, byte[] signature, byte[] message) {
        return key.verifies(KeyFixtures.signature(key, signature), out -> out.write(message), KeyFixtures.NOW);
    }

    static Stream<AsymmetricKey> keysOfEachScheme() throws Exception {
        return Stream.of(
                key("rsa", "rsassa-pss-sha224", "rsa.spki.pem"),
                key("rsa", "rsassa-pss-sha256", "rsa.spki.pem"),
                key("rsa", "rsassa-pss-sha384", "rsa.spki.pem"),
                key("rsa", "rsassa-pss-sha512", "rsa.spki.pem"),
                key("rsa", "rsa-pkcs1v15-sha224", "rsa.spki.pem"),
                key("rsa", "rsa-pkcs1v15-sha256", "rsa.spki.pem"),
                key("rsa", "rsa-pkcs1v15-sha384", "rsa.spki.pem"),
                key("rsa", "rsa-pkcs1v15-sha512", "rsa.spki.pem"),
                key("ecdsa", "ecdsa-sha2-nistp256", "ec256.spki.pem"),
                key("ecdsa", "ecdsa-sha2-nistp384", "ec384.spki.pem"),
                key("ecdsa", "ecdsa-sha2-nistp521", "ec521.spki.pem"),
                key("ed25519", "ed25519", "ed25519.spki.pem"));
    }

    private static byte[] opensslSignature(AsymmetricKey key) {
        return KeyFixtures.bytes("signatures/" + key.scheme());
    }

    @ParameterizedTest
    @MethodSource("keysOfEachScheme")
    void signaturesByOpensslVerify(AsymmetricKey key) {
        assertThat(verifies(key, opensslSignature(key), MESSAGE)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("keysOfEachScheme")
    void aSignatureWithAFlippedBitIsInvalid(AsymmetricKey key) {
        var signature = opensslSignature(key);
        for (int bit = 0; bit < 8 * signature.length; bit += 5) {
            var flipped = signature.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(verifies(key, flipped, MESSAGE)).as("bit %d", bit).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("keysOfEachScheme")
    void aSignatureOfAnotherMessageIsInvalid(AsymmetricKey key) {
        var changed = MESSAGE.clone();
        changed[0] ^= 1;

        assertThat(verifies(key, opensslSignature(key), changed)).isFalse();
        assertThat(verifies(key, opensslSignature(key), new byte[0])).isFalse();
    }

    @ParameterizedTest
    @MethodSource("keysOfEachScheme")
    void aSignatureOfAWrongLengthIsInvalid(AsymmetricKey key) {
        var signature = opensslSignature(key);
        var tooLong = Arrays.copyOf(signature, signature.length + 1);

        for (int length = 0; length < signature.length; length++) {
            assertThat(verifies(key, Arrays.copyOf(signature, length), MESSAGE)).isFalse();
        }
        assertThat(verifies(key, tooLong, MESSAGE)).isFalse();
        assertThat(verifies(key, Arrays.copyOf(signature, 10_000), MESSAGE)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("keysOfEachScheme")
    void aSignatureOfZerosIsInvalid(AsymmetricKey key) {
        assertThat(verifies(key, new byte[opensslSignature(key).length], MESSAGE))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("keysOfEachScheme")
    void aSignatureForAnotherSchemeIsInvalid(AsymmetricKey key) throws Exception {
        for (var other :
                keysOfEachScheme().filter(o -> !o.scheme().equals(key.scheme())).toList()) {
            assertThat(verifies(key, opensslSignature(other), MESSAGE))
                    .as(other.scheme())
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("keysOfEachScheme")
    void aSignatureByAnotherKeyIsInvalid(AsymmetricKey key) throws Exception {
        var others = List.of("rsa-c.keygen.pem", "ec256-c.json", "ed25519-c.json", "ec384.spki.pem", "ec521.spki.pem");
        for (var other : others) {
            var otherKey = KeyFixtures.publicKey(other);
            if (!otherKey.materialFingerprint().equals(key.materialFingerprint())) {
                assertThat(verifies(otherKey, opensslSignature(key), MESSAGE)).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "20", "32", "max"})
    void aPssSignatureWithASaltOfAnyLengthVerifies(String salt) throws Exception {
        var signature = KeyFixtures.bytes("signatures/rsassa-pss-sha256.salt-" + salt);

        assertThat(verifies(KeyFixtures.publicKey("rsa.spki.pem"), signature, MESSAGE))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "20, 20", "32, 32", "max, 222"})
    void theLengthOfTheSaltIsFound(String salt, int length) throws Exception {
        var key = (java.security.interfaces.RSAPublicKey)
                KeyFixtures.publicKey("rsa.spki.pem").material().key();

        assertThat(PssSalt.lengthIn(KeyFixtures.bytes("signatures/rsassa-pss-sha256.salt-" + salt), key, "SHA-256"))
                .hasValue(length);
    }

    @Test
    void aPssSignatureBeyondTheModulusIsInvalid() throws Exception {
        var key = KeyFixtures.publicKey("rsa.spki.pem");
        var modulus = ((java.security.interfaces.RSAPublicKey) key.material().key()).getModulus();
        var number = new BigInteger(1, KeyFixtures.bytes("signatures/rsassa-pss-sha256")).add(modulus);

        if (number.bitLength() <= 2048) {
            assertThat(verifies(key, Unsigned.bytes(number, 256), MESSAGE)).isFalse();
        }
        assertThat(verifies(key, Unsigned.bytes(modulus, 256), MESSAGE)).isFalse();
    }

    @Test
    void anEcdsaSignatureAsTwoPlainNumbersIsTaken() throws Exception {
        var der = DerReader.ofSequence(KeyFixtures.bytes("signatures/ecdsa-sha2-nistp256"));
        var plain = new byte[64];
        Unsigned.write(der.integer(), plain, 0, 32);
        Unsigned.write(der.integer(), plain, 32, 32);

        assertThat(verifies(KeyFixtures.publicKey("ec256.spki.pem"), plain, MESSAGE))
                .isTrue();
    }

    @Test
    void anEcdsaSignatureOfNumbersThatVerifyAnythingIsInvalid() throws Exception {
        var key = KeyFixtures.publicKey("ec256.spki.pem");
        var order = ((ECPublicKey) key.material().key()).getParams().getOrder();
        for (var r : List.of(BigInteger.ZERO, order)) {
            for (var s : List.of(BigInteger.ZERO, order)) {
                var signature = DerWriter.sequence(DerWriter.integer(r), DerWriter.integer(s));
                assertThat(verifies(key, signature, MESSAGE)).isFalse();
            }
        }
    }

    @Test
    void ecdsaTakesTheDigestOfTheCurveAndNoOther() throws Exception {
        assertThat(verifies(
                        KeyFixtures.publicKey("ec256.spki.pem"),
                        KeyFixtures.bytes("signatures/ecdsa-p256-with-sha512"),
                        MESSAGE))
                .isFalse();
    }

    @Test
    void ecdsaTakesTheDigestOfTheCurveWhateverTheSchemeSays() throws Exception {
        var key = key("ecdsa", "ecdsa-sha2-nistp256", "ec384.spki.pem");

        assertThat(verifies(key, KeyFixtures.bytes("signatures/ecdsa-sha2-nistp384"), MESSAGE))
                .isTrue();
    }

    @Test
    void theOldNameOfTheEcdsaKeyTypeIsKnown() throws Exception {
        var key = key("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256", "ec256.spki.pem");

        assertThat(verifies(key, KeyFixtures.bytes("signatures/ecdsa-sha2-nistp256"), MESSAGE))
                .isTrue();
    }

    @Test
    void aSignatureWithGpgHeadersIsNotForThisKindOfKey() throws Exception {
        var key = KeyFixtures.publicKey("ed25519.spki.pem");
        var signature = Signature.ofGpg(key.keyId(), KeyFixtures.bytes("signatures/ed25519"), new byte[0]);

        assertThat(key.verifies(signature, out -> out.write(MESSAGE), KeyFixtures.NOW))
                .isFalse();
    }
}
