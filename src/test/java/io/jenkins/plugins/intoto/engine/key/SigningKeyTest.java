package io.jenkins.plugins.intoto.engine.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.interfaces.RSAPublicKey;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {
    private static final String[] KEYS = {"rsa", "ec256", "ec384", "ec521", "ed25519"};

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ec256", "ec384", "ec521", "ed25519"})
    void aMessageInPiecesHasTheSignatureOfTheWhole(String name) throws Exception {
        var key = KeyFixtures.privateKey(name + ".pkcs8.pem");
        var message = new byte[100_000];
        new Random(1).nextBytes(message);
        var signature = key.sign(out -> {
            out.write(message[0]);
            for (int i = 1; i < message.length; i += 777) {
                out.write(message, i, Math.min(777, message.length - i));
            }
        });

        assertThat(key.publicKey()
                        .verifies(
                                KeyFixtures.signature(key.publicKey(), signature),
                                out -> out.write(message),
                                KeyFixtures.NOW))
                .isTrue();
    }

    @Test
    void rsaSignsWithASaltOf32Bytes() throws Exception {
        var key = KeyFixtures.privateKey("rsa.pkcs8.pem");
        var signature = key.sign(out -> out.write(1));

        assertThat(PssSalt.lengthIn(
                        signature, (RSAPublicKey) key.publicKey().material().key(), "SHA-256"))
                .hasValue(32);
    }

    @Test
    void aFailureToReadTheMessageIsPassedOn() throws Exception {
        var key = KeyFixtures.privateKey("ec256.pkcs8.pem");
        var failure = new IOException("disk on fire");

        assertThatThrownBy(() -> key.sign(out -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    void aKeyFileOfAnotherSchemeSignsByIt() throws Exception {
        var json = KeyFixtures.text("private/rsa.json").replace("rsassa-pss-sha256", "rsa-pkcs1v15-sha512");
        var key = KeyFiles.readPrivate(json.getBytes(), "rsa.json", PassphraseSource.NONE);
        var message = KeyFixtures.bytes("signatures/message");

        assertThat(key.sign(out -> out.write(message))).isEqualTo(KeyFixtures.bytes("signatures/rsa-pkcs1v15-sha512"));
    }

    @Test
    void eachKindOfKeyHasItsScheme() throws Exception {
        for (var name : KEYS) {
            assertThat(KeyFixtures.privateKey(name + ".pkcs8.pem").publicKey().scheme())
                    .isEqualTo(
                            switch (name) {
                                case "rsa" -> "rsassa-pss-sha256";
                                case "ed25519" -> "ed25519";
                                default -> name.replace("ec", "ecdsa-sha2-nistp");
                            });
        }
    }
}
