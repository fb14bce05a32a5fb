package io.jenkins.plugins.intoto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.artifact.DigestSet;
import io.jenkins.plugins.intoto.engine.envelope.Envelope;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeReader;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.KeyIdRule;
import io.jenkins.plugins.intoto.engine.key.PassphraseSource;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.model.LinkFileNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunCommandTest {
    @TempDir
    Path directory;

    @TempDir
    Path keys;

    private SigningKey key;

    @BeforeEach
    void makeKey() throws Exception {
        Cli.in(keys).run("keygen", "-t", "ed25519", "alice").succeeded();
        key = KeyFiles.readPrivate(keys.resolve("alice"), PassphraseSource.NONE);
    }

    private String alice() {
        return keys.resolve("alice").toString();
    }

    private Cli.Result run(String... args) {
        return Cli.in(directory).run(args);
    }

    private Envelope envelope(String step) throws Exception {
        return EnvelopeReader.read(linkFile(directory, step), JsonLimits.DEFAULT);
    }

    private Path linkFile(Path folder, String step) {
        return folder.resolve(LinkFileNames.link(step, key.publicKey().keyId()));
    }

    private Link link(String step) throws Exception {
        return (Link) envelope(step).payload();
    }

    private static DigestSet digest(DigestAlgorithm algorithm, String text) {
        return DigestSet.of(algorithm, algorithm.newDigest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static DigestSet sha256(String text) {
        return digest(DigestAlgorithm.SHA256, text);
    }

    /** Whoever may write into the directory, or sets variables, would else choose what is left out (CVE-2023-32076). */
    @Test
    void noConfigurationIsReadFromTheDirectoryOrTheEnvironment() throws Exception {
        Files.writeString(directory.resolve("hidden"), "evil");
        for (var name : List.of(".in_totorc", ".in_toto/config", "in_totorc")) {
            var file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "[in-toto settings]\nARTIFACT_EXCLUDE_PATTERNS = hidden\n");
        }

        Cli.in(directory)
                .environment("IN_TOTO_ARTIFACT_EXCLUDE_PATTERNS", "hidden")
                .environment("IN_TOTO_ARTIFACT_BASE_PATH", keys.toString())
                .run("run", "-n", "list", "-k", alice(), "-p", ".", "-x")
                .succeeded();

        assertThat(link("list").products().toMap()).containsEntry("hidden", sha256("evil"));
    }

    @Test
    void aStepIsRecordedBeforeAndAfterItsCommand() throws Exception {
        Files.writeString(directory.resolve("in"), "one");

        run("run", "-n", "copy", "-k", alice(), "-m", "in", "-p", ".", "--", "cp", "in", "out")
                .succeeded();

        var link = link("copy");
        assertThat(link.name()).isEqualTo("copy");
        assertThat(link.command()).containsExactly("cp", "in", "out");
        assertThat(link.materials().toMap()).isEqualTo(Map.of("in", sha256("one")));
        assertThat(link.products().toMap()).isEqualTo(Map.of("in", sha256("one"), "out", sha256("one")));
        assertThat(link.byproducts()).isEqualTo(Map.of("return-value", 0L, "stdout", "", "stderr", ""));
        assertThat(link.environment()).isEmpty();
    }

    @Test
    void aLinkIsSignedUnderBothIds() throws Exception {
        run("run", "-n", "s", "-k", alice(), "-x").succeeded();

        var envelope = envelope("s");
        assertThat(envelope.format()).isEqualTo(EnvelopeFormat.METABLOCK);
        assertThat(envelope.signatures())
                .extracting(signature -> signature.keyId())
                .containsExactly(
                        key.publicKey().idUnder(KeyIdRule.LEGACY),
                        key.publicKey().idUnder(KeyIdRule.CURRENT));
        assertThat(envelope.signatureBy(key.publicKey(), Instant.now())).isPresent();
    }

    @Test
    void theLinkCanBeNamedAfterTheCurrentId() {
        run("run", "-n", "s", "-k", alice(), "-x", "--keyid", "current").succeeded();

        assertThat(directory.resolve(LinkFileNames.link("s", key.publicKey().idUnder(KeyIdRule.CURRENT))))
                .exists();
    }

    @Test
    void aLinkCanBeADsseEnvelope() throws Exception {
        run("run", "-n", "s", "-k", alice(), "-x", "--use-dsse").succeeded();

        assertThat(envelope("s").format()).isEqualTo(EnvelopeFormat.DSSE);
    }

    @Test
    void withoutACommandThereAreNoByproducts() throws Exception {
        run("run", "-n", "s", "-k", alice(), "-x").succeeded();

        assertThat(link("s").command()).isEmpty();
        assertThat(link("s").byproducts()).isEmpty();
    }

    @Test
    void theExitCodeIsThatOfTheCommandAndTheLinkIsWrittenAllTheSame() throws Exception {
        var result = run("run", "-n", "s", "-k", alice(), "--", "sh", "-c", "exit 7");

        assertThat(result.code()).isEqualTo(7);
        assertThat(result.err()).isEmpty();
        assertThat(link("s").returnValue()).hasValue(7);
    }

    @Test
    void theExitCodeCanBeZeroAsThatOfTheReference() throws Exception {
        run("run", "-n", "s", "-k", alice(), "--exit-zero", "--", "sh", "-c", "exit 7")
                .succeeded();

        assertThat(link("s").returnValue()).hasValue(7);
    }

    @Test
    void streamsAreRecordedAndShown() throws Exception {
        var result = run("run", "-n", "s", "-k", alice(), "-s", "--", "sh", "-c", "echo out; echo err >&2");

        assertThat(result.out()).isEqualTo("out\n");
        assertThat(result.err()).isEqualTo("err\n");
        assertThat(link("s").byproducts()).containsEntry("stdout", "out\n").containsEntry("stderr", "err\n");
    }

    @Test
    void whatFollowsTheCommandBelongsToIt() throws Exception {
        run("run", "-n", "s", "-k", alice(), "sh", "-c", "exit 0", "--", "-n", "other", "@file")
                .succeeded();

        assertThat(link("s").command()).containsExactly("sh", "-c", "exit 0", "--", "-n", "other", "@file");
    }

    @Test
    void aCommandThatTakesTooLongIsKilledAndLeavesNoLink() {
        var result = run("run", "-n", "s", "-k", alice(), "--run-timeout", "1", "--", "sleep", "60");

        assertThat(result.failure()).contains("sleep", "1 s");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aCommandThatDoesNotExistIsNamed() {
        assertThat(run("run", "-n", "s", "-k", alice(), "--", "no-such-program").failure())
                .contains("no-such-program");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void pathsAreShapedByTheOptions() throws Exception {
        Files.createDirectories(directory.resolve("base/src"));
        Files.writeString(directory.resolve("base/src/a.txt"), "a\r\n");
        Files.writeString(directory.resolve("base/src/b.bak"), "b");
        Files.createSymbolicLink(directory.resolve("base/src/linked"), directory.resolve("base"));

        run(
                        "run",
                        "-n",
                        "s",
                        "-k",
                        alice(),
                        "-x",
                        "-m",
                        "src",
                        "--base-path",
                        "base",
                        "--lstrip-paths",
                        "src/",
                        "--exclude",
                        "*.bak",
                        "--normalize-line-endings",
                        "--no-follow-symlink-dirs")
                .succeeded();

        assertThat(link("s").materials().toMap()).isEqualTo(Map.of("a.txt", sha256("a\n")));
    }

    @Test
    void otherDigestsCanBeRecorded() throws Exception {
        Files.writeString(directory.resolve("f"), "x");

        run("run", "-n", "s", "-k", alice(), "-x", "-m", "f", "--hash", "sha384", "sha512")
                .succeeded();

        assertThat(link("s").materials().find("f").orElseThrow().asMap()).containsOnlyKeys("sha384", "sha512");
    }

    @Test
    void whatIsLeftOutIsWarnedOf() throws Exception {
        assertThat(run("run", "-n", "s", "-k", alice(), "-x", "-m", "missing")
                        .succeeded()
                        .err())
                .isEqualTo("warning: 'missing' does not exist, it is left out\n");
        assertThat(run("run", "-n", "s", "-k", alice(), "-x", "-q", "-m", "missing")
                        .succeeded()
                        .err())
                .isEmpty();
        assertThat(link("s").materials().isEmpty()).isTrue();
    }

    @Test
    void verbosityTellsWhatHappens() {
        assertThat(run("run", "-n", "s", "-k", alice(), "-x", "-v", "-m", alice())
                        .succeeded()
                        .err())
                .contains(
                        "recording materials: 1 file",
                        "wrote ",
                        "s." + key.publicKey().keyId().shortForm());
    }

    @Test
    void linksGoToAnotherDirectoryOnRequest() throws Exception {
        var metadata = Files.createDirectory(directory.resolve("metadata"));

        run("run", "-n", "s", "-k", alice(), "-x", "-d", "metadata").succeeded();

        assertThat(linkFile(metadata, "s")).exists();
    }

    @Test
    void aMissingDirectoryIsNoticedBeforeTheCommandRuns() {
        assertThat(run("run", "-n", "s", "-k", alice(), "-d", "nowhere", "--", "touch", "ran")
                        .failure())
                .contains("nowhere: no such directory");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aDirectoryInThePlaceOfTheLinkIsNoticedBeforeTheCommandRuns() throws Exception {
        Files.createDirectory(linkFile(directory, "s"));

        assertThat(run("run", "-n", "s", "-k", alice(), "--", "touch", "ran").failure())
                .contains("is a directory");
        assertThat(directory.resolve("ran")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../up", "a/b", "a\\b", "..", "", " ", "a\nb"})
    void aStepNameThatLeavesTheDirectoryIsWrong(String name) {
        assertThat(run("run", "-n", name, "-k", alice(), "-x").usageError()).contains("cannot name a step");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void nameAndKeyMustBeGiven() {
        assertThat(run("run", "-k", alice(), "-x").usageError()).contains("--step-name");
        assertThat(run("run", "-n", "s", "-x").usageError()).contains("--signing-key");
    }

    @Test
    void eitherACommandOrNoneMustBeGiven() {
        assertThat(run("run", "-n", "s", "-k", alice()).usageError()).contains("no command", "--no-command");
        assertThat(run("run", "-n", "s", "-k", alice(), "-x", "--", "true").usageError())
                .contains("excludes");
    }

    @Test
    void wrongValuesOfOptionsAreNamed() {
        assertThat(run("run", "-n", "s", "-k", alice(), "--run-timeout", "soon", "true")
                        .usageError())
                .contains("'soon'");
        assertThat(run("run", "-n", "s", "-k", alice(), "-x", "--hash", "md5").usageError())
                .contains("'md5'");
        assertThat(run("run", "-n", "s", "-k", alice(), "-x", "--keyid", "best").usageError())
                .contains("'best'");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aKeyThatIsNoneRunsNothing() throws Exception {
        Files.writeString(directory.resolve("garbage"), "garbage");
        for (var bad :
                List.of("garbage", "missing", ".", keys.resolve("alice.pub").toString())) {
            assertThat(run("run", "-n", "s", "-k", bad, "--", "touch", "ran").failure())
                    .contains(bad.equals(".") ? "directory" : bad);
        }
        assertThat(directory.resolve("ran")).doesNotExist();
    }

    /** A key whose passphrase is {@code secret}, made by others, who let it be guessed a hundred times as fast as keygen. */
    private String protectedKey() throws Exception {
        var file = Path.of("src/test/resources/keys/protected/ed25519.pbes2.pem");
        return Files.copy(file, keys.resolve("bob")).toString();
    }

    @Test
    void aProtectedKeyNeedsItsPassphrase() throws Exception {
        var bob = protectedKey();

        assertThat(run("run", "-n", "s", "-k", bob, "-x").failure()).contains(bob, "--password-file");
        assertThat(run("run", "-n", "s", "-k", bob, "-P", "wrong one", "-x").failure())
                .contains(bob)
                .doesNotContain("wrong one");
        assertThat(directory).isEmptyDirectory();
        run("run", "-n", "s", "-k", bob, "-P", "secret", "-x").succeeded();
        Cli.in(directory)
                .environment("SECRET", "secret")
                .run("run", "-n", "s", "-k", bob, "--password-env", "SECRET", "-x")
                .succeeded();
    }

    @Test
    void thePassphraseIsAskedForOnATerminal() throws Exception {
        var bob = protectedKey();
        var typist = new Cli.Typist("secret");

        Cli.in(directory)
                .terminal(typist)
                .run("run", "-n", "s", "-k", bob, "-x")
                .succeeded();

        assertThat(typist.shown.toString()).startsWith("Passphrase for ").contains("bob");
    }

    @Test
    void theOptionOfThePassphraseTakesNothingThatIsNotMeantForIt() throws Exception {
        var bob = protectedKey();

        Cli.in(directory)
                .terminal(new Cli.Typist("secret"))
                .run("run", "-n", "s", "-k", bob, "-P", "--", "true")
                .succeeded();
        Cli.in(directory)
                .terminal(new Cli.Typist("secret"))
                .run("run", "-n", "s", "-k", bob, "-P", "-x")
                .succeeded();
    }

    @Test
    void aMalformedExcludePatternIsNamed() {
        assertThat(run("run", "-n", "s", "-k", alice(), "-x", "-m", ".", "--exclude", "a\\")
                        .failure())
                .contains("a\\");
    }

    @Test
    void twoFilesOfOneNameAreNamedAndNothingIsWritten() throws Exception {
        Files.createDirectories(directory.resolve("a"));
        Files.createDirectories(directory.resolve("b"));
        Files.writeString(directory.resolve("a/f"), "x");
        Files.writeString(directory.resolve("b/f"), "x");

        assertThat(run("run", "-n", "s", "-k", alice(), "-x", "-m", ".", "--lstrip-paths", "a/", "b/")
                        .failure())
                .contains("a/f", "b/f");
        assertThat(linkFile(directory, "s")).doesNotExist();
    }

    @Test
    void theCommandDoesNotInheritThePassphrase() throws Exception {
        // A variable that this process has too, as a command line started with the passphrase would.
        Cli.in(keys)
                .environment("HOME", "a passphrase")
                .run("keygen", "-t", "ed25519", "protected", "--password-env", "HOME")
                .succeeded();

        Cli.in(directory)
                .environment("HOME", "a passphrase")
                .run(
                        "run",
                        "-n",
                        "look",
                        "-k",
                        keys.resolve("protected").toString(),
                        "--password-env",
                        "HOME",
                        "-s",
                        "--",
                        "sh",
                        "-c",
                        "echo ${HOME-none} ${PATH-none}")
                .succeeded();

        var file = LinkFileNames.link(
                "look", KeyFiles.readPublic(keys.resolve("protected.pub")).keyId());
        var link = (Link)
                EnvelopeReader.read(directory.resolve(file), JsonLimits.DEFAULT).payload();
        assertThat((String) link.byproducts().get("stdout")).startsWith("none /");
    }
}
