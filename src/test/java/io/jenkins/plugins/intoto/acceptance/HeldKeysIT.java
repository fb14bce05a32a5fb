package io.jenkins.plugins.intoto.acceptance;

import static io.jenkins.plugins.intoto.acceptance.ExampleChain.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.SigstoreJs;
import io.jenkins.plugins.intoto.SoftHsm;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeReader;
import io.jenkins.plugins.intoto.engine.envelope.UnsignedEnvelope;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.KeyFileWriter;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.model.LinkFileNames;
import io.jenkins.plugins.intoto.engine.model.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keys on a token of SoftHSM 2, whose configuration the Jenkins that the tests start has from their environment, and keys that
 * programs hold.
 */
@RequiresTool(Tool.SOFTHSM)
@AcceptanceTest
class HeldKeysIT {
    private final RemoteJenkins jenkins;
    private final String token = RemoteJenkins.name("hsm");
    private final String credential = RemoteJenkins.name("token-key");

    @TempDir
    private Path folder;

    private SoftHsm hsm;
    private Path publicKey;

    HeldKeysIT(RemoteJenkins jenkins) {
        this.jenkins = jenkins;
    }

    @BeforeEach
    void begin() throws Exception {
        jenkins.process();
        hsm = SoftHsm.token(folder);
        publicKey = hsm.add("ec256", "release", "a1");
        enterToken(hsm.library().toString(), SoftHsm.PIN);
        enterKey(token, "release", "a1");
    }

    private void enterToken(String library, String pin) throws Exception {
        jenkins.signing("tokens", "NamedToken", token, library, "label: '" + hsm.label() + "', pin: '" + pin + "'");
    }

    private void enterKey(String tokenName, String object, String objectId) throws Exception {
        jenkins.heldKey(
                credential,
                "InTotoTokenKey",
                "<tokenName>" + tokenName + "</tokenName><object>" + object + "</object><objectId>" + objectId
                        + "</objectId>");
    }

    private Job.Build run(String script) throws Exception {
        return jenkins.pipeline(RemoteJenkins.name("token"), script).run();
    }

    private String record(String step) {
        return "inTotoRecord(stepName: '" + step + "', credentialsId: '" + credential
                + "', products: 'app.txt') { writeFile file: 'app.txt', text: 'app' }";
    }

    private String failure() throws Exception {
        var log = run("node { " + record("build") + " }").log();
        assertThat(log).endsWith("Finished: FAILURE\n").doesNotContain(SoftHsm.PIN, "at io.jenkins", "pkcs11:");
        return log;
    }

    @Test
    @RequiresTool({Tool.SOFTHSM, Tool.IN_TOTO})
    void theReferenceImplementationAcceptsItsLinks() throws Exception {
        var build = run("node { deleteDir(); " + record("build") + " }");
        assertThat(build.log()).endsWith("Finished: SUCCESS\n");

        var key = KeyFiles.readPublic(publicKey);
        var owner = KeyGenerator.rsa(KeyGenerator.DEFAULT_RSA_BITS);
        var layout = UnsignedEnvelope.of(layout(key), EnvelopeFormat.METABLOCK);
        Files.write(folder.resolve("root.layout"), layout.toByteArray(layout.sign(owner)));
        Files.write(folder.resolve("owner.pub"), KeyFileWriter.publicPem(owner.publicKey()));
        var link = LinkFileNames.link("build", key.keyId());
        Files.write(folder.resolve(link), build.artifact("in-toto/" + link));
        InteropTools.runIn(folder, "in-toto-verify", "-l", "root.layout", "-k", "owner.pub", "-t", "rsa")
                .succeeded();
    }

    private static Layout layout(VerificationKey key) {
        var step = new Step(
                "build",
                1,
                rules("DISALLOW *"),
                rules("CREATE app.txt", "DISALLOW *"),
                List.of(key.keyId()),
                List.of(),
                List.of());
        return new Layout(
                Instant.now().plusSeconds(3600),
                "",
                Map.of(key.keyId(), key),
                List.of(step),
                List.of(),
                Map.of(),
                Map.of());
    }

    @Test
    @RequiresTool({Tool.SOFTHSM, Tool.NODE})
    void sigstoresJavaScriptAcceptsItsAttestations() throws Exception {
        var build = run("node { deleteDir(); writeFile file: 'app.txt', text: 'app'\n inTotoAttest(subjects: 'app.txt',"
                + " format: 'sigstore', credentialsId: '" + credential + "') }");
        assertThat(build.log()).endsWith("Finished: SUCCESS\n");

        var bundle = Files.write(folder.resolve("bundle.json"), build.artifact("app.txt.intoto.jsonl"));
        assertThat(SigstoreJs.verdictByKey(bundle, publicKey, folder)).isEqualTo("accepted key");
    }

    @Test
    void aHundredLinksAreSignedByFourExecutorsAtOnce() throws Exception {
        var before = executors(4);
        try {
            signAHundredLinks();
        } finally {
            executors(before);
        }
    }

