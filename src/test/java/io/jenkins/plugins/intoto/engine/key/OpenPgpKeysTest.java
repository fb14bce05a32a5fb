package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.DAMAGED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenPgpKeysTest {
    private static GpgKey read(String name) throws UnreadableKeyException {
        return (GpgKey) KeyFiles.readPublic(KeyFixtures.path("gpg/" + name));
    }

    private static UnreadableKeyException failure(byte[] content) {
        return catchThrowableOfType(UnreadableKeyException.class, () -> KeyFiles.readPublic(content, "key.gpg"));
    }

    private static Map<String, Object> reference(String name) throws Exception {
        return Json.parseObject(KeyFixtures.bytes("gpg/" + name + ".json"), name, JsonLimits.DEFAULT)
                .asMap();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa2048", "dsa2048", "ed25519", "expired"})
    void anExportedKeyIsTheObjectThatTheReferenceMakesOfIt(String name) throws Exception {
        assertThat(read(name + ".gpg").toJson()).isEqualTo(reference(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa2048", "dsa2048", "ed25519", "expired", "subkeys", "modern"})
    void anArmoredKeyIsReadLikeABinaryOne(String name) throws Exception {
        assertThat(read(name + ".asc")).isEqualTo(read(name + ".gpg"));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 6})
    void aKeyOfAnotherVersionIsCalledThat(int version) throws Exception {
        // The old format of packets, with a length of two octets.
        var old = KeyFixtures.bytes("gpg/rsa2048.gpg");
        assertThat(old[0]).isEqualTo((byte) 0x99);
        old[3] = (byte) version;
        // The new format, for a key of Ed25519, whose length is one octet.
        var modern = new byte[44];
        modern[0] = (byte) 0xc6;
        modern[1] = 42;
        modern[2] = (byte) version;
        var armored = new ByteArrayOutputStream();
        try (var armor = ArmoredOutputStream.builder().build(armored)) {
            armor.write(modern);
        }

        for (var content : List.of(old, modern, armored.toByteArray())) {
            var failure = failure(content);

            assertThat(failure.reason()).isEqualTo(UnreadableKeyException.Reason.UNSUPPORTED_ALGORITHM);
            assertThat(failure)
                    .hasMessage("key.gpg: is an OpenPGP key of version " + version
                            + ", which is not supported; version 4 is, which GnuPG makes by default");
        }
    }

    @Test
    @SuppressWarnings("unchecked") // JSON objects are maps
    void subkeysThatSignAreKeptAndThoseThatEncryptAreNot() throws Exception {
        var known = (Map<Object, Object>) reference("subkeys").get("subkeys");
        var read = (Map<Object, Object>) read("subkeys.gpg").toJson().get("subkeys");

        assertThat(known).hasSize(3).containsAllEntriesOf(read);
        assertThat(read).hasSize(2);
    }

    @Test
    void theExpiryOfAnEd25519KeyIsFound() throws Exception {
        assertThat(read("modern.gpg").whyUnusable(Instant.parse("2050-01-01T00:00:00Z")))
                .contains("the GPG key expired at 2021-12-31T00:00:00Z");
    }

    @Test
    void anEd25519SubkeyVerifies() throws Exception {
        var file = KeyFixtures.names("gpg").stream()
                .filter(name -> name.matches("gpg/modern\\..*signature\\.json"))
                .findFirst()
                .orElseThrow();
        var object = Json.parseObject(KeyFixtures.bytes(file), file, JsonLimits.DEFAULT);
        var signature = Signature.ofGpg(
                new KeyId(object.string("keyid")),
                HexFormat.of().parseHex(object.string("signature")),
                HexFormat.of().parseHex(object.string("other_headers")));
        var message = KeyFixtures.bytes("signatures/message");

        assertThat(read("modern.gpg")
                        .verifies(signature, out -> out.write(message), Instant.parse("2020-06-01T00:00:00Z")))
                .isTrue();
        assertThat(read("modern.gpg")
                        .verifies(signature, out -> out.write(message), Instant.parse("2021-06-01T00:00:00Z")))
                .as("the subkey has expired, the primary key has not")
                .isFalse();
        assertThat(read("modern.gpg").whyUnusable(Instant.parse("2021-06-01T00:00:00Z")))
                .isEmpty();
        assertThat(read("modern.gpg").whyUnusable(signature, Instant.parse("2021-06-01T00:00:00Z")))
                .as("nobody changed it, so it must not be called invalid")
                .contains("the GPG key expired at 2020-12-31T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    revoked.asc         | REVOKED                   | the GPG key is revoked
                    two-keys.gpg        | SEVERAL_KEYS              | holds several GPG keys; export the one to use alone
                    openpgp-private.asc | PRIVATE_INSTEAD_OF_PUBLIC | holds a private key where a public key is needed
                    """)
    void aKeyThatCannotBeUsedIsRefusedWithTheReason(String name, UnreadableKeyException.Reason reason, String text) {
        var failure = failure(KeyFixtures.bytes("refused/" + name));

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure).hasMessage("key.gpg: " + text);
    }

    @Test
    void aKeyWithoutItsSelfSignatureIsRefused() throws Exception {
        var content = KeyFixtures.bytes("gpg/ed25519.gpg");
        var ring = new PGPPublicKeyRing(content, new BcKeyFingerprintCalculator());
        var userId = ring.getPublicKey().getRawUserIDs().next();
        var alone = PGPPublicKey.removeCertification(ring.getPublicKey(), userId);

        assertThat(failure(alone.getEncoded())).hasMessage("key.gpg: the GPG key has no valid signature of its own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa2048", "dsa2048", "ed25519"})
    void aKeyWithADamagedSelfSignatureIsRefused(String name) {
        var content = KeyFixtures.bytes("gpg/" + name + ".gpg");
        content[content.length - 1] ^= 1;

        assertThat(failure(content).reason()).isEqualTo(DAMAGED);
    }

    /** What someone could do who puts a subkey of his own into another's key. */
    @Test
    void aSubkeyThatThePrimaryKeyDidNotSignIsLeftOut() throws Exception {
        var calculator = new BcKeyFingerprintCalculator();
        var modern = new PGPPublicKeyRing(KeyFixtures.bytes("gpg/modern.gpg"), calculator);
        var out = new ByteArrayOutputStream();
        out.writeBytes(KeyFixtures.bytes("gpg/rsa2048.gpg"));
        for (var key : modern) {
            if (!key.isMasterKey()) {
                out.writeBytes(key.getEncoded());
            }
        }
        var key = (GpgKey) KeyFiles.readPublic(out.toByteArray(), "key.gpg");

        assertThat(key).isEqualTo(read("rsa2048.gpg"));
    }
}
