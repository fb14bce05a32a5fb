package io.jenkins.plugins.intoto.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.CertificateCredentials;
import com.cloudbees.plugins.credentials.common.PasswordCredentials;
import com.cloudbees.plugins.credentials.common.UsernameCredentials;
import hudson.model.Failure;
import hudson.util.Secret;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.KeyIdRule;
import io.jenkins.plugins.intoto.engine.key.PassphraseSource;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InTotoSigningKeyTest {
    private static InTotoSigningKey made(String kind) {
        return new InTotoSigningKey(CredentialsScope.GLOBAL, "key", "", Secret.fromString("old"), null, kind);
    }

    @ParameterizedTest
    @CsvSource({
        "ecdsa-p256, ecdsa, ecdsa-sha2-nistp256",
        "ed25519, ed25519, ed25519",
        "rsa-3072, rsa, rsassa-pss-sha256"
    })
    void aKeyIsMadeInPlaceOfTheOldOne(String kind, String keytype, String scheme) throws Exception {
        var key = made(kind).signingKey("key").publicKey();

        assertThat(key.keytype()).isEqualTo(keytype);
        assertThat(key.scheme()).isEqualTo(scheme);
    }

    @ParameterizedTest
    @EnumSource
    void everyMadeKeyIsAnother(KeyKind kind) throws Exception {
        var first = made(kind.getValue()).signingKey("first").publicKey();

        assertThat(made(kind.getValue()).signingKey("second").publicKey()).isNotEqualTo(first);
    }

    @Test
    void aMadeKeyHasNoPassphrase() throws Exception {
        var key = new InTotoSigningKey(null, "key", "", null, Secret.fromString("old"), KeyKind.ED25519.getValue());

        assertThat(key.getPassphrase()).isNull();
        assertThat(key.signingKey("key")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "none", "ECDSA_P256"})
    void noKeyIsMadeOfAnUnknownKind(String kind) {
        assertThat(made(kind).getPrivateKey().getPlainText()).isEqualTo("old");
    }

    @Test
    void savingTheFormAgainMakesNoKey() {
        var first = made("ed25519");

        var second = new InTotoSigningKey(
                first.getScope(),
                first.getId(),
                first.getDescription(),
                first.getPrivateKey(),
                first.getPassphrase(),
                first.getGenerate());

        assertThat(second.getPrivateKey()).isEqualTo(first.getPrivateKey());
    }

    @Test
    void anEmptyPassphraseIsNone() throws Exception {
        assertThat(SampleCredentials.own("key", "private/rsa.pkcs8.pem", "").getPassphrase())
                .isNull();
    }

    @Test
    void aProtectedKeyIsOpenedWithItsPassphrase() throws Exception {
        var key = SampleCredentials.own("key", "protected/ec256.scrypt.pem", SampleCredentials.PASSPHRASE);

        assertThat(key.signingKey("key").publicKey())
                .isEqualTo(KeyFiles.readPublic(SampleCredentials.bytes("public/ec256.spki.pem"), "public"));
    }

    @Test
    void withoutAListItSignsEveryStep() throws Exception {
        assertThat(made("ed25519").allowedUses().hasStep("anything")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"build, true", "unit test, true", "Build, false", "test, false", "deploy, false"})
    void withAListItSignsThoseStepsAlone(String step, boolean allowed) {
        var key = made("ed25519");
        key.setUses("build,\r\n unit test\r\n");

        assertThat(key.allowedUses().hasStep(step)).isEqualTo(allowed);
    }

    @Test
    void thePublicPartHasTheIdsOfBothRulesAndThePublicKey() throws Exception {
        var key = SampleCredentials.own("key", "private/rsa.pkcs8.pem", null);
        var publicKey = KeyFiles.readPrivate(
                        SampleCredentials.bytes("private/rsa.pkcs8.pem"), "rsa", PassphraseSource.NONE)
                .publicKey();

        var part = key.getPublicPart();

        assertThat(part.getDefect()).isNull();
        assertThat(part.getLegacyId())
                .isEqualTo(publicKey.idUnder(KeyIdRule.LEGACY).value());
        assertThat(part.getCurrentId())
                .isEqualTo(publicKey.idUnder(KeyIdRule.CURRENT).value());
        assertThat(part.getPem()).isEqualTo(SampleCredentials.text("public/rsa.spki.pem"));
        assertThat(part.getKind()).isEqualTo("rsa, rsassa-pss-sha256");
    }

    @Test
    void aKeyThatCannotBeReadHasNoPublicPartButTheReason() throws Exception {
        var part =
                SampleCredentials.own("key", "protected/rsa.pbes2.pem", "other").getPublicPart();

        assertThat(part.getDefect()).contains("passphrase is wrong");
        assertThat(part.getPem()).isEmpty();
        assertThat(part.getLegacyId()).isEmpty();
    }

    @Test
    void withoutAKeyThereIsNone() {
        var blank = Secret.fromString(" ");

        for (var none : new Secret[] {null, blank}) {
            assertThatExceptionOfType(Failure.class)
                    .isThrownBy(() -> new InTotoSigningKey(null, "key", null, none, blank, ""))
                    .withMessageContaining("needs a private key");
        }
    }

    @Test
    void itIsNoneOfTheKindsThatABuildCanBind() {
        assertThat(made("ed25519"))
                .isNotInstanceOfAny(
                        FileCredentials.class,
                        StringCredentials.class,
                        SSHUserPrivateKey.class,
                        CertificateCredentials.class,
                        PasswordCredentials.class,
                        UsernameCredentials.class);
    }

    @Test
    void whatIsStoredOfTheKeyIsStoredAsSecrets() {
        var stored = Arrays.stream(InTotoSigningKey.class.getDeclaredFields())
                .filter(field ->
                        !Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers()))
                .filter(field -> !field.getName().equals("uses"));

        assertThat(stored).isNotEmpty().allSatisfy(field -> assertThat(field.getType())
                .isEqualTo(Secret.class));
    }

    @Test
    void asTextItIsItsIdAlone() throws Exception {
        var pem = SampleCredentials.text("private/rsa.pkcs8.pem");
        var key = SampleCredentials.own("key", "private/rsa.pkcs8.pem", "a passphrase");

        assertThat(key.toString())
                .contains("'key'")
                .doesNotContain("a passphrase")
                .doesNotContain(pem.lines().toList().get(1));
    }

    @Test
    void inListsItIsCalledByIdAndDescription() {
        var described = new InTotoSigningKey(null, "key", "of the build", null, null, "ed25519");

        assertThat(new SigningKeyName().getName(described)).isEqualTo("key (of the build)");
        assertThat(new SigningKeyName().getName(made("ed25519"))).isEqualTo("key");
    }

    @Test
    void theSecretTextOfAMadeKeyIsPkcs8InPem() {
        var pem = made("ecdsa-p256").getPrivateKey().getPlainText();

        assertThat(pem.getBytes(StandardCharsets.US_ASCII)).asString().startsWith("-----BEGIN PRIVATE KEY-----\n");
    }
}
