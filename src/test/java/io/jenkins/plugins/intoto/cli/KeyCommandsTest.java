package io.jenkins.plugins.intoto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.PassphraseSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyCommandsTest {
    private static final String SECRET = "correct horse";

    @TempDir
    Path directory;

    private Cli.Result run(String... args) {
        return Cli.in(directory).run(args);
    }

    private String read(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    @ParameterizedTest
    @CsvSource({"rsa, rsa", "ed25519, ed25519", "ecdsa, ecdsa", "ecdsa-p384, ecdsa", "ecdsa-p521, ecdsa"})
    void aKeyPairIsMade(String type, String keytype) throws Exception {
        var result = run("keygen", "-t", type, "alice").succeeded();

        var key = KeyFiles.readPrivate(directory.resolve("alice"), PassphraseSource.NONE);
        assertThat(key.publicKey()).isEqualTo(KeyFiles.readPublic(directory.resolve("alice.pub")));
        assertThat(key.publicKey().keytype()).isEqualTo(keytype);
        assertThat(result.out()).contains(key.publicKey().keyId().value());
    }

    @Test
    void aKeyOfNoTypeIsEcdsaOnP256() throws Exception {
        run("keygen", "alice").succeeded();

        var key = KeyFiles.readPrivate(directory.resolve("alice"), PassphraseSource.NONE);
        assertThat(key.publicKey().scheme()).isEqualTo("ecdsa-sha2-nistp256");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ecdsa      | pem  | ECDSA P-256 key ID, read by all tools; in-toto up to 2.1 (Debian) needs --format json
            ecdsa      | json | ECDSA P-256 key ID, read by in-toto up to 2.1 (Debian)
            ecdsa-p521 | pem  | ECDSA P-521 key ID, read by in-toto from 2.2, but not by Node's @sigstore/verify
            rsa        | pem  | RSA 3072 key ID, read by all tools
            """, quoteCharacter = '"')
    void oneLineSaysWhatWasMadeAndWhatReadsIt(String type, String format, String text) throws Exception {
        var out = run("keygen", "-t", type, "--format", format, "alice")
                .succeeded()
                .out();

        var id = KeyFiles.readPublic(directory.resolve("alice.pub")).keyId().value();
        assertThat(out)
                .isEqualTo("wrote " + directory.resolve("alice") + " and " + directory.resolve("alice.pub") + ": "
                        + text.replace("ID", id) + "\n");
    }

    @Test
    void theIdOfAnExpiredGpgKeyComesWithAWarning() throws Exception {
        try (var key = getClass().getResourceAsStream("/keys/gpg/expired.asc")) {
            Files.write(directory.resolve("expired.asc"), key.readAllBytes());
        }

        assertThat(run("key", "id", "expired.asc").succeeded().err())
                .contains("expired.asc: must not be used: the GPG key expired at 2020-01-02T00:00:00Z");
    }

    @Test
    void aPrivateKeyIsForItsOwnerOnly() throws Exception {
        run("keygen", "-t", "ed25519", "alice").succeeded();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("alice"))))
                .isEqualTo("rw-------");
    }

    @Test
    @RequiresTool(Tool.OPENSSL)
    void anRsaKeyHasTheSizeThatWasAskedFor() throws Exception {
        run("keygen", "-t", "rsa", "-b", "2048", "alice").succeeded();

        assertThat(InteropTools.runIn(directory, "openssl", "pkey", "-in", "alice", "-text", "-noout")
                        .succeeded()
                        .text())
                .contains("2048 bit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1024", "100000", "2050", "zero", "-1"})
    void sizesThatNoRsaKeyHasAreWrong(String bits) {
        assertThat(run("keygen", "-t", "rsa", "-b", bits, "alice").usageError()).contains(bits);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void onlyRsaKeysHaveASize() {
        assertThat(run("keygen", "-t", "ed25519", "-b", "3072", "alice").usageError())
                .contains("RSA keys only");
    }

    @Test
    void anUnknownTypeIsWrong() {
        assertThat(run("keygen", "-t", "dsa", "alice").usageError()).contains("'dsa'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "alice.pub"})
    void aFileThatExistsIsNotReplaced(String file) throws Exception {
        Files.writeString(directory.resolve(file), "precious");

        assertThat(run("keygen", "-t", "ed25519", "alice").failure()).contains(file + ": exists already");
        assertThat(read(file)).isEqualTo("precious");
        assertThat(directory).isDirectoryNotContaining("glob:**alice" + (file.equals("alice") ? ".pub" : ""));
    }

    @Test
    void aFileThatExistsIsReplacedByForce() throws Exception {
        Files.writeString(directory.resolve("alice"), "old");

        run("keygen", "-t", "ed25519", "--force", "alice").succeeded();
        assertThat(read("alice")).contains("PRIVATE KEY");
    }

    @Test
    void aMissingDirectoryIsNamed() {
        assertThat(run("keygen", "-t", "ed25519", "nowhere/alice").failure()).contains("nowhere: no such directory");
    }

    @Test
    void aPassphraseIsAskedForTwice() throws Exception {
        Cli.in(directory)
                .terminal(new Cli.Typist(SECRET, SECRET))
                .run("keygen", "-t", "ed25519", "-p", "alice")
                .succeeded();

        assertThat(read("alice")).contains("ENCRYPTED PRIVATE KEY");
        KeyFiles.readPrivate(directory.resolve("alice"), PassphraseSource.of(SECRET));
    }

    @Test
    void twoDifferentPassphrasesMakeNoKey() {
        var result = Cli.in(directory)
                .terminal(new Cli.Typist(SECRET, "other"))
                .run("keygen", "-t", "ed25519", "alice", "-P");

        assertThat(result.failure()).contains("differ").doesNotContain(SECRET);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void thereIsNoAskingWithoutATerminal() {
        assertThat(run("keygen", "-p", "alice").usageError()).contains("no terminal", "--password-file");
        assertThat(run("keygen", "alice", "-P").usageError()).contains("no terminal", "--password-env");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aPassphraseCanComeFromAFileOrTheEnvironment() throws Exception {
        Files.writeString(directory.resolve("secret"), SECRET + "\r\nmore\n");
        run("keygen", "-t", "ed25519", "--password-file", "secret", "alice").succeeded();
        Cli.in(directory)
                .environment("SECRET", SECRET)
                .run("keygen", "-t", "ed25519", "--password-env", "SECRET", "bob")
                .succeeded();

        KeyFiles.readPrivate(directory.resolve("alice"), PassphraseSource.of(SECRET));
        KeyFiles.readPrivate(directory.resolve("bob"), PassphraseSource.of(SECRET));
    }

    @Test
    void waysToGiveAPassphraseExcludeEachOther() {
        assertThat(run("keygen", "--password-env", "A", "--password-file", "b", "alice")
                        .usageError())
                .contains("exclude each other");
        assertThat(run("keygen", "--password-env", "UNSET", "alice").usageError())
                .contains("UNSET");
        assertThat(run("keygen", "--password-file", "missing", "alice").failure())
                .contains("missing: no such file");
    }

    @Test
    void aPassphraseThatIsGivenTwiceIsNotEchoed() {
        assertThat(run("keygen", "-P", SECRET, "-P", SECRET, "alice").usageError())
                .doesNotContain(SECRET);
    }

    @Test
    void aJsonKeyCannotBeProtected() {
        assertThat(run("keygen", "--format", "json", "-P", SECRET, "alice").usageError())
                .contains("only a key in PEM")
                .doesNotContain(SECRET);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void bothIdsOfAKeyAreTold() throws Exception {
        Files.writeString(directory.resolve("danny.pub"), """
                {"keytype": "ed25519", "scheme": "ed25519", "keyid_hash_algorithms": ["sha256", "sha512"],
                 "keyval": {"public": "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29"}}""");

        var out = run("key", "id", "danny.pub").succeeded().out();

        var legacy =
                run("key", "id", "--rule", "legacy", "danny.pub").succeeded().out();
        var current =
                run("key", "id", "--rule", "current", "danny.pub").succeeded().out();
        assertThat(out).contains("ed25519", "legacy   " + legacy, "current  " + current);
        assertThat(legacy).matches("[0-9a-f]{64}\n").isNotEqualTo(current);
    }

    @Test
    void privateAndPublicKeyHaveOneId() {
        run("keygen", "-t", "ecdsa", "-P", SECRET, "alice").succeeded();

        var ofPublic =
                run("key", "id", "--rule", "legacy", "alice.pub").succeeded().out();
        assertThat(run("key", "id", "--rule", "legacy", "-P", SECRET, "alice")
                        .succeeded()
                        .out())
                .isEqualTo(ofPublic);
    }

    @Test
    @RequiresTool(Tool.IN_TOTO)
    void theLegacyIdIsTheReferences() throws Exception {
        run("keygen", "-t", "rsa", "alice").succeeded();

        var theirs = InteropTools.runPython(
                        directory,
                        new byte[0],
                        "-c",
                        "from securesystemslib.interface import *;"
                                + "print(import_rsa_publickey_from_file('alice.pub')['keyid'])")
                .succeeded()
                .text();
        assertThat(run("key", "id", "--rule", "legacy", "alice.pub").succeeded().out())
                .isEqualTo(theirs);
    }

    @Test
    void whatIsNoKeyIsNamed() throws Exception {
        Files.writeString(directory.resolve("garbage"), "garbage");

        assertThat(run("key", "id", "missing").failure()).contains("missing: ");
        assertThat(run("key", "id", ".").failure()).contains("directory");
        assertThat(run("key", "id", "garbage").failure()).contains("garbage: ");
        assertThat(run("key", "id").usageError()).contains("FILE");
        assertThat(run("key", "id", "--rule", "best", "garbage").usageError()).contains("'best'");
    }

    @Test
    void aKeyKeepsItsIdentityWhenItIsConverted() throws Exception {
        run("keygen", "-t", "ed25519", "alice").succeeded();
        run("key", "convert", "alice", "--to", "json", "-o", "alice.json").succeeded();
        run("key", "convert", "alice.json", "-o", "again").succeeded();

        assertThat(read("alice.json")).startsWith("{");
        assertThat(read("again")).isEqualTo(read("alice"));
    }

    @Test
    void thePublicKeyOfAPrivateKeyIsToBeHad() throws Exception {
        run("keygen", "-t", "ecdsa", "alice").succeeded();
        run("key", "convert", "alice", "--public", "-o", "copy").succeeded();
        run("key", "convert", "alice.pub", "-o", "copy2").succeeded();

        assertThat(read("copy")).isEqualTo(read("alice.pub"));
        assertThat(read("copy2")).isEqualTo(read("alice.pub"));
    }

    @Test
    void aProtectedKeyCanGetAnotherPassphrase() throws Exception {
        run("keygen", "-t", "ed25519", "-P", SECRET, "alice").succeeded();
        var result = run("key", "convert", "alice", "-P", SECRET, "--new-password", "new one", "-o", "again");

        assertThat(result.succeeded().err()).isEmpty();
        KeyFiles.readPrivate(directory.resolve("again"), PassphraseSource.of("new one"));
    }

    @Test
    void losingItsPassphraseIsWorthAWarning() {
        run("keygen", "-t", "ed25519", "-P", SECRET, "alice").succeeded();

        assertThat(run("key", "convert", "alice", "-P", SECRET, "-o", "bare")
                        .succeeded()
                        .err())
                .contains("warning: ", "not protected", "bare");
    }

    @Test
    void aWrongPassphraseConvertsNothing() {
        run("keygen", "-t", "ed25519", "-P", SECRET, "alice").succeeded();

        assertThat(run("key", "convert", "alice", "-P", "wrong one", "-o", "out")
                        .failure())
                .contains("alice: ")
                .doesNotContain("wrong one");
        assertThat(directory.resolve("out")).doesNotExist();
    }

    @Test
    void aPublicKeyTakesNoPassphrase() {
        run("keygen", "-t", "ed25519", "alice").succeeded();

        assertThat(run("key", "convert", "alice.pub", "--new-password", SECRET, "-o", "out")
                        .usageError())
                .contains("not protected");
    }
}
