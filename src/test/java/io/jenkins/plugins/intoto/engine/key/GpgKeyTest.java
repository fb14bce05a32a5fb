package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.DAMAGED;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.PRIVATE_INSTEAD_OF_PUBLIC;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.TOO_SMALL;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.UNSUPPORTED_ALGORITHM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GpgKeyTest {
    private static final byte[] MESSAGE = KeyFixtures.bytes("signatures/message");
    private static final Instant MID_2020 = Instant.parse("2020-06-01T00:00:00Z");
    private static final Instant CREATED = Instant.parse("2020-01-01T00:00:00Z");

    static List<String> signatures() {
        return KeyFixtures.names("gpg").stream()
                .filter(name -> name.matches("gpg/(rsa2048|dsa2048|ed25519|subkeys)\\..*signature\\.json"))
                .toList();
    }

    private static JsonObject object(String json) throws MalformedJsonException {
        return Json.parseObject(json.getBytes(StandardCharsets.UTF_8), "root.layout", JsonLimits.DEFAULT);
    }

    private static GpgKey key(String json) throws Exception {
        var object = object(json);
        return (GpgKey) VerificationKey.fromJson(new KeyId(object.string("keyid")), object);
    }

    private static GpgKey keyOf(String signatureFile) throws Exception {
        return key(json(signatureFile.replaceFirst("gpg/(\\w+)\\..*", "$1")));
    }

    private static String json(String name) {
        return KeyFixtures.text("gpg/" + name + ".json");
    }

    private static Signature signature(String file) throws Exception {
        var object = object(KeyFixtures.text(file));
        var hex = HexFormat.of();
        return Signature.ofGpg(
                new KeyId(object.string("keyid")),
                hex.parseHex(object.string("signature")),
                hex.parseHex(object.string("other_headers")));
    }

    private static Signature onlySignature(String name) throws Exception {
        return signature(KeyFixtures.names("gpg").stream()
                .filter(file -> file.matches("gpg/" + name + "\\..*signature\\.json"))
                .findFirst()
                .orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void aCheckThatIsInterruptedFindsNoSignature(String file) throws Exception {
        Signer.Message interrupted = out -> {
            throw new InterruptedIOException("interrupted");
        };

        assertThat(keyOf(file).verifies(signature(file), interrupted, MID_2020)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void signaturesThatTheReferenceKeepsInLinksVerify(String file) throws Exception {
        assertThat(keyOf(file).verifies(signature(file), out -> out.write(MESSAGE), MID_2020))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void aSignatureWithAChangedBitIsInvalid(String file) throws Exception {
        var key = keyOf(file);
        var signature = signature(file);
        for (int i = 0; i < signature.value().length; i += 3) {
            var value = signature.value();
            value[i] ^= 4;
            var changed = Signature.ofGpg(
                    signature.keyId(), value, signature.otherHeaders().orElseThrow());
            assertThat(key.verifies(changed, out -> out.write(MESSAGE), MID_2020))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void changedHeadersMakeASignatureInvalid(String file) throws Exception {
        var key = keyOf(file);
        var signature = signature(file);
        var length = signature.otherHeaders().orElseThrow().length;
        for (int i = 0; i < length; i++) {
            var headers = signature.otherHeaders().orElseThrow();
            headers[i] ^= 1;
            var changed = Signature.ofGpg(signature.keyId(), signature.value(), headers);
            assertThat(key.verifies(changed, out -> out.write(MESSAGE), MID_2020))
                    .as("byte %d", i)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void aSignatureOfAnotherMessageIsInvalid(String file) throws Exception {
        assertThat(keyOf(file).verifies(signature(file), out -> out.write(new byte[] {1}), MID_2020))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void aMalformedSignatureIsInvalid(String file) throws Exception {
        var key = keyOf(file);
        var headers = signature(file).otherHeaders().orElseThrow();
        for (int length : new int[] {0, 1, 63, 64, 65, 255, 256, 257, 5000}) {
            var signature = Signature.ofGpg(signature(file).keyId(), new byte[length], headers);
            assertThat(key.verifies(signature, out -> out.write(MESSAGE), MID_2020))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void truncatedHeadersMakeASignatureInvalid(String file) throws Exception {
        var signature = signature(file);
        for (int length = 0; length < 8; length++) {
            var headers = java.util.Arrays.copyOf(signature.otherHeaders().orElseThrow(), length);
            var changed = Signature.ofGpg(signature.keyId(), signature.value(), headers);
            assertThat(keyOf(file).verifies(changed, out -> out.write(MESSAGE), MID_2020))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused-sha512", "refused-text"})
    void signaturesOfOtherKindsAreInvalid(String name) throws Exception {
        assertThat(key(json("rsa2048"))
                        .verifies(signature("gpg/" + name + ".signature.json"), out -> out.write(MESSAGE), MID_2020))
                .isFalse();
    }

    /** A signature that says something else about the same bytes, such as that they are a user id. */
    @ParameterizedTest
    @ValueSource(bytes = {0x01, 0x10, 0x13, 0x1f})
    void aSignatureOfAnotherTypeIsInvalid(byte type) throws Exception {
        var pair = java.security.KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var material = new GpgMaterial(
                GpgMaterial.Algorithm.EDDSA, pair.getPublic(), java.util.Optional.empty(), java.util.Optional.empty());

        for (byte signedType : new byte[] {0, type}) {
            var headers = new byte[] {4, signedType, 22, 8, 0, 0};
            var engine = java.security.Signature.getInstance("Ed25519");
            engine.initSign(pair.getPrivate());
            var trailer = new byte[] {4, (byte) 0xff, 0, 0, 0, 6};
            var digest = java.security.MessageDigest.getInstance("SHA-256");
            digest.update(MESSAGE);
            digest.update(headers);
            engine.update(digest.digest(trailer));

            assertThat(material.verifies(engine.sign(), headers, out -> out.write(MESSAGE)))
                    .isEqualTo(signedType == 0);
        }
    }

    @Test
    void aSignatureWithoutHeadersIsInvalid() throws Exception {
        var signature = onlySignature("rsa2048");

        assertThat(key(json("rsa2048"))
                        .verifies(
                                Signature.of(signature.keyId(), signature.value()),
                                out -> out.write(MESSAGE),
                                MID_2020))
                .isFalse();
    }

    @Test
    void aKeyIsKnownByItsFingerprintAndThoseOfItsSubkeys() throws Exception {
        var key = key(json("subkeys"));

        assertThat(key.signatureIds()).hasSize(4).contains(key.keyId());
        assertThat(key.materialFingerprints()).hasSize(4).contains(key.materialFingerprint());
    }

    @Test
    void aSubkeyAloneIsKnownByItsOwnFingerprintAndIsTheSameFunctionary() throws Exception {
        var key = key(json("subkeys"));
        var id = onlySignature("subkeys").keyId();

        var subkey = key.subkey(id).orElseThrow();

        assertThat(subkey.keyId()).isEqualTo(id);
        assertThat(subkey.signatureIds()).containsExactly(id);
        assertThat(subkey.materialFingerprints()).isEqualTo(key.materialFingerprints());
        assertThat(subkey.verifies(onlySignature("subkeys"), out -> out.write(MESSAGE), MID_2020))
                .isTrue();
        assertThat(key.subkey(key.keyId())).isEmpty();
        assertThat(subkey.subkey(id)).contains(subkey);
    }

    @Test
    void aSignatureOfASubkeyIsNotByThePrimaryKey() throws Exception {
        var key = key(json("subkeys"));
        var signature = onlySignature("subkeys");
        var renamed = Signature.ofGpg(
                key.keyId(), signature.value(), signature.otherHeaders().orElseThrow());

        assertThat(key.verifies(renamed, out -> out.write(MESSAGE), MID_2020)).isFalse();
    }

    @Test
    void theMaterialOfAGpgKeyIsThatOfTheSameKeyInAnotherFormat() throws Exception {
        var object = object(json("ed25519"));
        var hex = object.object("keyval").object("public").string("q");
        var plain = KeyFiles.readPublic(
                ("{\"keytype\":\"ed25519\",\"scheme\":\"ed25519\",\"keyval\":{\"public\":\"" + hex + "\"}}").getBytes(),
                "key.json");

        assertThat(key(json("ed25519")).materialFingerprint()).isEqualTo(plain.materialFingerprint());
    }

    @Test
    void anExpiredKeyIsUnusableAndSaysSince() throws Exception {
        var key = key(json("expired"));

        assertThat(key.whyUnusable(CREATED)).isEmpty();
        assertThat(key.whyUnusable(CREATED.plusSeconds(86399))).isEmpty();
        assertThat(key.whyUnusable(CREATED.plusSeconds(86400))).contains("the GPG key expired at 2020-01-02T00:00:00Z");
        assertThat(key.expires()).contains(CREATED.plusSeconds(86400));
    }

    @Test
    void anExpiredKeyVerifiesNothing() throws Exception {
        var key = key(json("expired"));
        var signature = onlySignature("expired");

        assertThat(key.verifies(signature, out -> out.write(MESSAGE), CREATED)).isTrue();
        assertThat(key.verifies(signature, out -> out.write(MESSAGE), MID_2020)).isFalse();
    }

    @Test
    void anExpiredSubkeyVerifiesNothing() throws Exception {
        var limited = object(json("subkeys")).object("subkeys");
        var id = limited.names().stream()
                .filter(name -> limited.asMap().get(name).toString().contains("validity_period"))
                .findFirst()
                .orElseThrow();
        var signature = signature("gpg/subkeys." + id.substring(0, 8) + ".signature.json");
        var key = key(json("subkeys"));

        assertThat(key.verifies(signature, out -> out.write(MESSAGE), MID_2020)).isTrue();
        assertThat(key.verifies(signature, out -> out.write(MESSAGE), CREATED.plusSeconds(31536000)))
                .isFalse();
    }

    @Test
    void aSubkeyOfAnExpiredKeyVerifiesNothing() throws Exception {
        var expired = json("subkeys").replaceFirst("(\"creation_time\": \\d+),", "$1, \"validity_period\": 1,");

        assertThat(key(expired).verifies(onlySignature("subkeys"), out -> out.write(MESSAGE), MID_2020))
                .isFalse();
    }

    @Test
    void aKeyIsUnusableBeforeItWasMade() throws Exception {
        assertThat(key(json("rsa2048")).whyUnusable(CREATED.minusSeconds(1)))
                .contains("the GPG key was made later, at 2020-01-01T00:00:00Z");
    }

    @Test
    void aKeyIsWrittenAsItWasRead() throws Exception {
        assertThat(key(json("subkeys")).toJson())
                .isEqualTo(object(json("subkeys")).asMap());
    }

    @Test
    void aKeyFileInJsonIsRead() throws Exception {
        assertThat(KeyFiles.readPublic(KeyFixtures.path("gpg/subkeys.json"))).isEqualTo(key(json("subkeys")));
    }

    @Test
    void aPrivateKeyIsRefused() {
        var failure = catchThrowableOfType(
                UnreadableKeyException.class,
                () -> key(json("rsa2048").replace("\"private\": \"\"", "\"private\": \"x\"")));

        assertThat(failure.reason()).isEqualTo(PRIVATE_INSTEAD_OF_PUBLIC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pgp+rsa-pkcsv1.5", "pgp+dsa-fips-180-2", "pgp+other"})
    void aMethodThatIsNotOfTheTypeIsNotSupported(String method) {
        var failure = catchThrowableOfType(
                UnreadableKeyException.class, () -> key(json("ed25519").replace("pgp+eddsa-ed25519", method)));

        assertThat(failure.reason()).isEqualTo(UNSUPPORTED_ALGORITHM);
    }

    @Test
    void aShortRsaKeyIsRefused() {
        var failure = catchThrowableOfType(
                UnreadableKeyException.class,
                () -> key(json("rsa2048").replaceFirst("(\"n\": \"[0-9a-f]{255})[0-9a-f]+", "$1f")));

        assertThat(failure.reason()).isEqualTo(TOO_SMALL);
    }

    @Test
    void aDsaKeyWhoseNumbersDoNotFitIsDamaged() {
        var failure = catchThrowableOfType(
                UnreadableKeyException.class,
                () -> key(json("dsa2048").replaceFirst("\"y\": \".{4}", "\"y\": \"0001")));

        assertThat(failure.reason()).isEqualTo(DAMAGED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "4294967296", "1.5", "\"1\"", "null"})
    void aTimeThatIsNoNumberOfSecondsIsMalformed(String seconds) {
        assertThatThrownBy(() -> key(json("rsa2048").replaceFirst("1577836800", seconds)))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessage("root.layout: /creation_time: is not a number of seconds");
    }

    @Test
    void anIdOfASubkeyThatIsNotHexadecimalIsMalformed() {
        var json = json("subkeys").replaceFirst("(\"subkeys\": \\{\\s*\")[0-9a-f]{40}", "$1../x");

        assertThatThrownBy(() -> key(json)).isInstanceOf(MalformedJsonException.class);
    }
}
