package io.jenkins.plugins.intoto.engine.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Key files as variables, forms, key services and careless tools leave them. */
class KeyFileVariantsTest {
    /** What becomes of the text of a key. */
    enum Variant {
        BLANKS(text -> text.replace("\n", " ")),
        TWO_BLANKS_AND_TABS(text -> text.replace("\n", " \t")),
        LITERAL_LINE_FEEDS(text -> text.replace("\n", "\\n")),
        LITERAL_CARRIAGE_RETURNS(text -> text.replace("\n", "\\r\\n")),
        QUOTED(text -> '"' + text.replace("\n", "\\n") + '"'),
        BASE64(text -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))),
        BASE64_IN_LINES(text -> Base64.getMimeEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));

        private final UnaryOperator<String> change;

        Variant(UnaryOperator<String> change) {
            this.change = change;
        }

        byte[] of(String name) {
            return change.apply(KeyFixtures.text(name)).getBytes(StandardCharsets.UTF_8);
        }
    }

    private static AsymmetricKey publicKey(String text) throws UnreadableKeyException {
        return (AsymmetricKey) KeyFiles.readPublic(text.getBytes(StandardCharsets.UTF_8), "key");
    }

    private static SigningKey privateKey(String text) throws UnreadableKeyException {
        return KeyFiles.readPrivate(text.getBytes(StandardCharsets.UTF_8), "key", PassphraseSource.of("secret"));
    }

    private static UnreadableKeyException publicFailure(String text) {
        return catchThrowableOfType(UnreadableKeyException.class, () -> publicKey(text));
    }

    private static UnreadableKeyException privateFailure(String text) {
        return catchThrowableOfType(UnreadableKeyException.class, () -> privateKey(text));
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void aPublicKeyWithoutItsLineEndsIsRead(Variant variant) throws Exception {
        assertThat(KeyFiles.readPublic(variant.of("public/ec256.spki.pem"), "key"))
                .isEqualTo(KeyFixtures.publicKey("ec256.spki.pem"));
        assertThat(KeyFiles.readPublic(variant.of("public/rsa.certificate.pem"), "key"))
                .isEqualTo(KeyFixtures.publicKey("rsa.certificate.pem"));
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void aPrivateKeyWithoutItsLineEndsSigns(Variant variant) throws Exception {
        for (var name :
                new String[] {"private/rsa.pkcs8.pem", "protected/rsa.dek-aes256.pem", "protected/rsa.pbes2.pem"}) {
            assertThat(KeyFiles.readPrivate(variant.of(name), "key", KeyFixtures.passphrase(name))
                            .publicKey())
                    .isEqualTo(KeyFixtures.publicKey("rsa.spki.pem"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ec256", "ec384", "ec521", "ed25519"})
    void bareBase64OfDerIsRead(String key) throws Exception {
        var spki = Base64.getEncoder().encodeToString(KeyFixtures.bytes("public/" + key + ".spki.der"));
        var pkcs8 = Base64.getMimeEncoder().encodeToString(KeyFixtures.bytes("private/" + key + ".pkcs8.der"));

        assertThat(publicKey(spki)).isEqualTo(KeyFixtures.publicKey(key + ".spki.pem"));
        assertThat(privateKey(pkcs8).publicKey()).isEqualTo(KeyFixtures.publicKey(key + ".spki.pem"));
        assertThat(publicFailure(pkcs8).reason()).isEqualTo(Reason.PRIVATE_INSTEAD_OF_PUBLIC);
        assertThat(privateFailure(spki).reason()).isEqualTo(Reason.PUBLIC_INSTEAD_OF_PRIVATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Zm9v", "MAA=", "SGVsbG8sIHdvcmxkIQ=="})
    void otherBase64IsNoKey(String text) {
        assertThat(publicFailure(text)).hasMessage("key: is in no known format of keys");
    }

    @ParameterizedTest
    @CsvSource({
        "ec256.pkcs8.pem, PRIVATE KEY, EC PRIVATE KEY",
        "rsa.pkcs8.pem, PRIVATE KEY, RSA PRIVATE KEY",
        "ed25519.pkcs8.pem, PRIVATE KEY, EC PRIVATE KEY",
        "rsa.pkcs1.pem, RSA PRIVATE KEY, PRIVATE KEY",
        "ec384.sec1.pem, EC PRIVATE KEY, PRIVATE KEY",
        "rsa.pkcs1.pem, RSA PRIVATE KEY, EC PRIVATE KEY",
        "ec256.pkcs8.pem, PRIVATE KEY, ENCRYPTED PRIVATE KEY",
    })
    void aPrivateKeyUnderAnotherLabelSigns(String file, String label, String wrong) throws Exception {
        var text = KeyFixtures.text("private/" + file);

        assertThat(privateKey(text.replace(label, wrong)).publicKey())
                .isEqualTo(privateKey(text).publicKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRIVATE KEY", "EC PRIVATE KEY"})
    void anEncryptedKeyThatIsCalledPlainIsOpenedByItsPassphrase(String label) throws Exception {
        var text = KeyFixtures.text("protected/ec256.pbes2.pem").replace("ENCRYPTED PRIVATE KEY", label);

        assertThat(privateKey(text).publicKey()).isEqualTo(KeyFixtures.publicKey("ec256.spki.pem"));
        assertThat(catchThrowableOfType(
                                UnreadableKeyException.class,
                                () -> KeyFiles.readPrivate(text.getBytes(), "key", PassphraseSource.NONE))
                        .reason())
                .isEqualTo(Reason.PASSPHRASE_NEEDED);
    }

    @Test
    void aPublicKeyUnderAnotherLabelIsRead() throws Exception {
        var spki = KeyFixtures.text("public/rsa.spki.pem");
        var pkcs1 = KeyFixtures.text("public/rsa.pkcs1.pem");

        assertThat(publicKey(spki.replace("PUBLIC KEY", "RSA PUBLIC KEY"))).isEqualTo(publicKey(spki));
        assertThat(publicKey(pkcs1.replace("RSA PUBLIC KEY", "PUBLIC KEY"))).isEqualTo(publicKey(spki));
    }

    @Test
    void aPrivateKeyThatIsCalledPublicIsRefusedAsOne() {
        var text = KeyFixtures.text("private/ec256.pkcs8.pem").replace("PRIVATE KEY", "PUBLIC KEY");

        assertThat(publicFailure(text).reason()).isEqualTo(Reason.PRIVATE_INSTEAD_OF_PUBLIC);
    }

    private static String cosign(String parameters) {
        var json = """
                {"kdf": {"name": "scrypt", "params": %s, "salt": "AAAA"},
                 "cipher": {"name": "nacl/secretbox", "nonce": "%s"}, "ciphertext": "%s"}""".formatted(parameters, "A".repeat(32), "A".repeat(400));
        return Pem.write("ENCRYPTED SIGSTORE PRIVATE KEY", json.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"N\": 1073741824, \"r\": 8, \"p\": 1}",
                "{\"N\": 65536, \"r\": 1024, \"p\": 1}",
                "{\"N\": 65536, \"r\": 8, \"p\": 1000000}",
                "{\"N\": -2, \"r\": 8, \"p\": 1}"
            })
    void cosignsKeysMayNotAskForEndlessWork(String parameters) {
        assertThat(privateFailure(cosign(parameters)))
                .hasMessage("key: asks for an unreasonable effort to derive a key from the passphrase");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"N\": 3, \"r\": 8, \"p\": 1}", "{\"N\": 1, \"r\": 8, \"p\": 1}", "{}"})
    void parametersThatScryptCannotHaveAreDamage(String parameters) {
        assertThat(privateFailure(cosign(parameters))).hasMessage("key: the encrypted key of cosign is damaged");
    }

    @Test
    void aKeyOfCosignNeedsItsPassphrase() {
        var text = KeyFixtures.text("protected/ec256.sigstore.pem");

        assertThat(catchThrowableOfType(
                                UnreadableKeyException.class,
                                () -> KeyFiles.readPrivate(text.getBytes(), "key", PassphraseSource.NONE))
                        .reason())
                .isEqualTo(Reason.PASSPHRASE_NEEDED);
        assertThat(catchThrowableOfType(
                                UnreadableKeyException.class,
                                () -> KeyFiles.readPrivate(text.getBytes(), "key", PassphraseSource.of("wrong")))
                        .reason())
                .isEqualTo(Reason.WRONG_PASSPHRASE);
    }

    /** The numbers of a key as a JSON Web Key has them. */
    private static String jwk(String key) {
        var spki = KeyFixtures.bytes("public/" + key + ".spki.der");
        return switch (key) {
            case "ed25519" -> "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + url(spki, 12, 32) + "\"}";
            case "ec256" ->
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + url(spki, 27, 32) + "\",\"y\":\"" + url(spki, 59, 32)
                        + "\"}";
            default -> "{\"kty\":\"RSA\",\"n\":\"" + url(spki, 33, 256) + "\",\"e\":\"AQAB\"}";
        };
    }

    private static String url(byte[] bytes, int offset, int length) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(java.util.Arrays.copyOfRange(bytes, offset, offset + length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ec256", "ed25519"})
    void aPublicJsonWebKeyIsRead(String key) throws Exception {
        var expected = KeyFixtures.publicKey(key + ".spki.pem");

        assertThat(publicKey(jwk(key))).isEqualTo(expected);
        assertThat(publicKey("{\"keys\": [" + jwk(key) + "]}")).isEqualTo(expected);
        assertThat(privateFailure(jwk(key)).reason()).isEqualTo(Reason.PUBLIC_INSTEAD_OF_PRIVATE);
    }

    @Test
    void aPrivateJsonWebKeyIsRefusedWithWhatToDo() {
        var key = jwk("ed25519").replace("}", ",\"d\":\"c2VjcmV0\"}");

        assertThat(privateFailure(key))
                .hasMessage("key: is a private JSON Web Key, which cannot sign here; convert it with"
                        + " \"step crypto key format --pem KEY\"");
        assertThat(publicFailure(key).reason()).isEqualTo(Reason.PRIVATE_INSTEAD_OF_PUBLIC);
        assertThat(privateFailure("{\"protected\":\"e30\",\"ciphertext\":\"AAAA\"}")
                        .reason())
                .isEqualTo(Reason.UNSUPPORTED_FORMAT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"kty":"EC","crv":"secp256k1","x":"AA","y":"AA"} | UNSUPPORTED_ALGORITHM
            {"kty":"OKP","crv":"X25519","x":"AA"}            | UNSUPPORTED_ALGORITHM
            {"kty":"AKP","alg":"ML-DSA-44"}                  | UNSUPPORTED_ALGORITHM
            {"kty":"EC","crv":"P-256","x":"AA","y":"AA"}     | DAMAGED
            {"kty":"EC","crv":"P-256"}                       | DAMAGED
            {"keys":[]}                                      | SEVERAL_KEYS
            """, quoteCharacter = '`')
    void aJsonWebKeyThatCannotBeUsedIsRefused(String text, Reason reason) {
        assertThat(publicFailure(text).reason()).isEqualTo(reason);
    }

    @Test
    void aCertificateOfAnotherCurveIsNotDamaged() {
        assertThat(publicFailure(KeyFixtures.text("refused/secp256k1.certificate.pem")))
                .hasMessage(
                        "key: is an EC key on the curve secp256k1; use RSA, Ed25519, or ECDSA on P-256, P-384 or P-521");
    }

    @Test
    void anRsaKeyOfThreePrimesIsNotDamaged() {
        assertThat(privateFailure(KeyFixtures.text("refused/rsa-three-primes.pem"))
                        .reason())
                .isEqualTo(Reason.UNSUPPORTED_ALGORITHM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh-ed25519-cert-v01@openssh.com AAAAIHNzaC1lZDI1NTE5LWNlcnQtdjAxQG9wZW5zc2guY29t alice",
                "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29t alice",
                "sk-ecdsa-sha2-nistp256@openssh.com AAAAInNrLWVjZHNhLXNoYTItbmlzdHAyNTZAb3BlbnNzaC5jb20= alice"
            })
    void keysOfOpenSshThatAreBoundToMoreAreNotDamaged(String line) {
        assertThat(publicFailure(line).reason()).isEqualTo(Reason.UNSUPPORTED_ALGORITHM);
    }
}
