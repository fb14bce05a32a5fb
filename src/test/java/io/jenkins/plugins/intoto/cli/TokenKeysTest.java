package io.jenkins.plugins.intoto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.SigstoreJs;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.key.TokenProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys on a token of SoftHSM 2, which have no certificates. Its configuration is the environment's, hence the processes. */
@RequiresTool(Tool.SOFTHSM)
class TokenKeysTest {
    private static final Path KEYS = Path.of("src/test/resources/keys").toAbsolutePath();
    private static final String PIN = "135790";

    @TempDir
    Path directory;

    private String module;

    @BeforeEach
    void makeToken() throws Exception {
        module = Stream.of("/usr/lib/softhsm/libsofthsm2.so", "/usr/local/lib/softhsm/libsofthsm2.so")
                .filter(file -> Files.exists(Path.of(file)))
                .findFirst()
                .orElseThrow();
        Files.createDirectory(directory.resolve("tokens"));
        Files.writeString(
                directory.resolve("softhsm2.conf"),
                "directories.tokendir = " + directory.resolve("tokens") + "\nlog.level = ERROR\n");
        Files.writeString(directory.resolve("pin"), PIN + "\n");
        softhsm("--init-token", "--free", "--label", "build", "--so-pin", "24680135", "--pin", PIN);
    }

    private InteropTools.Result process(List<String> command) throws Exception {
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment()
                .put("SOFTHSM2_CONF", directory.resolve("softhsm2.conf").toString());
        var out = directory.resolve("out.txt");
        var error = directory.resolve("error.txt");
        var process = InteropTools.start(builder.redirectOutput(out.toFile()).redirectError(error.toFile()));
        process.getOutputStream().close();
        int exitCode = process.waitFor();
        return new InteropTools.Result(
                exitCode, Files.readAllBytes(out), new String(Files.readAllBytes(error), StandardCharsets.UTF_8));
    }

