package io.jenkins.plugins.intoto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.envelope.UnsignedEnvelope;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.model.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Supply chains whose layout and links the reference's tools sign with GPG verify here as they do there. */
@RequiresTool({Tool.GPG, Tool.IN_TOTO})
class GpgChainInteropTest {
    @TempDir
    private static Path home;

    private static VerificationKey key;
    private static KeyId primary;
    private static KeyId subkey;

    @TempDir
    private Path directory;

    @BeforeAll
    static void makeKeys() throws Exception {
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        var user = "Functionary <f@example.com>";
        gpg("--quick-generate-key", user, "rsa2048", "sign", "1d").succeeded();
        var fingerprints = fingerprints();
        gpg("--quick-add-key", fingerprints.get(0), "rsa2048", "sign", "1d").succeeded();
        fingerprints = fingerprints();
        primary = new KeyId(fingerprints.get(0));
        subkey = new KeyId(fingerprints.get(1));
        gpg("--armor", "--output", home.resolve("key.asc").toString(), "--export", user)
                .succeeded();
        key = KeyFiles.readPublic(home.resolve("key.asc"));
    }

    @AfterAll
    static void stopAgent() throws Exception {
        InteropTools.run("gpgconf", "--homedir", home.toString(), "--kill", "gpg-agent");
    }

    private static InteropTools.Result gpg(String... args) throws Exception {
        var command = new java.util.ArrayList<>(List.of(
                "gpg", "--homedir", home.toString(), "--batch", "--passphrase", "", "--pinentry-mode", "loopback"));
        command.addAll(Arrays.asList(args));
        return InteropTools.run(command.toArray(String[]::new));
    }

    /** That of the primary key, then those of its subkeys. */
    private static List<String> fingerprints() throws Exception {
        return gpg("--with-colons", "--list-keys")
                .succeeded()
                .text()
                .lines()
                .filter(line -> line.startsWith("fpr:"))
                .map(line -> line.split(":")[9].toLowerCase(java.util.Locale.ROOT))
                .toList();
    }

    @BeforeEach
    void build() throws Exception {
        // GPG signs with the newest key that can, whichever is asked for: the subkey.
        debian(
                        "in-toto-run",
                        "-n",
                        "write",
                        "--gpg",
                        primary.value(),
                        "--gpg-home",
                        home.toString(),
                        "-p",
                        "app.txt",
                        "--",
                        "sh",
                        "-c",
                        "echo hello > app.txt")
                .succeeded();
    }

    private InteropTools.Result debian(String... command) throws Exception {
        return InteropTools.runIn(directory, command);
    }

    /** Writes a layout that authorises one key, signed by the reference with GPG. */
    private void layout(KeyId authorised) throws Exception {
        var step = new Step(
                "write",
                1,
                List.of(),
                Project.rules("CREATE app.txt", "DISALLOW *"),
                List.of(authorised),
                List.of(),
                List.of());
        var layout = new Layout(
                Instant.now().plus(1, ChronoUnit.DAYS),
                "",
                Map.of(key.keyId(), key),
                List.of(step),
                List.of(),
                Map.of(),
                Map.of());
        Files.write(
                directory.resolve("root.layout"),
                UnsignedEnvelope.of(layout, EnvelopeFormat.METABLOCK).toByteArray(List.of()));
        debian("in-toto-sign", "-f", "root.layout", "--gpg", primary.value(), "--gpg-home", home.toString())
                .succeeded();
    }

    private InteropTools.Result theirs() throws Exception {
        return debian("in-toto-verify", "-l", "root.layout", "--gpg", primary.value(), "--gpg-home", home.toString());
    }

    private Cli.Result ours() {
        return Cli.in(directory)
                .run(
                        "verify",
                        "-l",
                        "root.layout",
                        "--verification-keys",
                        home.resolve("key.asc").toString());
    }

    private Path link() throws IOException {
        return directory.resolve("write." + subkey.value().substring(0, 8) + ".link");
    }

    @Test
    void aLinkByASubkeyOfAnAuthorisedKeyVerifies() throws Exception {
        layout(primary);

        theirs().succeeded();
        ours().succeeded();
    }

    @Test
    void aLinkByASubkeyThatTheStepNamesVerifies() throws Exception {
        layout(subkey);

        theirs().succeeded();
        ours().succeeded();
    }

    @Test
    void aTamperedLinkFailsOnBothSides() throws Exception {
        layout(primary);
        Project.tamper(link(), "app.txt", "app.exe");

        assertThat(theirs().exitCode()).isEqualTo(1);
        var result = ours();
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("step 'write'", "no valid link");
    }

    @Test
    void aTamperedLayoutFailsOnBothSides() throws Exception {
        layout(primary);
        Project.tamper(directory.resolve("root.layout"), "DISALLOW", "ALLOW");

        assertThat(theirs().exitCode()).isEqualTo(1);
        var result = ours();
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("layout: ");
    }

    private Cli.Result check() throws IOException {
        return Cli.in(directory)
                .run(
                        "sign",
                        "-f",
                        link().toString(),
                        "--verify",
                        "-k",
                        home.resolve("key.asc").toString());
    }

    @Test
    void aSignatureCanBeCheckedByItself() throws Exception {
        check().succeeded();
        Project.tamper(link(), "app.txt", "app.exe");
        assertThat(check().code()).isEqualTo(1);
    }

    @Test
    void theIdsOfAKeyAreThoseThatTheReferenceUses() throws Exception {
        assertThat(key.keyId()).isEqualTo(primary);
        assertThat(key.signatureIds()).containsExactlyInAnyOrder(primary, subkey);
    }
}
