package io.jenkins.plugins.intoto.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.json.CanonicalJson;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and signatures are exchanged with the tools that users have. */
class KeyInteropTest {
    private static final String PASSPHRASE = KeyFixtures.UTF8_PASSPHRASE;
    private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    static Stream<SigningKey> keys() {
        return Stream.concat(
                keysOfTheReference(), Stream.of(KeyGenerator.ecdsa(EcCurve.P384), KeyGenerator.ecdsa(EcCurve.P521)));
    }

    static Stream<SigningKey> keysOfTheReference() {
        return Stream.of(KeyGenerator.rsa(2048), KeyGenerator.ed25519(), KeyGenerator.ecdsa(EcCurve.P256));
    }

    private String write(String name, byte[] content) throws Exception {
        var file = Files.write(directory.resolve(name), content);
        file.toFile().setReadable(false, false);
        file.toFile().setReadable(true, true);
        return file.toString();
    }

    private static InteropTools.Result run(String... command) throws Exception {
        return InteropTools.run(command).succeeded();
    }

    private static boolean verifies(AsymmetricKey key, byte[] signature) {
        return key.verifies(KeyFixtures.signature(key, signature), out -> out.write(MESSAGE), KeyFixtures.NOW);
    }

    @ParameterizedTest
    @MethodSource("keys")
    @RequiresTool(Tool.OPENSSL)
    void opensslReadsOurPrivateKeys(SigningKey key) throws Exception {
        var file = write("key.pem", KeyFileWriter.privatePem(key));

        assertThat(run("openssl", "pkey", "-in", file, "-check", "-pubout").text())
                .contains(new String(KeyFileWriter.publicPem(key.publicKey()), StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @MethodSource("keys")
    @RequiresTool(Tool.OPENSSL)
    void opensslReadsOurEncryptedPrivateKeys(SigningKey key) throws Exception {
        var file = write("key.pem", KeyFileWriter.encryptedPrivatePem(key, PASSPHRASE.toCharArray()));

        assertThat(run("openssl", "pkey", "-in", file, "-passin", "pass:" + PASSPHRASE, "-pubout")
                        .output())
                .isEqualTo(KeyFileWriter.publicPem(key.publicKey()));
    }

    @ParameterizedTest
    @MethodSource("keys")
    @RequiresTool(Tool.OPENSSL)
    void opensslVerifiesOurSignatures(SigningKey key) throws Exception {
        var publicKey = write("public.pem", KeyFileWriter.publicPem(key.publicKey()));
        var signature = write("signature", key.sign(out -> out.write(MESSAGE)));
        var message = write("message", MESSAGE);
        var digest =
                switch (key.publicKey().scheme()) {
                    case "ecdsa-sha2-nistp384" -> "-sha384";
                    case "ecdsa-sha2-nistp521" -> "-sha512";
                    default -> "-sha256";
                };
        var command =
                switch (key.publicKey().keytype()) {
                    case "ed25519" ->
                        List.of(
                                "openssl",
                                "pkeyutl",
                                "-verify",
                                "-pubin",
                                "-inkey",
                                publicKey,
                                "-rawin",
                                "-in",
                                message,
                                "-sigfile",
                                signature);
                    case "rsa" ->
                        List.of(
                                "openssl",
                                "dgst",
                                digest,
                                "-verify",
                                publicKey,
                                "-sigopt",
                                "rsa_padding_mode:pss",
                                "-sigopt",
                                "rsa_pss_saltlen:32",
                                "-signature",
                                signature,
                                message);
                    default ->
                        List.of("openssl", "dgst", digest, "-verify", publicKey, "-signature", signature, message);
                };

        run(command.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ecdsa", "ed25519"})
    @RequiresTool(Tool.SSH_KEYGEN)
    void keysOfSshKeygenAreRead(String type) throws Exception {
        var file = directory.resolve("key");
        run("ssh-keygen", "-q", "-t", type, "-N", "", "-f", file.toString());
        var key = KeyFiles.readPrivate(file, PassphraseSource.NONE);
        var publicKey = (AsymmetricKey) KeyFiles.readPublic(directory.resolve("key.pub"));

        assertThat(verifies(publicKey, key.sign(out -> out.write(MESSAGE)))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ecdsa"})
    @RequiresTool(Tool.SSH_KEYGEN)
    void anEncryptedOpenSshKeyIsReadOnceItIsConvertedAsTheErrorSays(String type) throws Exception {
        var file = directory.resolve("key");
        run("ssh-keygen", "-q", "-t", type, "-N", "secret", "-f", file.toString());
        run("ssh-keygen", "-p", "-m", "PKCS8", "-P", "secret", "-N", "secret", "-f", file.toString());
        var key = KeyFiles.readPrivate(file, PassphraseSource.of("secret"));

        assertThat(key.publicKey()).isEqualTo(KeyFiles.readPublic(directory.resolve("key.pub")));
    }

    @Test
    @RequiresTool(Tool.SSH_KEYGEN)
    void anEncryptedEd25519KeyOfOpenSshIsReadOnceItsPassphraseIsRemovedAsTheErrorSays() throws Exception {
        var file = directory.resolve("key");
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "secret", "-f", file.toString());
        run("ssh-keygen", "-p", "-P", "secret", "-N", "", "-f", file.toString());
        var key = KeyFiles.readPrivate(file, PassphraseSource.NONE);

        assertThat(key.publicKey()).isEqualTo(KeyFiles.readPublic(directory.resolve("key.pub")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused/explicit.pem"})
    @RequiresTool(Tool.OPENSSL)
    void aKeyWithExplicitParametersIsReadOnceItIsConvertedAsTheErrorSays(String name) throws Exception {
        var converted = run("openssl", "pkey", "-in", KeyFixtures.path(name).toString(), "-ec_param_enc", "named_curve")
                .output();

        assertThat(KeyFiles.readPrivate(converted, "converted", PassphraseSource.NONE)
                        .publicKey())
                .isEqualTo(KeyFixtures.publicKey("ec256.spki.pem"));
    }

    private String python(String script, String... arguments) throws Exception {
        var command = Stream.concat(Stream.of("-c", script), Stream.of(arguments));
        return InteropTools.runPython(directory, new byte[0], command.toArray(String[]::new))
                .succeeded()
                .text();
    }

    @ParameterizedTest
    @MethodSource("keysOfTheReference")
    @RequiresTool(Tool.IN_TOTO)
    void theReferenceVerifiesOurSignaturesWithOurKeyObject(SigningKey key) throws Exception {
        var object = write("key.json", Json.compact(key.publicKey().toJson()));
        var signature = HexFormat.of().formatHex(key.sign(out -> out.write(MESSAGE)));

        assertThat(python("""
                        import json, sys
                        from securesystemslib import keys
                        key = json.load(open(sys.argv[1]))
                        signature = {"keyid": key["keyid"], "sig": sys.argv[2]}
                        print(keys.verify_signature(key, signature, b"a message"))
                        """, object, signature)).isEqualTo("True\n");
    }

    /** Reads a private key file by its type and signs; prints the id and the signature. */
    private String[] signWithTheReference(String type, String file, String passphrase) throws Exception {
        return python("""
                        import sys
                        from securesystemslib import interface, keys
                        kind, file, password = sys.argv[1:4]
                        key = interface.import_privatekey_from_file(file, kind, password or None)
                        print(key["keyid"], keys.create_signature(key, b"a message")["sig"])
                        """, type, file, passphrase).strip().split(" ");
    }

    private static byte[] contentForTheReference(SigningKey key, String passphrase) {
        if (!isRsa(key)) {
            return KeyFileWriter.privateJson(key);
        }
        return passphrase.isEmpty()
                ? KeyFileWriter.privatePem(key)
                : KeyFileWriter.encryptedPrivatePem(key, passphrase.toCharArray());
    }

    private static boolean isRsa(SigningKey key) {
        return key.publicKey().keytype().equals("rsa");
    }

    @ParameterizedTest
    @MethodSource("keysOfTheReference")
    @RequiresTool(Tool.IN_TOTO)
    void theReferenceReadsOurPrivateKeysAndGivesThemOurLegacyId(SigningKey key) throws Exception {
        for (var passphrase : isRsa(key) ? List.of("", PASSPHRASE) : List.of("")) {
            var file = write("key", contentForTheReference(key, passphrase));
            var signed = signWithTheReference(key.publicKey().keytype(), file, passphrase);

            assertThat(signed[0]).isEqualTo(key.publicKey().keyId().value());
            assertThat(verifies(key.publicKey(), HexFormat.of().parseHex(signed[1])))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ed25519", "ecdsa"})
    @RequiresTool(Tool.IN_TOTO)
    void keysOfTheReferencesKeygenAreReadUnderTheReferencesId(String type) throws Exception {
        var file = directory.resolve("key");
        run("in-toto-keygen", "-t", type, file.toString());
        var signed = signWithTheReference(type, file.toString(), "");
        var key = KeyFiles.readPrivate(file, PassphraseSource.NONE);
        var publicKey = (AsymmetricKey) KeyFiles.readPublic(directory.resolve("key.pub"));

        assertThat(key.publicKey().keyId().value()).isEqualTo(signed[0]);
        assertThat(publicKey.keyId()).isEqualTo(key.publicKey().keyId());
        assertThat(verifies(publicKey, HexFormat.of().parseHex(signed[1]))).isTrue();
    }

    @Test
    @RequiresTool(Tool.IN_TOTO)
    void aLinkOfTheReferenceSignedWithOurKeyVerifies() throws Exception {
        var key = KeyGenerator.rsa(2048);
        var file = write("key.pem", KeyFileWriter.privatePem(key));
        InteropTools.runIn(directory, "in-toto-run", "-n", "step", "-k", file, "-x")
                .succeeded();
        var name = "step." + key.publicKey().keyId().shortForm() + ".link";
        var link = Json.parseObject(Files.readAllBytes(directory.resolve(name)), name, JsonLimits.DEFAULT);
        var signature = link.objects("signatures").get(0);
        byte[] signed = CanonicalJson.of(link.object("signed").asMap());

        assertThat(signature.string("keyid")).isEqualTo(key.publicKey().keyId().value());
        assertThat(key.publicKey()
                        .verifies(
                                Signature.of(
                                        key.publicKey().keyId(), HexFormat.of().parseHex(signature.string("sig"))),
                                out -> out.write(signed),
                                KeyFixtures.NOW))
                .isTrue();
    }
}