    private void softhsm(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("softhsm2-util"));
        command.addAll(Arrays.asList(arguments));
        process(command).succeeded();
    }

    private InteropTools.Result run(String... arguments) throws Exception {
        return process(Cli.process(arguments));
    }

    private void importKey(String file, String label, String id) throws Exception {
        softhsm(
                "--import",
                KEYS.resolve("private/" + file + ".pkcs8.pem").toString(),
                "--token",
                "build",
                "--label",
                label,
                "--id",
                id,
                "--pin",
                PIN);
    }

    private String uri(String key) {
        return "pkcs11:token=build;" + key + "?module-path=" + module + "&pin-source=file:" + directory.resolve("pin");
    }

    private String failure(String... arguments) throws Exception {
        var result = run(arguments);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.error()).doesNotContain(PIN, "null", "Exception").hasLineCount(1);
        return result.error();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ec256", "ec384", "ec521", "ed25519"})
    void aBareKeyOnATokenSignsLinksAndAttestations(String key) throws Exception {
        importKey(key, "release", "a1");
        var publicKey = KEYS.resolve("public/" + key + ".spki.pem").toString();

        var link = run("run", "-n", "build", "-k", uri("object=release"), "--use-dsse", "-x");
        assertThat(link.error()).isEmpty();
        link.succeeded();
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
        assertThat(listed.text()).contains("https://example.com/custom", "signed by");
        assertThat(listed.error()).isEmpty();
    }

    private String legacyId(String key) throws Exception {
        return run("key", "id", "--rule", "legacy", key).succeeded().text().strip();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ec256", "ed25519"})
    @RequiresTool({Tool.IN_TOTO, Tool.NODE})
    void othersVerifyWhatATokenSigned(String key) throws Exception {
        importKey(key, "release", "a1");
        var publicKey = KEYS.resolve("public/" + key + ".spki.pem").toString();
        Files.writeString(directory.resolve("app"), "app");
        Files.writeString(directory.resolve("custom.json"), "{}");

        run("run", "-n", "build", "-k", uri("object=release"), "-p", "app", "-x")
                .succeeded();
        run("attest", "--sigstore", "-t", "https://example.com/c", "-p", "custom.json", "-k", uri("id=%A1"), "app")
                .succeeded();

        var link = "build." + legacyId(publicKey).substring(0, 8) + ".link";
        var format = key.equals("rsa") ? "pem" : "json"; // as Debian's tools read keys
        run("key", "convert", publicKey, "--to", format, "-o", "release.pub").succeeded();
        process(List.of(
                        "in-toto-sign",
                        "-f",
                        link,
                        "--verify",
                        "-k",
                        "release.pub",
                        "-t",
                        key.startsWith("ec") ? "ecdsa" : key))
                .succeeded();
        assertThat(SigstoreJs.verdictByKey(directory.resolve("app.intoto.jsonl"), Path.of(publicKey), directory))
                .isEqualTo("accepted key");
    }

    @Test
    void thePublicPartOfAKeyCanBeHad() throws Exception {
        importKey("ec256", "release", "01");
        var publicKey = KEYS.resolve("public/ec256.spki.pem");

        run("key", "convert", uri("object=release"), "-o", "release.pub").succeeded();

        assertThat(directory.resolve("release.pub")).hasSameTextualContentAs(publicKey);
        assertThat(legacyId(uri("object=release"))).isEqualTo(legacyId(publicKey.toString()));
        assertThat(run("key", "id", uri("object=release")).succeeded().text())
                .startsWith("pkcs11:token=build;object=release: ecdsa, ecdsa-sha2-nistp256\n");
    }

    @Test
    void aTokenIsListed() throws Exception {
        importKey("ec256", "release key", "01");
        importKey("ed25519", "", "a2ff");

        assertThat(run("key", "list", "--pkcs11", uri("")).succeeded().text())
                .contains("object=release%20key;id=%01: ecdsa, ecdsa-sha2-nistp256\n  legacy   ")
                .contains("id=%A2%FF: ed25519, ed25519\n  legacy   ");
    }

    @Test
    void aWrongPinIsTriedOnce() throws Exception {
        importKey("ec256", "release", "01");
        Files.writeString(directory.resolve("pin"), "999999\n");

        assertThat(failure("run", "-n", "s", "-x", "-k", uri("object=release")))
                .isEqualTo("in-toto run: pkcs11:token=build;object=release: the PIN is wrong; it was tried once, since"
                        + " tokens lock after a few wrong ones\n");
        assertThat(directory).isDirectoryNotContaining("glob:**.link");
    }

    @Test
    void thePinCanComeFromTheOptionForPassphrases() throws Exception {
        importKey("ec256", "release", "01");
        var uri = "pkcs11:token=build;object=release?module-path=" + module;

        run("run", "-n", "s", "-x", "-k", uri, "--password-file", "pin").succeeded();
        assertThat(failure("run", "-n", "s", "-x", "-k", uri)).contains("protected by a PIN", "pin-source");
    }

    @Test
    void anObjectThatIsNotThereOrTwiceIsCalledThat() throws Exception {
        assertThat(failure("run", "-n", "s", "-x", "-k", uri("object=release")))
                .contains("the token holds no such private key");
        importKey("ec256", "release", "01");
        importKey("ec384", "release", "02");

        assertThat(failure("run", "-n", "s", "-x", "-k", uri("object=release")))
                .contains("the token holds 2 private keys that match; name one by its id");
        run("run", "-n", "s", "-x", "-k", uri("object=release;id=%02")).succeeded();
    }

    @Test
    void aTokenThatIsNotThereIsCalledThat() throws Exception {
        assertThat(failure("run", "-n", "s", "-x", "-k", uri("object=release").replace("token=build", "token=other")))
                .contains("there is no such token; there is build");
    }

    @Test
    void aTokenThatIsGoneIsCalledThat() throws Exception {
        try (var files = Files.walk(directory.resolve("tokens"))) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        Files.createDirectory(directory.resolve("tokens"));

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
        var uri = "pkcs11:token=build;object=release"
                + rest.replace("MODULE", module).replace("=PIN", "=" + directory.resolve("pin"));

        assertThat(failure("run", "-n", "s", "-x", "-k", uri)).contains(reason);
    }

    /** Has {@link TokenProcess} sign with a key while things happen. */
    private List<String> signed(String... happening) throws Exception {
        var command = new ArrayList<>(Cli.process());
        command.set(command.size() - 1, TokenProcess.class.getName());
        command.add(uri("object=release"));
        command.addAll(List.of(happening));
        return process(command)
                .succeeded()
                .text()
                .lines()
                .filter(line -> line.startsWith(TokenProcess.RESULT))
                .map(line -> line.substring(TokenProcess.RESULT.length()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"close-sessions", "log-out", "finalise"})
    void aSessionThatDiedIsOpenedAnew(String happening) throws Exception {
        importKey("ec256", "release", "01");

        assertThat(signed("sign", "sign", happening, "sign", happening, "sign"))
                .containsExactly("valid", "valid", "valid", "valid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"close-sessions", "finalise"})
    void keysAreFoundThoughTheSessionDied(String happening) throws Exception {
        importKey("ec256", "release", "01");

        assertThat(signed("find-and-sign", happening, "find-and-sign", happening, "find-and-sign"))
                .containsExactly("valid", "valid", "valid");
    }

    @Test
    void aTokenOnWhichAPinWasRefusedSaysSoWhateverIsAsked() throws Exception {
        importKey("ec256", "release", "01");
        var change = "change-pin " + PIN + " 975310";

        var signed = signed("find-and-sign", change, "close-sessions", "find-and-sign", "find-and-sign");

        assertThat(signed).hasSize(3).startsWith("valid");
        assertThat(signed.get(1))
                .endsWith("the PIN is wrong; it was tried once, since tokens lock after a few wrong ones");
        assertThat(signed.get(2)).endsWith("the PIN was wrong before and is not tried again, since tokens lock");
    }

    @Test
    void aTokenThatGoesWhileKeysSignIsCalledThat() throws Exception {
        importKey("ec256", "release", "01");

        var signed = signed("sign", "remove " + directory.resolve("tokens"), "sign", "sign");

        assertThat(signed).hasSize(3).startsWith("valid");
        assertThat(signed.subList(1, 3)).allMatch(line -> line.contains("cannot sign: "));
    }

    @Test
    void aPinThatWasChangedMeanwhileIsTriedOnce() throws Exception {
        importKey("ec256", "release", "01");

        var signed = signed("sign", "change-pin " + PIN + " 975310", "close-sessions", "sign", "sign");

        assertThat(signed).hasSize(3).startsWith("valid");
        assertThat(signed.get(1))
                .endsWith("the PIN is wrong; it was tried once, since tokens lock after a few wrong ones");
        assertThat(signed.get(2)).endsWith("the PIN was wrong before and is not tried again, since tokens lock");
    }

    @Test
    void aKeyThatWantsThePinForEachSignatureGetsIt() throws Exception {
        assertThat(signed("make-key " + PIN, "sign", "sign", "close-sessions", "sign"))
                .containsExactly("valid", "valid", "valid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"threads", "tokens"})
    void severalThreadsSignAtOnce(String how) throws Exception {
        importKey("ec256", "release", "01");

        assertThat(signed(how)).hasSize(100).containsOnly("valid");
    }

    @Test
    void aTemporaryFolderThatNothingCanBeLoadedFromIsCalledThat() throws Exception {
        importKey("ec256", "release", "01");
        var command = new ArrayList<>(Cli.process("key", "id", uri("object=release")));
        command.add(1, "-Djava.io.tmpdir=" + directory.resolve("missing"));

        assertThat(process(command).error())
                .hasLineCount(1)
                .contains(
                        "cannot be loaded from the temporary folder " + directory.resolve("missing"),
                        "-Djava.io.tmpdir=");
    }
}
