package io.jenkins.plugins.intoto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.envelope.Envelope;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeReader;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignCommandTest {
    @TempDir
    static Path keys;

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void prepare() {
        project = Project.in(directory, keys, "-t", "ed25519");
    }

    private Envelope read(String file) throws Exception {
        return EnvelopeReader.read(directory.resolve(file), JsonLimits.DEFAULT);
    }

    private boolean isSignedBy(String file, String signer) throws Exception {
        return read(file)
                .signatureBy(project.signer(signer).publicKey(), Instant.now())
                .isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void aLayoutIsSignedInItsFile(EnvelopeFormat format) throws Exception {
        project.unsignedLayout("x.layout", format);

        project.run("sign", "-f", "x.layout", "-k", project.key("owner")).succeeded();

        assertThat(isSignedBy("x.layout", "owner")).isTrue();
        assertThat(read("x.layout").format()).isEqualTo(format);
    }

    @Test
    void aLayoutWithoutEnvelopeIsSigned() throws Exception {
        Files.writeString(directory.resolve("bare"), """
                {"_type": "layout", "expires": "2030-01-01T00:00:00Z", "keys": {}, "steps": [], "inspect": [],
                 "readme": "", "x-of-ours": 1}""");

        project.run("sign", "-f", "bare", "-k", project.key("owner"), "-o", "x.layout")
                .succeeded();

        assertThat(isSignedBy("x.layout", "owner")).isTrue();
        assertThat(Files.readString(directory.resolve("x.layout"))).contains("x-of-ours");
    }

    @Test
    void theResultCanGoToAnotherFile() throws Exception {
        var before = Files.readString(project.unsignedLayout("x.layout", EnvelopeFormat.METABLOCK));

        assertThat(project.run("sign", "-f", "x.layout", "-k", project.key("owner"), "-o", "y.layout")
                        .succeeded()
                        .err())
                .isEqualTo("signed " + directory.resolve("x.layout") + " with 1 key: wrote "
                        + directory.resolve("y.layout") + "\n");

        assertThat(isSignedBy("y.layout", "owner")).isTrue();
        assertThat(directory.resolve("x.layout")).hasContent(before);
    }

    @Test
    void signaturesAreReplacedOrAddedTo() throws Exception {
        project.layout();
        project.run("sign", "-f", "root.layout", "-a", "-k", project.key("alice"), project.key("bob"))
                .succeeded();
        assertThat(isSignedBy("root.layout", "owner")).isTrue();
        assertThat(isSignedBy("root.layout", "bob")).isTrue();

        project.run("sign", "-f", "root.layout", "-k", project.key("alice")).succeeded();
        assertThat(isSignedBy("root.layout", "owner")).isFalse();
        assertThat(isSignedBy("root.layout", "alice")).isTrue();
    }

    @Test
    void signingAgainReplacesTheOldSignatureOfTheKey() throws Exception {
        project.layout();
        Project.tamper(directory.resolve("root.layout"), "\"readme\": \"\"", "\"readme\": \"new\"");
        assertThat(isSignedBy("root.layout", "owner")).isFalse();

        project.run("sign", "-f", "root.layout", "-a", "-k", project.key("owner"))
                .succeeded();

        assertThat(isSignedBy("root.layout", "owner")).isTrue();
        assertThat(read("root.layout").signatures()).hasSize(2);
    }

    @Test
    void aLinkIsSignedUnderTheNameOfItsStepAndKey() throws Exception {
        project.build();
        var link = project.link("write", "alice");

        project.run("sign", "-f", link.toString(), "-k", project.key("bob")).succeeded();

        assertThat(isSignedBy(project.link("write", "bob").toString(), "bob")).isTrue();
        assertThat(isSignedBy(link.toString(), "alice")).isTrue();
    }

    @Test
    void aLinkHasOneSigner() throws Exception {
        project.build();
        var link = project.link("write", "alice").toString();

        assertThat(project.run("sign", "-f", link, "-k", project.key("bob"), project.key("owner"))
                        .usageError())
                .contains("one key");
        assertThat(project.run("sign", "-f", link, "-a", "-k", project.key("bob"))
                        .usageError())
                .contains("layouts");
    }

    @Test
    void aLinkWhoseNameLeavesTheDirectoryNeedsAFileName() throws Exception {
        Files.writeString(directory.resolve("bare"), """
                {"_type": "link", "name": "../up", "command": [], "materials": {}, "products": {}, "byproducts": {},
                 "environment": {}}""");

        assertThat(project.run("sign", "-f", "bare", "-k", project.key("bob")).failure())
                .contains("--output");
        project.run("sign", "-f", "bare", "-k", project.key("bob"), "-o", "x.link")
                .succeeded();
    }

    @Test
    void signaturesAreVerified() throws Exception {
        project.layout();
        var ok = project.run("sign", "-f", "root.layout", "--verify", "-v", "-k", project.publicKey("owner"));
        assertThat(ok.succeeded().err()).contains("validly signed by " + project.publicKey("owner"));

        assertThat(project.run("sign", "-f", "root.layout", "--verify", "-k", project.publicKey("alice"))
                        .failure())
                .contains("root.layout: not signed by " + project.publicKey("alice"));
        Project.tamper(directory.resolve("root.layout"), "app.txt", "app.exe");
        assertThat(project.run("sign", "-f", "root.layout", "--verify", "-k", project.publicKey("owner"))
                        .failure())
                .contains("invalid signature by " + project.publicKey("owner"));
    }

    @Test
    void verifyingWritesNothing() throws Exception {
        project.layout();

        assertThat(project.run("sign", "-f", "root.layout", "--verify", "-a", "-k", project.publicKey("owner"))
                        .usageError())
                .contains("cannot be combined with --verify");
        assertThat(project.run("sign", "-f", "root.layout", "--verify", "-o", "x", "-k", project.publicKey("owner"))
                        .usageError())
                .contains("cannot be combined with --verify");
    }

    @Test
    void whatCannotBeReadIsNamedAndNothingIsWritten() throws Exception {
        Files.writeString(directory.resolve("garbage"), "garbage");
        Files.writeString(directory.resolve("other.json"), "{\"a\": 1}");
        var before = Files.readString(project.unsignedLayout("x.layout", EnvelopeFormat.METABLOCK));
        for (var bad : new String[] {"missing", "garbage", "other.json", "."}) {
            assertThat(project.run("sign", "-f", bad, "-k", project.key("owner"))
                            .failure())
                    .contains(bad.equals(".") ? "directory" : bad);
        }
        assertThat(project.run("sign", "-f", "x.layout", "-k", "missing").failure())
                .contains("missing");
        assertThat(project.run("sign", "-f", "x.layout", "-k", project.key("owner"), "missing")
                        .failure())
                .contains("missing");
        assertThat(project.run("sign", "-f", "x.layout", "-k", project.key("owner"), "-o", "nowhere/x")
                        .failure())
                .contains("nowhere");
        assertThat(project.run("sign", "-f", "x.layout").usageError()).contains("-k");
        assertThat(directory.resolve("x.layout")).hasContent(before);
    }

    private static String certificate(String name) {
        return Path.of("src/test/resources/keys/certificates", name + ".pem")
                .toAbsolutePath()
                .toString();
    }

    private Cli.Result verifyByAuthority(String... more) {
        var args = new ArrayList<>(List.of("sign", "-f", "signed.link", "--verify"));
        args.addAll(List.of(more));
        return project.run(args.toArray(String[]::new));
    }

    @Test
    void anAuthorityStandsForThoseWhomItCertifiedThroughTheGivenIntermediates() throws Exception {
        project.build();
        var link = project.link("write", "alice").getFileName().toString();
        var key = Path.of("src/test/resources/keys/private/ec256.pkcs8.pem").toAbsolutePath();
        project.run("sign", "-f", link, "-k", key.toString(), "--certificate", certificate("leaf"), "-o", "signed.link")
                .succeeded();

        verifyByAuthority("-k", certificate("root"), "--intermediate", certificate("intermediate"))
                .succeeded();
        assertThat(verifyByAuthority("-k", certificate("root")).failure()).contains("not signed by");
        assertThat(verifyByAuthority("-k", certificate("root"), "--intermediate", certificate("other-root"))
                        .failure())
                .contains("its certificate does not chain to a trusted root");
        assertThat(verifyByAuthority("-k", certificate("other-root"), "--intermediate", certificate("intermediate"))
                        .failure())
                .contains("its certificate does not chain to a trusted root");
        Project.tamper(directory.resolve("signed.link"), "app.txt", "app.bin");
        assertThat(verifyByAuthority("-k", certificate("root"), "--intermediate", certificate("intermediate"))
                        .failure())
                .contains("the signature is not by the key of its certificate");
    }

    @Test
    void intermediatesAreCertificatesAndForVerificationOnly() throws Exception {
        project.layout();
        assertThat(project.run("sign", "-f", "root.layout", "-k", project.key("owner"), "--intermediate", "x")
                        .usageError())
                .contains("--intermediate has no effect without --verify");
        assertThat(project.verify("--intermediate", project.publicKey("alice")).failure())
                .endsWith("alice.pub: holds no certificate in PEM");
    }
}
