package io.jenkins.plugins.intoto.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublicKeyFilesTest {
    static List<String> filesOfTheFiveKeys() {
        return KeyFixtures.names("public").stream()
                .filter(name -> !name.contains("-b.") && !name.contains("-c.") && !name.contains("-d."))
                .filter(name -> !name.contains("-e.") && !name.contains("-f."))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("filesOfTheFiveKeys")
    void everyFormatOfAKeyHasTheSameFingerprintAndIds(String name) throws Exception {
        var key = (AsymmetricKey) KeyFiles.readPublic(KeyFixtures.path(name));
        var reference = KeyFixtures.publicKey(name.substring(7, name.indexOf('.')) + ".spki.pem");

        assertThat(key.materialFingerprint()).isEqualTo(reference.materialFingerprint());
        assertThat(key.signatureIds()).isEqualTo(reference.signatureIds());
    }

    @Test
    void theFingerprintIsTheDigestOfTheSubjectPublicKeyInfo() throws Exception {
        var digest = KeyIdRule.sha256(KeyFixtures.bytes("public/rsa.spki.der"));

        assertThat(KeyFixtures.publicKey("rsa.openssh.pub").materialFingerprint())
                .isEqualTo(java.util.HexFormat.of().formatHex(digest));
    }

    @Test
    void aKeyFileIsKnownByItsLegacyId() throws Exception {
        var key = KeyFixtures.publicKey("rsa.spki.pem");

        assertThat(key.keyId()).isEqualTo(key.idUnder(KeyIdRule.LEGACY));
    }

    @Test
    void aKeyFileIsTriedUnderTheIdsOfBothRules() throws Exception {
        var key = KeyFixtures.publicKey("rsa.spki.pem");

        assertThat(key.signatureIds())
                .containsExactlyInAnyOrder(key.idUnder(KeyIdRule.LEGACY), key.idUnder(KeyIdRule.CURRENT));
    }

    @Test
    void anEcdsaKeyIsAlsoTriedUnderTheIdOfToolsThatSayP256ForEveryCurve() throws Exception {
        var key = KeyFixtures.publicKey("ec384.spki.pem");

        assertThat(key.signatureIds())
                .contains(KeyIdRule.LEGACY.idOf("ecdsa", "ecdsa-sha2-nistp256", key.publicValue()));
    }

    @Test
    void anIdInAKeyFileIsTriedToo() throws Exception {
        var json = KeyFixtures.text("public/ed25519-c.json").replace("{\"key", "{\"keyid\":\"abcd\",\"key");
        var key = KeyFiles.readPublic(json.getBytes(StandardCharsets.UTF_8), "key.json");

        assertThat(key.signatureIds()).contains(new KeyId("abcd")).hasSize(3);
    }

    @Test
    void aJsonKeyFileHasTheLegacyIdOfItsTextAsItStands() throws Exception {
        var declared =
                KeyFixtures.text("private/ec256-c.json").replaceFirst("(?s).*\"keyid\": \"([0-9a-f]{64})\".*", "$1");
        var key = KeyFixtures.publicKey("ec256-c.json");

        assertThat(key.keyId()).isEqualTo(key.idUnder(KeyIdRule.LEGACY)).isEqualTo(new KeyId(declared));
    }

    @Test
    void aByteOrderMarkIsSkipped() throws Exception {
        var key = KeyFiles.readPublic(
                ("\ufeff" + KeyFixtures.text("public/ec256.spki.pem")).getBytes(StandardCharsets.UTF_8), "key.pem");

        assertThat(key).isEqualTo(KeyFixtures.publicKey("ec256.spki.pem"));
    }

    @Test
    void aKeyOfACertificateIsUsableWhileTheCertificateIsValid() throws Exception {
        var key = KeyFiles.readPublic(KeyFixtures.path("certificates/expired.pem"));

        assertThat(key.whyUnusable(Instant.parse("2020-06-01T00:00:00Z"))).isEmpty();
    }

    @Test
    void aKeyOfAnExpiredCertificateIsUnusableAndSaysSince() throws Exception {
        var key = KeyFiles.readPublic(KeyFixtures.path("certificates/expired.pem"));

        assertThat(key.whyUnusable(KeyFixtures.NOW)).contains("its certificate expired at 2021-01-01T00:00:00Z");
    }

    @Test
    void aKeyOfACertificateThatIsNotYetValidIsUnusableAndSaysUntil() throws Exception {
        var key = KeyFiles.readPublic(KeyFixtures.path("certificates/not-yet-valid.pem"));

        assertThat(key.whyUnusable(KeyFixtures.NOW))
                .contains("its certificate is not valid before 2110-01-01T00:00:00Z");
    }

    @Test
    void nothingVerifiesWithTheKeyOfAnExpiredCertificate() throws Exception {
        var key = (AsymmetricKey) KeyFiles.readPublic(KeyFixtures.path("certificates/expired.pem"));
        var signature = KeyFixtures.signature(key, KeyFixtures.bytes("signatures/ecdsa-sha2-nistp256"));
        var message = KeyFixtures.bytes("signatures/message");

        assertThat(key.verifies(signature, out -> out.write(message), Instant.parse("2020-06-01T00:00:00Z")))
                .isTrue();
        assertThat(key.verifies(signature, out -> out.write(message), KeyFixtures.NOW))
                .isFalse();
    }
}
