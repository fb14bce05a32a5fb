package io.jenkins.plugins.intoto.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hudson.security.ACL;
import hudson.util.FormValidation.Kind;
import io.jenkins.plugins.intoto.jenkinsapi.LocalUser;
import io.jenkins.plugins.intoto.key.KeyFiles;
import io.jenkins.plugins.intoto.key.UnreadableKeyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.LocalJenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.access.AccessDeniedException;

class LayoutKeyTest {
    private static final Path KEYS = Path.of("src/test/resources/keys");

    // held, or the level is forgotten with the logger
    private static final Logger LOGGER = Logger.getLogger(LayoutKey.class.getName());

    @TempDir
    Path home;

    private LocalJenkins jenkins;

    @BeforeAll
    static void beQuiet() {
        LOGGER.setLevel(Level.OFF);
    }

    @BeforeEach
    void start() {
        jenkins = new LocalJenkins(home);
    }

    @AfterEach
    void stop() {
        jenkins.close();
    }

    private static String text(String file) throws IOException {
        return Files.readString(KEYS.resolve(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa.spki.pem", "ed25519-c.json", "ec256.openssh.pub", "ec384.certificate.pem"})
    void aPublicKeyIsReadFromEveryTextFormat(String file) throws Exception {
        var key = new LayoutKey("owner", text("public/" + file));

        assertThat(key.verificationKey()).isEqualTo(KeyFiles.readPublic(KEYS.resolve("public/" + file)));
    }

    @Test
    void theLineEndsOfAFormDoNotMatter() throws Exception {
        var key = new LayoutKey(" owner ", text("public/rsa.spki.pem").replace("\n", "\r\n"));

        assertThat(key.getName()).isEqualTo("owner");
        assertThat(key.getPublicKey()).isEqualTo(text("public/rsa.spki.pem").strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "private/rsa.pkcs8.pem",
                "private/ec256.sec1.pem",
                "private/ed25519-b.openssh",
                "private/ed25519-c.json",
                "protected/rsa.pbes2.pem",
                "protected/ed25519-d.json"
            })
    void aPrivateKeyIsNotStored(String file) throws Exception {
        var key = new LayoutKey("owner", text(file));

        assertThat(key.getPublicKey()).isEmpty();
    }

    @Test
    void halfAPrivateKeyIsNotStoredEither() throws Exception {
        var text = text("private/rsa.pkcs8.pem");

        assertThat(new LayoutKey("owner", text.substring(0, 600)).getPublicKey())
                .isEmpty();
    }

    @Test
    void theErrorOfAKeyThatCannotBeReadNamesIt() {
        assertThatExceptionOfType(UnreadableKeyException.class)
                .isThrownBy(() -> new LayoutKey("owner", "nonsense").verificationKey())
                .withMessageStartingWith("layout key 'owner': ");
    }

    @Test
    void theFormSaysWhichKeyItIs() throws Exception {
        var answer = new LayoutKey.DescriptorImpl().doCheckPublicKey(text("public/rsa.spki.pem"));

        assertThat(answer.kind).isEqualTo(Kind.OK);
        assertThat(answer.renderHtml())
                .contains(KeyFiles.readPublic(KEYS.resolve("public/rsa.spki.pem"))
                        .keyId()
                        .value());
    }

    @Test
    void theFormRefusesAPrivateKeyWithoutQuotingIt() throws Exception {
        var pem = text("private/rsa.pkcs8.pem");

        var answer = new LayoutKey.DescriptorImpl().doCheckPublicKey(pem);

        assertThat(answer.kind).isEqualTo(Kind.ERROR);
        assertThat(answer.renderHtml())
                .contains("private key")
                .doesNotContain(pem.lines().toList().get(1));
    }

    @Test
    void theFormWantsAName() {
        var form = new LayoutKey.DescriptorImpl();

        assertThat(form.doCheckName(" ").kind).isEqualTo(Kind.ERROR);
        assertThat(form.doCheckName("owner").kind).isEqualTo(Kind.OK);
    }

    @Test
    void onlyAnAdministratorIsAnswered() {
        jenkins.allowing((who, permission) -> false);
        var form = new LayoutKey.DescriptorImpl();
        try (var anyone = ACL.as2(new LocalUser("anyone"))) {
            assertThat(anyone).isNotNull();
            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> form.doCheckPublicKey("x"));
            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> form.doCheckName("x"));
        }
    }
}