    /** Changes the number of executors of the controller, and tells how many there were. */
    private int executors(int count) throws Exception {
        var script = "def node = jenkins.model.Jenkins.get(); print node.numExecutors; node.numExecutors = ";
        return Integer.parseInt(jenkins.script(script + count + "; return"));
    }

    private void signAHundredLinks() throws Exception {
        var builds = new ArrayList<Job.Build>();
        for (int i = 0; i < 4; i++) {
            builds.add(jenkins.pipeline(
                            RemoteJenkins.name("token"),
                            "node { deleteDir(); for (int i = 0; i < 25; i++) { "
                                    + record("build").replace("'build'", "\"step-${i}\"") + " } }")
                    .start());
        }
        var key = KeyFiles.readPublic(publicKey);
        for (var build : builds) {
            assertThat(build.result()).as(build.log()).isEqualTo("SUCCESS");
            for (int i = 0; i < 25; i++) {
                var link = Files.write(
                        folder.resolve("link"),
                        build.artifact("in-toto/" + LinkFileNames.link("step-" + i, key.keyId())));
                assertThat(EnvelopeReader.read(link, JsonLimits.DEFAULT).signatureBy(key, Instant.now()))
                        .isPresent();
            }
        }
    }

    @Test
    void aWrongPinIsNotTriedTwiceAndIsFoundNowhere() throws Exception {
        enterToken(hsm.library().toString(), "999999");

        assertThat(failure()).contains("[in-toto] in-toto token '" + token + "': the PIN is wrong; it was tried once");
        assertThat(failure()).contains("the PIN was wrong when it was tried, and is not tried again");

        enterToken(hsm.library().toString(), SoftHsm.PIN);
        assertThat(run("node { " + record("build") + " }").log()).endsWith("Finished: SUCCESS\n");
        assertThat(Files.readString(
                        jenkins.process().home().resolve("io.jenkins.plugins.intoto.config.SigningConfiguration.xml")))
                .contains(hsm.label(), "<pin>{")
                .doesNotContain(SoftHsm.PIN);
        if (jenkins.hasPlugin("configuration-as-code")) {
            var exported =
                    jenkins.post("configuration-as-code/export", Map.of()).text();
            assertThat(exported)
                    .contains("inTotoSigning:", "label: \"" + hsm.label() + "\"", "pin: \"{", "inTotoTokenKey:")
                    .doesNotContain(SoftHsm.PIN);
        }
    }

    @Test
    void anObjectThatIsNotThereOrTwiceIsASentence() throws Exception {
        hsm.add("ec384", "twice", "b1");
        hsm.add("ec521", "twice", "b2");
        enterKey(token, "absent", "");
        assertThat(failure())
                .contains("[in-toto] the credential '" + credential + "': the token holds no such private key");

        enterKey(token, "twice", "");
        assertThat(failure())
                .contains("[in-toto] the credential '" + credential
                        + "': the token holds 2 private keys that match; name one by its id");
    }

    @Test
    void aTokenThatIsGoneAndALibraryThatIsNotThereAreSentences() throws Exception {
        assertThat(run("node { " + record("build") + " }").log()).endsWith("Finished: SUCCESS\n");
        hsm.remove();
        assertThat(failure()).contains("[in-toto] ", "token");

        enterToken("/nowhere/lib.so", SoftHsm.PIN);
        assertThat(failure())
                .contains("[in-toto] in-toto token '" + token + "': there is no PKCS#11 library /nowhere/lib.so");

        enterKey("nobody", "release", "");
        assertThat(failure())
                .contains("[in-toto] the credential '" + credential
                        + "': there is no in-toto token 'nobody' in the global configuration");
    }

    @Test
    @RequiresTool({Tool.SOFTHSM, Tool.OPENSSL})
    void aProgramThatHoldsAKeySignsAndWhatItSaysStaysOffTheConsole() throws Exception {
        var program = Files.writeString(
                folder.resolve("program"),
                "#!/bin/sh\necho 'token 24680135' >&2\nexport SIGNING_KEY_FILE='"
                        + Path.of("src/test/resources/keys/private/ec256.pkcs8.pem")
                                .toAbsolutePath() + "'\nexec '"
                        + Path.of("examples/signing/sign-with-openssl").toAbsolutePath() + "'\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        jenkins.signing("programs", "NamedProgram", "kms", program.toString(), "timeLimit: 60");
        jenkins.heldKey(
                credential,
                "InTotoServiceKey",
                "<service class='io.jenkins.plugins.intoto.credentials.ExternalProgram'>"
                        + "<programName>kms</programName></service>");

        var build = run("node { deleteDir(); " + record("build") + " }");

        assertThat(build.log()).endsWith("Finished: SUCCESS\n").doesNotContain("24680135");
        var key = KeyFiles.readPublic(publicKey);
        var link = Files.write(
                folder.resolve("link"), build.artifact("in-toto/" + LinkFileNames.link("build", key.keyId())));
        assertThat(EnvelopeReader.read(link, JsonLimits.DEFAULT).signatureBy(key, Instant.now()))
                .isPresent();
        Files.delete(program);
        assertThat(failure()).contains("[in-toto] " + program + ": there is no such program");
    }
}
