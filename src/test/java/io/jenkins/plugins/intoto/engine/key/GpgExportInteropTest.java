package io.jenkins.plugins.intoto.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.json.CanonicalJson;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of the installed GPG, and links that the reference signs with them. */
@RequiresTool({Tool.GPG, Tool.IN_TOTO})
class GpgExportInteropTest {
    @TempDir
    Path directory;

    private Path home;

    @BeforeEach
    void home() throws Exception {
        home = Files.createDirectory(
                directory.resolve("home"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    @AfterEach
    void stopAgent() throws Exception {
        InteropTools.run("gpgconf", "--homedir", home.toString(), "--kill", "all");
    }

    private InteropTools.Result gpg(String... arguments) throws Exception {
        var command = new java.util.ArrayList<>(List.of(
                "gpg", "--homedir", home.toString(), "--batch", "--pinentry-mode", "loopback", "--passphrase", ""));
        command.addAll(List.of(arguments));
        return InteropTools.run(directory, new byte[0], command).succeeded();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa2048", "dsa2048", "ed25519"})
    void aLinkThatTheReferenceSignsWithGpgVerifiesWithTheExportedKey(String algorithm) throws Exception {
        gpg("--quick-generate-key", "a@example.com", algorithm, "sign", "1d");
        var key = (GpgKey)
                KeyFiles.readPublic(gpg("--armor", "--export", "a@example.com").output(), "key.asc");
        InteropTools.runIn(
                        directory,
                        "in-toto-run",
                        "-n",
                        "step",
                        "-g",
                        key.keyId().value(),
                        "--gpg-home",
                        home.toString(),
                        "-x")
                .succeeded();
        var name = "step." + key.keyId().shortForm() + ".link";
        var link = Json.parseObject(Files.readAllBytes(directory.resolve(name)), name, JsonLimits.DEFAULT);
        var object = link.objects("signatures").get(0);
        var signature = Signature.ofGpg(
                new KeyId(object.string("keyid")),
                HexFormat.of().parseHex(object.string("signature")),
                HexFormat.of().parseHex(object.string("other_headers")));
        var signed = CanonicalJson.of(link.object("signed").asMap());

        assertThat(key.signatureIds()).contains(signature.keyId());
        assertThat(key.verifies(signature, out -> out.write(signed), Instant.now()))
                .isTrue();
        assertThat(key.verifies(
                        signature, out -> out.write(signed), Instant.now().plusSeconds(100_000)))
                .as("after the key has expired")
                .isFalse();
    }
}
