package io.jenkins.plugins.intoto.engine.policy;

import static io.jenkins.plugins.intoto.engine.policy.Attestations.PROVENANCE;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.line;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.provenance;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.PassphraseSource;
import io.jenkins.plugins.intoto.engine.sigstore.SigstoreBundle;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The certificate of docs/keys.md, made as it stands there. */
@DisabledOnOs(OS.WINDOWS)
@RequiresTool(Tool.OPENSSL)
class CertificateRecipeTest {
    /** The commands of the recipe, without the one that asks for a password. */
    private static String recipe() throws Exception {
        var section = Files.readString(Path.of("docs/keys.md")).split("\n### Certificate\n", 2)[1];
        var commands = section.split("\n```sh\n", 2)[1].split("\n```\n", 2)[0];
        return commands.lines()
                .filter(line -> !line.startsWith("openssl pkcs12"))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void theCertificateOfTheRecipePassesTheGateOfTheReadme(@TempDir Path directory) throws Exception {
        var script = Files.writeString(directory.resolve("recipe"), "#!/bin/sh\nset -eu\n" + recipe() + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        InteropTools.runIn(directory, script.toString()).succeeded();
        var key = KeyFiles.readPrivate(directory.resolve("build.pem"), PassphraseSource.NONE);
        var certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(directory.resolve("build.crt"))));
        var readme = Files.readString(Path.of("README.md"));
        var pattern = "https://jenkins.acme.example/job/api/*";
        assertThat(readme).contains("uris: [\"" + pattern + "\"]");
        var policy = Attestations.policy("expires: 2999-01-01T00:00:00Z\nroots:\n  tenant:\n    certificate: |\n"
                + Files.readString(directory.resolve("ca.crt")).indent(6)
                + "functionaries:\n  jenkins: {keyType: x509, roots: [tenant], uris: ['" + pattern + "']}\n"
                + "subjects:\n  - subject: ['api-*']\n    expectedPredicates:\n      - predicateType: " + PROVENANCE
                + "\n        functionaries: [jenkins]\n");
        byte[] attestation = line(PROVENANCE, provenance(), statement -> SigstoreBundle.of(
                        DsseEnvelope.sign(DsseEnvelope.IN_TOTO_TYPE, statement, key.forAttestations()))
                .withCertificate(certificate)
                .toJson());

        var verdict = Attestations.verify(policy, attestation, List.of(Attestations.ARTIFACT), Instant.now());

        assertThat(verdict.failures()).isEmpty();
    }
}
