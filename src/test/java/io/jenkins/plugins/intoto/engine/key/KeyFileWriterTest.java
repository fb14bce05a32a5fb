package io.jenkins.plugins.intoto.engine.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileWriterTest {
    private static final char[] PASSPHRASE = KeyFixtures.UTF8_PASSPHRASE.toCharArray();

    static Stream<SigningKey> keys() throws Exception {
        return Stream.of(
                KeyGenerator.rsa(2048),
                KeyGenerator.ed25519(),
                KeyGenerator.ecdsa(EcCurve.P256),
                KeyGenerator.ecdsa(EcCurve.P384),
                KeyGenerator.ecdsa(EcCurve.P521));
    }

    private static void checkSame(SigningKey key, byte[] content, PassphraseSource passphrases) throws Exception {
        var read = KeyFiles.readPrivate(content, "key", passphrases);

        assertThat(read.publicKey().material()).isEqualTo(key.publicKey().material());
        assertThat(read.material().pkcs8()).isEqualTo(key.material().pkcs8());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aPrivateKeyInPemIsReadAsItWas(SigningKey key) throws Exception {
        checkSame(key, KeyFileWriter.privatePem(key), PassphraseSource.NONE);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void anEncryptedPrivateKeyInPemIsReadAsItWas(SigningKey key) throws Exception {
        checkSame(key, KeyFileWriter.encryptedPrivatePem(key, PASSPHRASE), PassphraseSource.of(new String(PASSPHRASE)));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aPrivateKeyInJsonIsReadAsItWas(SigningKey key) throws Exception {
        checkSame(key, KeyFileWriter.privateJson(key), PassphraseSource.NONE);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aPublicKeyInPemIsReadAsItWas(SigningKey key) throws Exception {
        assertThat(KeyFiles.readPublic(KeyFileWriter.publicPem(key.publicKey()), "key"))
                .isEqualTo(key.publicKey());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aPublicKeyInJsonIsReadAsItWas(SigningKey key) throws Exception {
        assertThat(KeyFiles.readPublic(KeyFileWriter.publicJson(key.publicKey()), "key"))
                .isEqualTo(key.publicKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ec256", "ec384", "ec521", "ed25519"})
    void privateAndPublicPemAreThoseOfOpenssl(String name) throws Exception {
        var key = KeyFixtures.privateKey(name + ".pkcs8.pem");

        assertThat(KeyFileWriter.privatePem(key))
                .asString()
                .isEqualTo(KeyFixtures.text("private/" + name + ".pkcs8.pem"));
        assertThat(KeyFileWriter.publicPem(key.publicKey()))
                .asString()
                .isEqualTo(KeyFixtures.text("public/" + name + ".spki.pem"));
    }

    @Test
    void encryptingTwiceGivesDifferentContent() throws Exception {
        var key = KeyFixtures.privateKey("ec256.pkcs8.pem");

        assertThat(KeyFileWriter.encryptedPrivatePem(key, PASSPHRASE))
                .isNotEqualTo(KeyFileWriter.encryptedPrivatePem(key, PASSPHRASE));
    }

    @Test
    void anEmptyPassphraseIsRefused() throws Exception {
        var key = KeyFixtures.privateKey("ec256.pkcs8.pem");

        assertThatThrownBy(() -> KeyFileWriter.encryptedPrivatePem(key, new char[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rsaKeysHaveTheSizeThatWasAskedFor() {
        assertThat(KeyGenerator.rsa(2056).publicKey().material().key())
                .isInstanceOfSatisfying(
                        java.security.interfaces.RSAPublicKey.class,
                        key -> assertThat(key.getModulus().bitLength()).isEqualTo(2056));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1024, 2047, 2049, 16384})
    void rsaKeysOfOtherSizesAreNotMade(int bits) {
        assertThatThrownBy(() -> KeyGenerator.rsa(bits)).isInstanceOf(IllegalArgumentException.class);
    }
}
