package io.jenkins.plugins.intoto.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeyFilesTest {
    static List<String> unprotected() {
        return KeyFixtures.names("private").stream()
                .filter(name -> !name.contains("empty-passphrase"))
                .toList();
    }

    static List<String> protectedByPassphrase() {
        return KeyFixtures.names("protected");
    }

    /** The public file of the key that a private file is named after. */
    private static AsymmetricKey publicKeyOf(String name) throws UnreadableKeyException {
        var file = name.substring(name.indexOf('/') + 1);
        if (file.startsWith("ed25519.utf8-e")) {
            return KeyFixtures.publicKey("ed25519-e.json");
        }
        var key = file.substring(0, file.indexOf('.'));
        if (!key.contains("-")) {
            return KeyFixtures.publicKey(key + ".spki.pem");
        }
        return KeyFixtures.publicKey(file.replace(".openssh", ".openssh.pub"));
    }

    private static void checkPairs(SigningKey key, AsymmetricKey publicKey) throws Exception {
        var signature = KeyFixtures.signature(publicKey, key.sign(out -> out.write("message".getBytes())));

        assertThat(publicKey.verifies(signature, out -> out.write("message".getBytes()), KeyFixtures.NOW))
                .isTrue();
        assertThat(key.publicKey().signatureIds()).isEqualTo(publicKey.signatureIds());
    }

    @ParameterizedTest
    @MethodSource("unprotected")
    void eachFormatGivesTheKeyThatItsPublicKeyVerifies(String name) throws Exception {
        checkPairs(KeyFiles.readPrivate(KeyFixtures.path(name), PassphraseSource.NONE), publicKeyOf(name));
    }

    @ParameterizedTest
    @MethodSource("protectedByPassphrase")
    void eachProtectedFormatGivesTheKeyThatItsPublicKeyVerifies(String name) throws Exception {
        var key = KeyFiles.readPrivate(KeyFixtures.path(name), KeyFixtures.passphrase(name));
        checkPairs(key, name.contains("keytool") ? key.publicKey() : publicKeyOf(name));
    }

    @Test
    void aPkcs12FileWithoutAPassphraseIsRead() throws Exception {
        checkPairs(KeyFixtures.privateKey("ec256.empty-passphrase.p12"), KeyFixtures.publicKey("ec256.spki.pem"));
    }

    @Test
    void aKeyOfCosignWithoutAPassphraseIsRead() throws Exception {
        checkPairs(KeyFixtures.privateKey("ec256.empty-passphrase.pem"), KeyFixtures.publicKey("ec256.spki.pem"));
    }

    @ParameterizedTest
    @MethodSource("unprotected")
    void noPassphraseIsAskedForAnUnprotectedKey(String name) throws Exception {
        KeyFiles.readPrivate(KeyFixtures.path(name), source -> {
            throw new AssertionError("asked for the passphrase of " + source);
        });
    }

    @Test
    void thePassphraseIsWipedAfterUse() throws Exception {
        var passphrase = KeyFixtures.PASSPHRASE.toCharArray();
        KeyFiles.readPrivate(
                KeyFixtures.path("protected/ec256.pbes2.pem"), source -> java.util.Optional.of(passphrase));

        assertThat(passphrase).containsOnly('\0');
    }

    @Test
    void theCertificateOfAPkcs12FileIsKept() throws Exception {
        var key = KeyFiles.readPrivate(KeyFixtures.path("protected/ec256.p12"), KeyFixtures.passphrase(""));

        assertThat(key.publicKey().certificate()).contains(KeyFixtures.text("certificates/leaf.pem"));
    }

    @Test
    void theCertificateOfTheKeyInAPemFileIsKept() throws Exception {
        assertThat(KeyFixtures.privateKey("ec256.with-chain.pem").publicKey().certificate())
                .contains(KeyFixtures.text("certificates/leaf.pem"));
    }

    @Test
    void aCertificateCanBeGivenSeparately() throws Exception {
        var certificate = KeyFixtures.text("certificates/leaf.pem");

        assertThat(KeyFixtures.privateKey("ec256.pkcs8.pem")
                        .withCertificate(certificate, "leaf.pem")
                        .publicKey()
                        .certificate())
                .contains(certificate);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa.pkcs8.pem", "ec256.pkcs8.pem", "ed25519.pkcs8.pem"})
    void aPrivateKeyShowsNothingOfItsSecret(String name) throws Exception {
        var key = KeyFixtures.privateKey(name);

        assertThat(key.toString()).isEqualTo("private " + key.publicKey());
        assertThat(key.material().toString())
                .isEqualTo("private key of " + key.material().publicPart().scheme());
    }
}
