package io.jenkins.plugins.intoto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.SigstoreJs;
import io.jenkins.plugins.intoto.SoftHsm;
import io.jenkins.plugins.intoto.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys on a token of SoftHSM 2, which have no certificates. */
@RequiresTool(Tool.SOFTHSM)
class TokenKeysTest {
    @TempDir
    Path directory;

    private SoftHsm hsm;
    private Cli cli;

    @BeforeEach
    void makeToken() throws Exception {
        hsm = SoftHsm.token(directory);
        cli = Cli.in(directory);
        Files.writeString(directory.resolve("pin"), SoftHsm.PIN + "\n");
    }

    private Cli.Result run(String... arguments) {
        return cli.run(arguments);
    }

    private String uri(String key) {
        return hsm.uri(key) + "&pin-source=file:" + directory.resolve("pin");
    }

    private String failure(String... arguments) {
        var failure = run(arguments).failure();
        assertThat(failure).doesNotContain(SoftHsm.PIN, "null", "Exception");
        return failure;
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ec256", "ec384", "ec521", "ed25519"})
    void aBareKeyOnATokenSignsLinksAndAttestations(String key) throws Exception {
        var publicKey = hsm.add(key, "release", "a1").toString();

        var link = run("run", "-n", "build", "-k", uri("object=release"), "--use-dsse", "-x")
                .succeeded();
        assertThat(link.err()).isEmpty();
        run("run", "-n", "test", "-k", uri("id=%A1"), "-x").succeeded();
        try (var links = Files.list(directory)) {
            for (var file :
                    links.filter(path -> path.toString().endsWith(".link")).toList()) {
                run("sign", "--verify", "-f", file.toString(), "-k", publicKey).succeeded();
            }
        }
        assertThat(directory.resolve("build." + legacyId(publicKey).substring(0, 8) + ".link"))
                .exists();

        Files.writeString(directory.resolve("app"), "app");
        Files.writeString(directory.resolve("custom.json"), "{}");
        run("attest", "-t", "https://example.com/custom", "-p", "custom.json", "-k", uri("object=release"), "app")
                .succeeded();
        var listed = run("bundle", "list", "app.intoto.jsonl", "-k", publicKey).succeeded();
        assertThat(listed.out()).contains("https://example.com/custom", "signed by");
        assertThat(listed.err()).isEmpty();
    }

    private String legacyId(String key) {
        return run("key", "id", "--rule", "legacy", key).succeeded().out().strip();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ec256", "ed25519"})
    @RequiresTool({Tool.IN_TOTO, Tool.NODE})
    void othersVerifyWhatATokenSigned(String key) throws Exception {
        var publicKey = hsm.add(key, "release", "a1").toString();
        Files.writeString(directory.resolve("app"), "app");
        Files.writeString(directory.resolve("custom.json"), "{}");

        run("run", "-n", "build", "-k", uri("object=release"), "-p", "app", "-x")
                .succeeded();
        run("attest", "--sigstore", "-t", "https://example.com/c", "-p", "custom.json", "-k", uri("id=%A1"), "app")
                .succeeded();

        var link = "build." + legacyId(publicKey).substring(0, 8) + ".link";
        var format = key.equals("rsa") ? "pem" : "json"; // as Debian's tools read keys
        run("key", "convert", publicKey, "--to", format, "-o", "release.pub").succeeded();
        InteropTools.runIn(
                        directory,
                        "in-toto-sign",
                        "-f",
                        link,
                        "--verify",
                        "-k",
                        "release.pub",
                        "-t",
                        key.startsWith("ec") ? "ecdsa" : key)
                .succeeded();
        assertThat(SigstoreJs.verdictByKey(directory.resolve("app.intoto.jsonl"), Path.of(publicKey), directory))
                .isEqualTo("accepted key");
    }

    @Test
    void thePublicPartOfAKeyCanBeHad() throws Exception {
        var publicKey = hsm.add("ec256", "release", "01");

        run("key", "convert", uri("object=release"), "-o", "release.pub").succeeded();

        assertThat(directory.resolve("release.pub")).hasSameTextualContentAs(publicKey);
        assertThat(legacyId(uri("object=release"))).isEqualTo(legacyId(publicKey.toString()));
        assertThat(run("key", "id", uri("object=release")).succeeded().out())
                .startsWith("pkcs11:token=" + hsm.label() + ";object=release: ecdsa, ecdsa-sha2-nistp256\n");
    }

    @Test
    void aTokenIsListed() throws Exception {
        hsm.add("ec256", "release key", "01");
        hsm.add("ed25519", "", "a2ff");

        assertThat(run("key", "list", "--pkcs11", uri("")).succeeded().out())
                .contains("object=release%20key;id=%01: ecdsa, ecdsa-sha2-nistp256\n  legacy   ")
                .contains("id=%A2%FF: ed25519, ed25519\n  legacy   ");
    }

    @Test
    void aWrongPinIsTriedOnce() throws Exception {
        hsm.add("ec256", "release", "01");
        Files.writeString(directory.resolve("pin"), "999999\n");

        assertThat(failure("run", "-n", "s", "-x", "-k", uri("object=release")))
                .isEqualTo(
                        "in-toto run: pkcs11:token=" + hsm.label()
                                + ";object=release: the PIN is wrong; it was tried once, since tokens lock after a few wrong ones");
        assertThat(directory).isDirectoryNotContaining("glob:**.link");
    }

    @Test
    void thePinCanComeFromTheOptionForPassphrases() throws Exception {
        hsm.add("ec256", "release", "01");
        var uri = hsm.uri("object=release");

        run("run", "-n", "s", "-x", "-k", uri, "--password-file", "pin").succeeded();
        assertThat(failure("run", "-n", "s", "-x", "-k", uri)).contains("protected by a PIN", "pin-source");
    }

    @Test
    void anObjectThatIsNotThereOrTwiceIsCalledThat() throws Exception {
        assertThat(failure("run", "-n", "s", "-x", "-k", uri("object=release")))
                .contains("the token holds no such private key");
        hsm.add("ec256", "release", "01");
        hsm.add("ec384", "release", "02");

        assertThat(failure("run", "-n", "s", "-x", "-k", uri("object=release")))
                .contains("the token holds 2 private keys that match; name one by its id");
        run("run", "-n", "s", "-x", "-k", uri("object=release;id=%02")).succeeded();
    }

    @Test
    void aTokenThatIsNotThereIsCalledThat() throws Exception {
        assertThat(failure("run", "-n", "s", "-x", "-k", uri("object=release").replace(hsm.label(), "other")))
                .endsWith("there is no such token; there is " + hsm.label());
    }

    @Test
    void aTokenThatIsGoneIsCalledThat() throws Exception {
        hsm.remove();

        assertThat(failure("run", "-n", "s", "-x", "-k", uri("object=release")))
                .contains("there is no token, is it plugged in?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ?module-path=/nowhere/lib.so   | there is no PKCS#11 library /nowhere/lib.so
            ?module-path=PIN               | cannot be loaded as a PKCS#11 library
            ''                             | names no PKCS#11 library; add ?module-path=FILE
            ?module-path=MODULE&pin-value=135790 | shows the PIN to all who see the command
            ?module-path=MODULE&colour=red | has an attribute that is not supported
            ;token=again?module-path=MODULE | is not a PKCS#11 URI (RFC 7512)
            ?module-path=MODULE&pin-source=file:/nowhere/pin | the file of the PIN, /nowhere/pin, cannot be read
            """)
    void aUriThatCannotBeUsedIsRefusedWithTheReason(String rest, String reason) throws Exception {
        var uri = "pkcs11:token=" + hsm.label() + ";object=release"
                + rest.replace("MODULE", hsm.library().toString()).replace("=PIN", "=" + directory.resolve("pin"));

        assertThat(failure("run", "-n", "s", "-x", "-k", uri)).contains(reason);
    }

    /** Libraries write what they like to the streams of the process, past the command line. */
    @Test
    void nothingButTheOutputOfTheCommandIsWritten() throws Exception {
        hsm.add("ec256", "release", "01");

        var signed = process("run", "-n", "build", "-k", uri("object=release"), "-x");
        assertThat(signed.error()).isEmpty();
        assertThat(signed.text()).isEmpty();
        assertThat(signed.exitCode()).isZero();

        Files.writeString(directory.resolve("pin"), "999999\n");
        var refused = process("run", "-n", "build", "-k", uri("object=release"), "-x");
        assertThat(refused.error()).hasLineCount(1).contains("the PIN is wrong");
        assertThat(refused.text()).isEmpty();
        assertThat(refused.exitCode()).isEqualTo(1);
    }

    private InteropTools.Result process(String... arguments) throws Exception {
        return InteropTools.run(directory, new byte[0], Cli.process(arguments));
    }

    @Test
    void aTemporaryFolderThatNothingCanBeLoadedFromIsCalledThat() throws Exception {
        hsm.add("ec256", "release", "01");
        var command = new ArrayList<>(Cli.process("key", "id", uri("object=release")));
        command.add(1, "-Djava.io.tmpdir=" + directory.resolve("missing"));

        assertThat(InteropTools.run(directory, new byte[0], command).error())
                .hasLineCount(1)
                .contains(
                        "cannot be loaded from the temporary folder " + directory.resolve("missing"),
                        "-Djava.io.tmpdir=");
    }
}
