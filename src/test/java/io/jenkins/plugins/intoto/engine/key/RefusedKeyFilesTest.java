package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.DAMAGED;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.EMPTY;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.MISMATCH;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.NOT_A_FILE;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.NOT_A_KEY;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.NOT_READABLE;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.NO_SUCH_FILE;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.PASSPHRASE_NEEDED;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.PRIVATE_INSTEAD_OF_PUBLIC;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.PUBLIC_INSTEAD_OF_PRIVATE;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.TOO_LARGE;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.WRONG_PASSPHRASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedKeyFilesTest {
    private static final String KEYS = "use RSA, Ed25519, or ECDSA on P-256, P-384 or P-521";

    static List<String> protectedByPassphrase() {
        return KeyFixtures.names("protected");
    }

    static List<String> publicFiles() {
        return KeyFixtures.names("public");
    }

    static List<String> privateFiles() {
        return KeyFixtures.names("private");
    }

    static UnreadableKeyException failure(ThrowingCallable reading) {
        return catchThrowableOfType(UnreadableKeyException.class, reading);
    }

    private static UnreadableKeyException privateFailure(String name) {
        return failure(() -> KeyFiles.readPrivate(KeyFixtures.path(name), KeyFixtures.passphrase(name)));
    }

    private static UnreadableKeyException publicFailure(String name) {
        return failure(() -> KeyFiles.readPublic(KeyFixtures.path(name)));
    }

    private static UnreadableKeyException failure(String content) {
        return failure(
                () -> KeyFiles.readPrivate(content.getBytes(StandardCharsets.UTF_8), "my.key", PassphraseSource.NONE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    rsa1024.pem     | TOO_SMALL             | the RSA key has 1024 bits, at least 2048 are required; make a new one
                    rsa-pss.pem     | UNSUPPORTED_ALGORITHM | is an RSA key restricted to PSS; KEYS
                    dsa.pem         | UNSUPPORTED_ALGORITHM | is a DSA key; KEYS
                    dsa.traditional.pem | UNSUPPORTED_ALGORITHM | is a DSA key; KEYS
                    X25519.pem      | UNSUPPORTED_ALGORITHM | is an X25519 key, which cannot sign; KEYS
                    X448.pem        | UNSUPPORTED_ALGORITHM | is an X448 key, which cannot sign; KEYS
                    ED448.pem       | UNSUPPORTED_ALGORITHM | is an Ed448 key; KEYS
                    P-224.pem       | UNSUPPORTED_ALGORITHM | is an EC key on the curve P-224; KEYS
                    secp256k1.pem   | UNSUPPORTED_ALGORITHM | is an EC key on the curve secp256k1; KEYS
                    brainpoolP256r1.pem | UNSUPPORTED_ALGORITHM | is an EC key on the curve brainpoolP256r1; KEYS
                    explicit.pem    | UNSUPPORTED_ALGORITHM | spells out the parameters of its curve; convert it with "openssl pkey -in KEY -ec_param_enc named_curve"
                    dsa.openssh     | UNSUPPORTED_ALGORITHM | is an OpenSSH key of a kind that is not supported; KEYS
                    encrypted.openssh | UNSUPPORTED_FORMAT  | is an encrypted key in OpenSSH's own format; convert a copy with "ssh-keygen -p -m PKCS8 -f KEY", or for Ed25519 remove its passphrase with "ssh-keygen -p -N '' -f KEY"
                    ssh2.public     | PUBLIC_INSTEAD_OF_PRIVATE | holds a public key only, a private key is needed
                    two-private.pem | SEVERAL_KEYS          | holds several keys; put the one to use in its own file
                    two-keys.p12    | SEVERAL_KEYS          | is a PKCS#12 file with 2 keys; one is needed
                    no-key.p12      | NOT_A_KEY             | is a PKCS#12 file without a private key
                    other-certificate.pem | MISMATCH        | the certificate is not of the signing key
                    request.pem     | NOT_A_KEY             | holds no key but "CERTIFICATE REQUEST"
                    keystore.jks    | UNSUPPORTED_FORMAT    | is a Java keystore; convert it with "keytool -importkeystore -srckeystore KEY -destkeystore NEW -deststoretype pkcs12"
                    putty.ppk       | UNSUPPORTED_FORMAT    | is a key of PuTTY; convert it with "puttygen KEY -O private-openssh-new -o NEW"
                    utf16.pem       | UNSUPPORTED_FORMAT    | is text in UTF-16; save it in UTF-8 or ASCII
                    """, quoteCharacter = '`')
    void aPrivateKeyThatCannotBeUsedIsRefusedWithTheReason(
            String name, UnreadableKeyException.Reason reason, String text) {
        var failure = privateFailure("refused/" + name);

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure).hasMessage(KeyFixtures.path("refused/" + name) + ": " + text.replace("KEYS", KEYS));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    rsa1024.public.pem   | TOO_SMALL             | the RSA key has 1024 bits, at least 2048 are required; make a new one
                    rsa-pss.public.pem   | UNSUPPORTED_ALGORITHM | is an RSA key restricted to PSS; KEYS
                    dsa.public.pem       | UNSUPPORTED_ALGORITHM | is a DSA key; KEYS
                    X25519.public.pem    | UNSUPPORTED_ALGORITHM | is an X25519 key, which cannot sign; KEYS
                    ED448.public.pem     | UNSUPPORTED_ALGORITHM | is an Ed448 key; KEYS
                    P-224.public.pem     | UNSUPPORTED_ALGORITHM | is an EC key on the curve P-224; KEYS
                    secp256k1.public.pem | UNSUPPORTED_ALGORITHM | is an EC key on the curve secp256k1; KEYS
                    explicit.public.pem  | UNSUPPORTED_ALGORITHM | spells out the parameters of its curve; convert it with "openssl pkey -in KEY -ec_param_enc named_curve"
                    dsa.openssh.public   | UNSUPPORTED_ALGORITHM | is an OpenSSH key of a kind that is not supported; KEYS
                    ssh2.public          | UNSUPPORTED_FORMAT    | is a public key in SSH2's format; convert it with "ssh-keygen -i -f KEY"
                    two-public.pem       | SEVERAL_KEYS          | holds several keys; put the one to use in its own file
                    request.pem          | NOT_A_KEY             | holds no key but "CERTIFICATE REQUEST"
                    putty.ppk            | PRIVATE_INSTEAD_OF_PUBLIC | holds a private key where a public key is needed
                    """, quoteCharacter = '`')
    void aPublicKeyThatCannotBeUsedIsRefusedWithTheReason(
            String name, UnreadableKeyException.Reason reason, String text) {
        var failure = publicFailure("refused/" + name);

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure).hasMessage(KeyFixtures.path("refused/" + name) + ": " + text.replace("KEYS", KEYS));
    }

    @ParameterizedTest
    @MethodSource("protectedByPassphrase")
    void aWrongPassphraseIsNamedAsSuch(String name) {
        var failure = failure(() -> KeyFiles.readPrivate(KeyFixtures.path(name), PassphraseSource.of("wrong")));

        assertThat(failure.reason()).isEqualTo(WRONG_PASSPHRASE);
        assertThat(failure).hasMessageEndingWith("the passphrase is wrong, or the file is damaged");
    }

    @ParameterizedTest
    @MethodSource("protectedByPassphrase")
    void aWrongPassphraseBeyondAsciiIsNamedAsSuch(String name) {
        var failure = failure(() -> KeyFiles.readPrivate(KeyFixtures.path(name), PassphraseSource.of("wr\u00f6ng")));

        assertThat(failure.reason()).isEqualTo(WRONG_PASSPHRASE);
    }

    @ParameterizedTest
    @MethodSource("protectedByPassphrase")
    void aMissingPassphraseIsAskedFor(String name) {
        var failure = failure(() -> KeyFiles.readPrivate(KeyFixtures.path(name), PassphraseSource.NONE));

        assertThat(failure.reason()).isEqualTo(PASSPHRASE_NEEDED);
        assertThat(failure).hasMessageEndingWith("is protected by a passphrase, and none was given");
    }

    @ParameterizedTest
    @MethodSource("publicFiles")
    void aPublicKeyIsNoPrivateKey(String name) {
        assertThat(privateFailure(name).reason()).isEqualTo(PUBLIC_INSTEAD_OF_PRIVATE);
    }

    @ParameterizedTest
    @MethodSource("privateFiles")
    void aPrivateKeyIsNoPublicKey(String name) {
        assertThat(publicFailure(name).reason()).isEqualTo(PRIVATE_INSTEAD_OF_PUBLIC);
    }

    @ParameterizedTest
    @MethodSource("protectedByPassphrase")
    void aProtectedPrivateKeyIsNoPublicKey(String name) {
        assertThat(publicFailure(name).reason()).isEqualTo(PRIVATE_INSTEAD_OF_PUBLIC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "{", "{}", "[]", "0", "ssh-", "----BEGIN", "\0\0\0"})
    void garbageIsNoKey(String content) {
        assertThat(failure(content).reason()).isIn(NOT_A_KEY, DAMAGED, PUBLIC_INSTEAD_OF_PRIVATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t\r"})
    void anEmptyFileSaysSo(String content) {
        var failure = failure(content);

        assertThat(failure.reason()).isEqualTo(EMPTY);
        assertThat(failure).hasMessage("my.key: is empty, a key was expected");
    }

    @Test
    void aTruncatedPemFileSaysSo() {
        var pem = KeyFixtures.text("private/rsa.pkcs8.pem");
        var failure = failure(pem.substring(0, pem.length() / 2));

        assertThat(failure.reason()).isEqualTo(DAMAGED);
        assertThat(failure)
                .hasMessage("my.key: has no line \"-----END PRIVATE KEY-----\"; the file seems to be truncated");
    }

    @Test
    void pemThatIsNotBase64IsDamaged() {
        var failure = failure("-----BEGIN PRIVATE KEY-----\n????\n-----END PRIVATE KEY-----\n");

        assertThat(failure).hasMessage("my.key: the block \"PRIVATE KEY\" is not Base64");
    }

    @Test
    void aLargeFileIsRefusedBeforeItIsParsed() {
        var failure = failure(() -> KeyFiles.readPublic(new byte[KeyFiles.MAXIMUM_BYTES + 1], "large"));

        assertThat(failure.reason()).isEqualTo(TOO_LARGE);
        assertThat(failure).hasMessage("large: is not a key: it is larger than 256 KiB");
    }

    @Test
    void ofALargeFileNoMoreIsReadThanIsAccepted(@TempDir Path directory) throws Exception {
        var file = directory.resolve("large");
        try (var channel = java.nio.channels.FileChannel.open(
                file, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.WRITE)) {
            channel.write(java.nio.ByteBuffer.wrap(new byte[1]), 1L << 40);
        }

        assertThat(failure(() -> KeyFiles.readPublic(file)).reason()).isEqualTo(TOO_LARGE);
    }

    @Test
    void aMissingFileSaysSo(@TempDir Path directory) {
        var file = directory.resolve("none");
        var failure = failure(() -> KeyFiles.readPublic(file));

        assertThat(failure.reason()).isEqualTo(NO_SUCH_FILE);
        assertThat(failure).hasMessage(file + ": there is no such key file");
    }

    @Test
    void aDirectorySaysSo(@TempDir Path directory) {
        var failure = failure(() -> KeyFiles.readPrivate(directory, PassphraseSource.NONE));

        assertThat(failure.reason()).isEqualTo(NOT_A_FILE);
        assertThat(failure).hasMessage(directory + ": is a directory, a key file was expected");
    }

    @Test
    void aPrivateOpenPgpKeyIsNoPublicKey() {
        var block = "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQ==\n=abcd\n-----END PGP PRIVATE KEY BLOCK-----\n";

        assertThat(failure(() -> KeyFiles.readPublic(block.getBytes(StandardCharsets.UTF_8), "my.key")))
                .hasMessage("my.key: holds a private key where a public key is needed");
    }

    @Test
    void anOpenPgpKeySaysSo() {
        assertThat(failure("-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQ==\n-----END PGP PRIVATE KEY BLOCK-----\n"))
                .hasMessage("my.key: is an OpenPGP key, which cannot sign here; use a key in another format");
    }

    @Test
    void jsonWithAnotherKeysPublicPartIsRefused() {
        var json = KeyFixtures.text("private/ed25519-c.json")
                .replaceFirst("(\"public\": \")[0-9a-f]{64}", "$1" + otherPublicKey());
        var failure = failure(json);

        assertThat(failure.reason()).isEqualTo(MISMATCH);
        assertThat(failure).hasMessage("my.key: its private and its public key do not belong together");
    }

    @Test
    void anEcKeyWithThePublicPartOfAnotherIsRefused() throws Exception {
        var other = KeyGenerator.ecdsa(EcCurve.P256).material();
        var mixed = new PrivateMaterial(
                other.key(), KeyFixtures.publicKey("ec256.spki.pem").material());
        var failure = failure(() -> KeyFiles.readPrivate(mixed.pkcs8(), "my.key", PassphraseSource.NONE));

        assertThat(failure.reason()).isEqualTo(MISMATCH);
    }

    @Test
    void anRsaKeyWhoseNumbersDoNotFitIsDamaged() throws Exception {
        var der = KeyFixtures.bytes("private/rsa.pkcs1.der");
        der[der.length - 1] ^= 2;
        var failure = failure(() -> KeyFiles.readPrivate(der, "my.key", PassphraseSource.NONE));

        assertThat(failure.reason()).isEqualTo(DAMAGED);
    }

    private static String otherPublicKey() {
        return KeyFixtures.text("public/ed25519-d.json").replaceFirst("(?s).*\"public\": \"([0-9a-f]{64}).*", "$1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa.pkcs8.pem", "ec256.pkcs8.pem", "ed25519-c.json", "rsa.json", "ed25519-b.openssh"})
    void noMessageQuotesTheContent(String name) {
        var content = KeyFixtures.bytes("private/" + name);
        for (int i = 0; i < content.length; i += 7) {
            var damaged = content.clone();
            damaged[i] ^= 0x15;
            var failure = failure(() -> KeyFiles.readPrivate(damaged, "my.key", PassphraseSource.NONE));
            assertThat(Optional.ofNullable(failure).map(Throwable::getMessage).orElse(""))
                    .hasSizeLessThan(250)
                    .doesNotContainPattern("[0-9a-f]{16}")
                    .doesNotContainPattern("[A-Za-z0-9+/]{24}");
            assertThat(Optional.ofNullable(failure).map(Throwable::getCause)).isEmpty();
        }
    }

    @Test
    void aPemFileWithAnUnknownCipherSaysHowToConvertIt() {
        var pem = KeyFixtures.text("protected/rsa.dek-3des.pem").replace("DES-EDE3-CBC", "SEED-CBC");
        var failure = failure(
                () -> KeyFiles.readPrivate(pem.getBytes(StandardCharsets.UTF_8), "my.key", KeyFixtures.passphrase("")));

        assertThat(failure)
                .hasMessage("my.key: is encrypted with a cipher that is not supported; convert it with"
                        + " \"openssl pkcs8 -topk8 -in KEY\"");
    }

    @Test
    void anUnreasonableEffortForThePassphraseIsRefused() {
        var parameters = DerWriter.sequence(DerWriter.octets(new byte[8]), DerWriter.integer(1_000_000_000));
        var derivation = DerWriter.sequence(DerWriter.oid("1.2.840.113549.1.5.12"), parameters);
        var cipher = DerWriter.sequence(DerWriter.oid("2.16.840.1.101.3.4.1.42"), DerWriter.octets(new byte[16]));
        var scheme = DerWriter.sequence(DerWriter.oid("1.2.840.113549.1.5.13"), DerWriter.sequence(derivation, cipher));
        var key = DerWriter.sequence(scheme, DerWriter.octets(new byte[64]));
        var failure = failure(() -> KeyFiles.readPrivate(key, "my.key", KeyFixtures.passphrase("")));

        assertThat(failure).hasMessage("my.key: asks for an unreasonable effort to derive a key from the passphrase");
    }

    /** A wrong passphrase passes the check of the padding once in 256 times, and then shows no key. */
    @Test
    void whatIsNoKeyOnceItIsDecryptedMeansAWrongPassphrase() {
        var noKey = DerWriter.sequence(DerWriter.integer(0), DerWriter.RSA, DerWriter.octets(new byte[100]));
        var encrypted = PasswordEncryption.encryptPkcs8(noKey, KeyFixtures.PASSPHRASE.toCharArray());
        var failure = failure(() -> KeyFiles.readPrivate(
                Pem.writeBytes("ENCRYPTED PRIVATE KEY", encrypted), "my.key", KeyFixtures.passphrase("")));

        assertThat(failure.reason()).isEqualTo(WRONG_PASSPHRASE);
    }

    /** X.690, 10.1 and 8.3.2: one key has one encoding, or its fingerprint says nothing. */
    @Test
    void aKeyWhoseLengthsTakeMoreOctetsThanTheyNeedIsRefused() {
        var der = DerWriter.sequence(DerWriter.ED25519, DerWriter.bits(new byte[32]));
        var longer = new ByteArrayOutputStream();
        longer.write(new byte[] {DerReader.SEQUENCE, (byte) 0x81, der[1]}, 0, 3);
        longer.write(der, 2, der.length - 2);

        assertThat(failure(() -> KeyFiles.readPublic(longer.toByteArray(), "my.key")))
                .hasMessage("my.key: is binary, and neither a key nor a certificate");
        assertThat(failure(() -> PublicMaterial.ofSpki(longer.toByteArray(), "my.key")))
                .hasMessage("my.key: the public key is damaged");
    }

    @Test
    void aKeyWhoseNumbersTakeMoreOctetsThanTheyNeedIsRefused() {
        var modulus = BigInteger.ONE.shiftLeft(2047).add(BigInteger.ONE);
        var padded = DerWriter.element(DerReader.INTEGER, new byte[2], Unsigned.bytes(modulus, 256));
        var key = DerWriter.sequence(padded, DerWriter.integer(65537));

        assertThat(failure(() -> PublicMaterial.ofPkcs1(key, "my.key"))).hasMessage("my.key: the RSA key is damaged");
    }

    @Test
    void anEncryptedJsonKeyWithAChangedByteIsRefused() {
        var text = KeyFixtures.text("protected/ed25519-d.json");
        var id = text.lastIndexOf("@@@@")
                + 4
                + 2 * "{\"keytype\": \"ed25519\", \"scheme\": \"ed25519\", \"keyid\": \"a".length();
        var changed = text.substring(0, id) + (text.charAt(id) == '0' ? '1' : '0') + text.substring(id + 1);
        var failure = failure(() ->
                KeyFiles.readPrivate(changed.getBytes(StandardCharsets.UTF_8), "my.key", KeyFixtures.passphrase("")));

        assertThat(failure).isNotNull();
        assertThat(failure.reason()).isEqualTo(WRONG_PASSPHRASE);
    }

    @Test
    void anUnreadableFileSaysSo(@TempDir Path directory) throws Exception {
        var file = Files.writeString(directory.resolve("key"), "x");
        assumeTrue(file.toFile().setReadable(false) && !Files.isReadable(file), "root reads every file");

        assertThat(failure(() -> KeyFiles.readPublic(file)).reason()).isEqualTo(NOT_READABLE);
    }
}
