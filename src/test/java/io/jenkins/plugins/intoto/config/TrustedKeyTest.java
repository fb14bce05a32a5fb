package io.jenkins.plugins.intoto.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hudson.security.ACL;
import hudson.util.FormValidation.Kind;
import io.jenkins.plugins.intoto.engine.key.KeyFileWriter;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.jenkinsapi.LocalUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import jenkins.model.LocalJenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.access.AccessDeniedException;

class TrustedKeyTest {
    private static final Path KEYS = Path.of("src/test/resources/keys");

    @TempDir
    Path home;

    private LocalJenkins jenkins;

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
        var key = new TrustedKey("owner", text("public/" + file));

        assertThat(key.verificationKey()).isEqualTo(KeyFiles.readPublic(KEYS.resolve("public/" + file)));
    }

    @Test
    void theLineEndsOfAFormDoNotMatter() throws Exception {
        var key = new TrustedKey(" owner ", text("public/rsa.spki.pem").replace("\n", "\r\n"));

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
        var key = new TrustedKey("owner", text(file));

        assertThat(key.getPublicKey()).isEmpty();
    }

    @Test
    void halfAPrivateKeyIsNotStoredEither() throws Exception {
        var text = text("private/rsa.pkcs8.pem");

        assertThat(new TrustedKey("owner", text.substring(0, 600)).getPublicKey())
                .isEmpty();
    }

    @Test
    void theErrorOfAKeyThatCannotBeReadNamesIt() {
        assertThatExceptionOfType(UnreadableKeyException.class)
                .isThrownBy(() -> new TrustedKey("owner", "nonsense").verificationKey())
                .withMessageStartingWith("trusted key 'owner': ");
    }

    @Test
    void theFormSaysWhichKeyItIs() throws Exception {
        var answer = new TrustedKey.DescriptorImpl().doCheckPublicKey(text("public/rsa.spki.pem"), null);

        assertThat(answer.kind).isEqualTo(Kind.OK);
        assertThat(answer.renderHtml())
                .contains(KeyFiles.readPublic(KEYS.resolve("public/rsa.spki.pem"))
                        .keyId()
                        .value());
    }

    @Test
    void theFormCallsAnExpiredKeyThat() throws Exception {
        var answer = new TrustedKey.DescriptorImpl().doCheckPublicKey(text("gpg/expired.asc"), null);

        assertThat(answer.kind).isEqualTo(Kind.ERROR);
        assertThat(answer.getMessage()).contains("must not be used: the GPG key expired at 2020-01-02T00:00:00Z");
    }

    @Test
    void theFormRefusesAPrivateKeyWithoutQuotingIt() throws Exception {
        var pem = text("private/rsa.pkcs8.pem");

        var answer = new TrustedKey.DescriptorImpl().doCheckPublicKey(pem, null);

        assertThat(answer.kind).isEqualTo(Kind.ERROR);
        assertThat(answer.renderHtml())
                .contains("private key")
                .doesNotContain(pem.lines().toList().get(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // A seed of Ed25519, the same in Base64, and a JWK with its private part.
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"d\":\"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\","
                        + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}"
            })
    void nothingButAPublicKeyIsStored(String text) {
        var key = new TrustedKey("owner", text);

        assertThat(key.getPublicKey()).isEmpty();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(key::check)
                .withMessageStartingWith("trusted key 'owner': ");
    }

    @Test
    void bareBase64OfAPrivateKeyIsNotStored() throws Exception {
        var text = text("private/rsa.pkcs8.pem").replaceAll("-----.*-----", "");

        assertThat(new TrustedKey("owner", text).getPublicKey()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa.spki.pem", "ed25519-c.json", "ec256.openssh.pub", "ec384.certificate.pem"})
    void whatIsStoredIsTheKeyAndNothingElse(String file) throws Exception {
        var key = new TrustedKey("owner", text("public/" + file));
        var again = new TrustedKey("owner", key.getPublicKey());

        assertThat(again.getPublicKey()).isEqualTo(key.getPublicKey());
        assertThat(again.verificationKey()).isEqualTo(KeyFiles.readPublic(KEYS.resolve("public/" + file)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpg/rsa2048.asc", "gpg/subkeys.asc", "gpg/ed25519.asc"})
    void aGpgKeyIsStoredAsALayoutHasIt(String file) throws Exception {
        var key = new TrustedKey("owner", text(file));

        assertThat(key.verificationKey()).isEqualTo(KeyFiles.readPublic(KEYS.resolve(file)));
    }

    @Test
    void whatStandsBesideAPublicKeyIsNotStored() throws Exception {
        var key = new TrustedKey("owner", "the passphrase is secret\n" + text("public/rsa.spki.pem"));

        assertThat(key.getPublicKey()).doesNotContain("secret");
    }

    @Test
    void theFormTellsWhetherTheKeyHasSignedTheLayoutBesideIt() {
        var form = new TrustedKey.DescriptorImpl();
        var layout = LayoutSamples.named("release");
        var owner = layout.getLayoutKeys().get(0).getPublicKey();
        var other = new String(KeyFileWriter.publicPem(KeyGenerator.ed25519().publicKey()), StandardCharsets.US_ASCII);

        assertThat(form.doCheckPublicKey(owner, layout.getLayout()).renderHtml())
                .contains("has signed the layout");
        assertThat(form.doCheckPublicKey(other, layout.getLayout()).kind).isEqualTo(Kind.ERROR);
        assertThat(form.doCheckPublicKey(other, "").kind).isEqualTo(Kind.OK);
        assertThat(form.doCheckPublicKey("", layout.getLayout()).kind).isEqualTo(Kind.OK);
    }

    @Test
    void onlyAnAdministratorIsAnswered() {
        jenkins.allowing((who, permission) -> false);
        var form = new TrustedKey.DescriptorImpl();
        try (var anyone = ACL.as2(new LocalUser("anyone"))) {
            assertThat(anyone).isNotNull();
            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> form.doCheckPublicKey("x", null));
        }
    }
}
