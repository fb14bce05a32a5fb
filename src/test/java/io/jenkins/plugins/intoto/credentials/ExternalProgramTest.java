package io.jenkins.plugins.intoto.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.AbortException;
import hudson.security.ACL;
import hudson.util.FormValidation.Kind;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.config.InTotoConfiguration;
import io.jenkins.plugins.intoto.config.NamedProgram;
import io.jenkins.plugins.intoto.config.SigningConfiguration;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.Signature;
import io.jenkins.plugins.intoto.jenkinsapi.LocalJob;
import io.jenkins.plugins.intoto.jenkinsapi.LocalRun;
import io.jenkins.plugins.intoto.jenkinsapi.LocalUser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.model.LocalJenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.access.AccessDeniedException;

/** Keys held by programs of the global configuration. */
class ExternalProgramTest {
    private static final Instant NOW = Instant.parse("2050-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private final SigningConfiguration configuration = new SigningConfiguration();
    private final NamedProgram.DescriptorImpl form = new NamedProgram.DescriptorImpl();
    private LocalJenkins jenkins;
    private LocalRun run;

    @BeforeEach
    void start() throws Exception {
        jenkins = new LocalJenkins(folder)
                .with(configuration, new InTotoConfiguration(), new InTotoServiceKey.DescriptorImpl());
        run = new LocalJob("job").build();
        SampleCredentials.add(new InTotoServiceKey(CredentialsScope.GLOBAL, "key", "", new ExternalProgram("vault")));
    }

    @AfterEach
    void stop() {
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        jenkins.close();
    }

    private Path script(String... lines) throws Exception {
        var script = Files.writeString(folder.resolve("program"), "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    private void configure(Path command, int seconds) {
        var program = new NamedProgram("vault", command.toString());
        program.setTimeLimit(seconds);
        configuration.setPrograms(List.of(program));
    }

    private String failure() {
        try (var signer = SigningCredentials.find(run, "key", "build")) {
            return signer.toString();
        } catch (AbortException e) {
            return e.getMessage();
        }
    }

    @Test
    @RequiresTool(Tool.OPENSSL)
    void itSignsLinksAndAttestations() throws Exception {
        var keys = Path.of("src/test/resources/keys").toAbsolutePath();
        configure(
                script(
                        "export SIGNING_KEY_FILE='" + keys.resolve("private/ec256.pkcs8.pem") + "'",
                        "exec '" + Path.of("examples/signing/sign-with-openssl").toAbsolutePath() + "'"),
                60);
        var publicKey = (AsymmetricKey) KeyFiles.readPublic(keys.resolve("public/ec256.spki.pem"));
        byte[] message = "signed".getBytes(StandardCharsets.UTF_8);

        try (var signer = SigningCredentials.find(run, "key", "build")) {
            var value = signer.key().sign(out -> out.write(message));
            assertThat(publicKey.verifies(Signature.of(publicKey.keyId(), value), out -> out.write(message), NOW))
                    .isTrue();
        }
        try (var signer = SigningCredentials.findForAttestation(run, "key", "https://example.com/scan", false)) {
            var value = signer.key().sign(out -> out.write(message));
            assertThat(publicKey.verifiesAttestation(value, message, NOW)).isTrue();
        }
        assertThat(form.doTest(folder.resolve("program").toString(), "60").renderHtml())
                .isEqualTo("The program holds the ecdsa key " + publicKey.keyId());
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .noneMatch(child -> child.info().commandLine().orElse("").contains("sign-with-openssl"));
    }

    @Test
    void aProgramThatIsNotConfiguredIsCalledThat() {
        assertThat(failure())
                .isEqualTo(
                        "[in-toto] the credential 'key': there is no signing program 'vault' in the global configuration");
    }

    @Test
    void aProgramThatIsNotThereIsCalledThat() throws Exception {
        configure(Path.of("/nowhere/program"), 60);

        assertThat(failure()).isEqualTo("[in-toto] /nowhere/program: there is no such program");
        assertThat(form.doCheckCommand("/nowhere/program").kind).isEqualTo(Kind.ERROR);
        assertThat(form.doTest("/nowhere/program", "60").kind).isEqualTo(Kind.ERROR);
    }

    @Test
    void whatAProgramRefusesIsSaidWithoutWhatItSaysBesides() throws Exception {
        configure(script("read request", "echo 'token 123456' >&2", "echo '{\"error\":\"access denied\"}'"), 60);

        assertThat(failure()).isEqualTo("[in-toto] " + folder.resolve("program") + ": does not sign: access denied");
    }

    @Test
    void garbageAndAProgramThatEndsAreSentences() throws Exception {
        configure(script("read request", "echo 'token 123456'"), 60);
        assertThat(failure())
                .contains("gave an answer that is not a JSON object")
                .doesNotContain("123456");

        configure(script("exit 3"), 60);
        assertThat(failure()).contains("ended without an answer, with the exit code 3");
    }

    @Test
    void aProgramThatTakesTooLongIsKilled() throws Exception {
        configure(script("read request", "read forever"), 1);

        assertThat(failure()).contains("was killed: it took longer than 1 s to answer");
    }

    @Test
    void aProgramWithoutACommandANameOrTimeIsRefused() {
        var never = new NamedProgram("vault", "/bin/vault");
        never.setTimeLimit(0);
        for (var bad : List.of(new NamedProgram("vault", " "), new NamedProgram("", "/bin/vault"), never)) {
            assertThatIllegalArgumentException().isThrownBy(() -> configuration.setPrograms(List.of(bad)));
        }
        assertThat(configuration.getPrograms()).isEmpty();
        assertThat(form.doCheckTimeLimit("0").kind).isEqualTo(Kind.ERROR);
        assertThat(form.doCheckTimeLimit("3600").kind).isEqualTo(Kind.OK);
        assertThat(form.doCheckTimeLimit("3601").kind).isEqualTo(Kind.ERROR);
        assertThat(form.doTest("/bin/vault", "").kind).isEqualTo(Kind.ERROR);
    }

    @Test
    void onlyAdministratorsNameAndTestPrograms() throws Exception {
        configure(Path.of("/bin/vault"), 60);
        var service = new ExternalProgram.DescriptorImpl();
        assertThat(service.doFillProgramNameItems(""))
                .extracting(item -> item.value)
                .containsExactly("vault");
        jenkins.allowing((who, permission) -> !permission.equals(Jenkins.ADMINISTER));
        try (var someone = ACL.as2(new LocalUser("someone"))) {
            assertThat(someone).isNotNull();
            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> new ExternalProgram("vault"));
            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> form.doTest("/bin/vault", "60"));
            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> form.doCheckCommand("/bin/vault"));
            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> form.doCheckTimeLimit("1"));
            assertThat(service.doFillProgramNameItems("")).isEmpty();
        }
    }
}
