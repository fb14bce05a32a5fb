package io.jenkins.plugins.intoto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.PassphraseSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimestampCommandTest {
    @TempDir
    Path directory;

    private Cli cli;

    @BeforeEach
    void makeBundle() throws Exception {
        cli = Cli.in(directory);
        cli.run("keygen", "-t", "ecdsa", "--force", "alice").succeeded();
        var signer = KeyFiles.readPrivate(directory.resolve("alice"), PassphraseSource.NONE);
        var message = DsseEnvelope.sign("a/b", new byte[] {1}, signer.forAttestations());
        Files.writeString(
                directory.resolve("b.jsonl"), "{}\n" + new String(message.toJson(), StandardCharsets.UTF_8) + "\n{}\n");
    }

    @Test
    @RequiresTool(Tool.OPENSSL)
    void requestAndResponseGoByFiles() throws Exception {
        makeAuthority();

        cli.run("timestamp", "b.jsonl", "--request", "b.tsq").succeeded();
        openssl("ts -reply -config tsa.cnf -section tsa -queryfile b.tsq -inkey tsa.key -signer tsa.pem -out b.tsr");
        cli.run("timestamp", "b.jsonl", "--response", "b.tsr").succeeded();

        var lines = Files.readAllLines(directory.resolve("b.jsonl"));
        assertThat(lines).hasSize(3).element(0).isEqualTo("{}");
        assertThat(lines.get(1)).contains("rfc3161Timestamps", "bundle.v0.3+json");
        assertThat(cli.run("bundle", "list", "b.jsonl", "-k", "alice.pub")
                        .succeeded()
                        .out())
                .contains("2: no statement");
        assertThat(cli.run("timestamp", "b.jsonl", "--line", "3", "--response", "b.tsr")
                        .failure())
                .contains("line 3: is not an attestation");
    }

    @Test
    @RequiresTool(Tool.OPENSSL)
    void theTimestampOfAnotherSignatureIsRefused() throws Exception {
        makeAuthority();
        cli.run("timestamp", "b.jsonl", "--request", "b.tsq").succeeded();
        openssl("ts -reply -config tsa.cnf -section tsa -queryfile b.tsq -inkey tsa.key -signer tsa.pem -out b.tsr");
        makeBundle(); // with another key
        var before = Files.readString(directory.resolve("b.jsonl"));

        assertThat(cli.run("timestamp", "b.jsonl", "--response", "b.tsr").failure())
                .endsWith("b.tsr: is the timestamp of another signature");
        assertThat(directory.resolve("b.jsonl")).hasContent(before);
    }

    @Test
    void anAuthorityThatIsNotThereIsNamed() throws Exception {
        assertThat(cli.run("timestamp", "b.jsonl", "--tsa", "ftp://tsa").usageError())
                .contains("--tsa needs an address of the web, not 'ftp://tsa'");
        assertThat(cli.run("timestamp", "b.jsonl").usageError())
                .contains("give one of --tsa, --request and --response");
    }

    private void makeAuthority() throws Exception {
        Files.writeString(directory.resolve("tsa.cnf"), """
                [tsa]
                serial = serial
                signer_digest = sha256
                default_policy = 1.2.3.4.1
                digests = sha256
                ess_cert_id_alg = sha256
                [usage]
                extendedKeyUsage = critical,timeStamping
                """);
        Files.writeString(directory.resolve("serial"), "01");
        openssl("req -x509 -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.pem -days 9 -subj /CN=tsa -config tsa.cnf"
                + " -extensions usage");
    }

    private void openssl(String arguments) throws Exception {
        InteropTools.runIn(directory, ("openssl " + arguments).split(" ")).succeeded();
    }
}
