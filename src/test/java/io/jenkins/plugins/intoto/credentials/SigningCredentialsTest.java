package io.jenkins.plugins.intoto.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.LocalTracking;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import hudson.AbortException;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.intoto.config.InTotoConfiguration;
import io.jenkins.plugins.intoto.config.TrustedKey;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.Signature;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.jenkinsapi.LocalJob;
import io.jenkins.plugins.intoto.jenkinsapi.LocalRun;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.model.LocalJenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningCredentialsTest {
    private static final Instant NOW = Instant.parse("2050-01-01T00:00:00Z");

    @TempDir
    Path home;

    private final InTotoConfiguration configuration = new InTotoConfiguration();
    private LocalJenkins jenkins;
    private LocalRun run;

    @BeforeEach
    void start() throws Exception {
        jenkins = new LocalJenkins(home)
                .with(
                        configuration,
                        new InTotoSigningKey.DescriptorImpl(),
                        new SampleCredentials.OfUser.DescriptorImpl());
        run = new LocalJob("job").build();
    }

    @AfterEach
    void stop() {
        jenkins.close();
    }

    private void assertSignsWith(String publicKeyFile, Credentials credential) throws Exception {
        SampleCredentials.add(credential);
        var publicKey = KeyFiles.readPublic(SampleCredentials.bytes("public/" + publicKeyFile), publicKeyFile);

        var signer = SigningCredentials.find(run, "key", "build");

        var value = signer.key().sign(out -> out.write(new byte[] {1, 2, 3}));
        assertThat(publicKey.verifies(
                        Signature.of(publicKey.keyId(), value), out -> out.write(new byte[] {1, 2, 3}), NOW))
                .isTrue();
        assertThat(LocalTracking.usedBy(run)).containsExactly(credential);
    }

    private void assertFailure(String sentence, String id) {
        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> SigningCredentials.find(run, id, "build"))
                .withMessage("[in-toto] " + sentence)
                .withNoCause();
        assertThat(LocalTracking.usedBy(run)).isEmpty();
    }

    private void assertFailure(String sentence, Credentials credential) {
        SampleCredentials.add(credential);
        assertFailure(sentence, "key");
    }

    @Test
    void anInTotoSigningKeySigns() throws Exception {
        assertSignsWith("rsa.spki.pem", SampleCredentials.own("key", "private/rsa.pkcs8.pem", null));
    }

    @Test
    void anInTotoSigningKeyWithAPassphraseSigns() throws Exception {
        assertSignsWith("ed25519.spki.pem", SampleCredentials.own("key", "protected/ed25519.pbes2.pem", "secret"));
    }

    @Test
    void aSecretFileSigns() throws Exception {
        assertSignsWith("ec384.spki.pem", SampleCredentials.file("key", "private/ec384.sec1.pem"));
    }

    @Test
    void aBinarySecretFileSigns() throws Exception {
        assertSignsWith("ec256.spki.pem", SampleCredentials.file("key", "private/ec256.pkcs8.der"));
    }

    @Test
    void aSecretTextSignsThoughTheFormTookItsLineEnds() throws Exception {
        var pem = SampleCredentials.text("private/rsa.pkcs8.pem").replace("\n", "");

        assertSignsWith("rsa.spki.pem", SampleCredentials.string("key", pem));
    }

    @Test
    void anSshKeySigns() throws Exception {
        var key = SampleCredentials.text("private/ed25519-b.openssh");

        assertSignsWith("ed25519-b.openssh.pub", SampleCredentials.ssh("key", null, key));
    }

    @Test
    void anSshKeyWithAPassphraseSigns() throws Exception {
        var key = SampleCredentials.text("protected/rsa.dek-aes256.pem");

        assertSignsWith("rsa.spki.pem", SampleCredentials.ssh("key", "secret", key));
    }

    @Test
    void aCertificateSignsAndGoesWithTheSignature() throws Exception {
        var credential = SampleCredentials.certificate("key", SampleCredentials.store("protected/ec256.p12"));

        assertSignsWith("ec256.spki.pem", credential);
        assertThat(SigningCredentials.find(run, "key", "build")
                        .key()
                        .publicKey()
                        .certificate())
                .isPresent();
    }

    @Test
    void anIdMayHaveSpaceAroundIt() throws Exception {
        SampleCredentials.add(SampleCredentials.own("key", "private/rsa.pkcs8.pem", null));

        assertThat(SigningCredentials.find(run, " key ", "build")).isNotNull();
    }

    @Test
    void aKeyForOtherStepsDoesNotSign() throws Exception {
        var key = SampleCredentials.own("key", "private/rsa.pkcs8.pem", null);
        key.setUses("test, deploy");

        assertFailure(
                "the credential 'key' may not sign the step 'build';"
                        + " add the step to those of the credential, or use another one",
                key);
    }

    @Test
    void aKeyForThisStepSigns() throws Exception {
        var key = SampleCredentials.own("key", "private/rsa.pkcs8.pem", null);
        key.setUses("test, build");

        assertSignsWith("rsa.spki.pem", key);
    }

    @Test
    void noCredentialIsGiven() {
        assertFailure("no credential is given; name one that holds the key", "  ");
        assertFailure("no credential is given; name one that holds the key", (String) null);
    }

    @Test
    void thereIsNoSuchCredential() {
        assertFailure(
                "there is no credential 'key' that this build can use;"
                        + " check the id, or add the credential to the folder of the job or to Jenkins",
                "key");
    }

    @Test
    void aCredentialOfJenkinsItselfIsNotForBuilds() {
        assertFailure(
                "there is no credential 'key' that this build can use;"
                        + " check the id, or add the credential to the folder of the job or to Jenkins",
                new InTotoSigningKey(CredentialsScope.SYSTEM, "key", "", null, null, "ed25519"));
    }

    @Test
    void aCredentialOfAnotherKindHoldsNoKey() {
        assertFailure(
                "the credential 'key' is of the kind 'Username alone', which holds no key;"
                        + " use one of the kind 'in-toto signing key'",
                SampleCredentials.userName("key"));
    }

    @Test
    void thePassphraseIsWrong() throws Exception {
        assertFailure(
                "the credential 'key': the passphrase is wrong, or the file is damaged;"
                        + " enter the right one in the credential",
                SampleCredentials.own("key", "protected/rsa.pbes2.pem", "other"));
    }

    @Test
    void thePassphraseOfAnSshKeyIsWrong() throws Exception {
        assertFailure(
                "the credential 'key': the passphrase is wrong, or the file is damaged;"
                        + " enter the right one in the credential",
                SampleCredentials.ssh("key", "other", SampleCredentials.text("protected/rsa.pbes2.pem")));
    }

    @Test
    void thePassphraseIsMissing() throws Exception {
        assertFailure(
                "the credential 'key': is protected by a passphrase, and none was given; enter it in the credential",
                SampleCredentials.own("key", "protected/rsa.pbes2.pem", null));
    }

    @Test
    void aSecretFileHasNoPlaceForAPassphrase() {
        assertFailure(
                "the credential 'key': is protected by a passphrase, and none was given;"
                        + " keep the key as an 'in-toto signing key', where a passphrase can be entered",
                SampleCredentials.file("key", "protected/rsa.pbes2.pem"));
    }

    @Test
    void itHoldsAPublicKey() throws Exception {
        assertFailure(
                "the credential 'key': holds a public key only, a private key is needed;"
                        + " put the private key into the credential",
                SampleCredentials.own("key", "public/rsa.spki.pem", null));
    }

    @Test
    void itHoldsSomethingElseWhichIsNotQuoted() {
        assertFailure(
                "the credential 'key': is in no known format of keys; put the key into the credential",
                SampleCredentials.string("key", "hunter2"));
    }

    @Test
    void anEncryptedOpenSshKeyMustBeConverted() throws Exception {
        SampleCredentials.add(SampleCredentials.own("key", "refused/encrypted.openssh", "secret"));

        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> SigningCredentials.find(run, "key", "build"))
                .withMessageContaining("ssh-keygen -p")
                .withMessageEndingWith("; update the credential");
    }

    @Test
    void anSshCredentialHasNoKey() {
        assertFailure(
                "the credential 'key': is empty, a key was expected; put the key into the credential",
                SampleCredentials.ssh("key", null));
    }

    @Test
    void anSshCredentialHasSeveralKeys() {
        assertFailure(
                "the credential 'key': holds several keys; one is needed; update the credential",
                SampleCredentials.ssh("key", null, "one", "two"));
    }

    @Test
    void aKeystoreThatJenkinsCouldNotOpen() throws Exception {
        SampleCredentials.add(SampleCredentials.certificate("key", KeyStore.getInstance("PKCS12")));

        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> SigningCredentials.find(run, "key", "build"))
                .withMessageEndingWith("; check the keystore and its password in the credential");
    }

    private VerificationKey publicKey(String id) throws Exception {
        return SigningCredentials.publicKeys(run, Collections.singletonList(id))
                .keys()
                .get(0);
    }

    private static VerificationKey ofFile(String file) throws Exception {
        return KeyFiles.readPublic(SampleCredentials.bytes("public/" + file), file);
    }

    @Test
    void aPublicKeyIsReadFromASecretFile() throws Exception {
        var credential = SampleCredentials.file("key", "public/rsa.spki.pem");
        SampleCredentials.add(credential);

        assertThat(publicKey("key")).isEqualTo(ofFile("rsa.spki.pem"));
        assertThat(LocalTracking.usedBy(run)).containsExactly(credential);
    }

    @Test
    void aPublicKeyIsReadFromASecretText() throws Exception {
        SampleCredentials.add(SampleCredentials.string("key", SampleCredentials.text("public/ed25519-b.openssh.pub")));

        assertThat(publicKey("key")).isEqualTo(ofFile("ed25519-b.openssh.pub"));
    }

    @Test
    void thePublicPartOfAPrivateKeyWillDo() throws Exception {
        SampleCredentials.add(SampleCredentials.file("file", "private/rsa.pkcs1.pem"));
        SampleCredentials.add(SampleCredentials.own("own", "private/rsa.pkcs8.pem", null));

        assertThat(publicKey("file")).isEqualTo(ofFile("rsa.spki.pem"));
        assertThat(publicKey("own")).isEqualTo(ofFile("rsa.spki.pem"));
    }

    @Test
    void aKeyForCertainStepsMayVerifyAnything() throws Exception {
        var key = SampleCredentials.own("key", "private/rsa.pkcs8.pem", null);
        key.setUses("build");
        SampleCredentials.add(key);

        assertThat(publicKey("key")).isEqualTo(ofFile("rsa.spki.pem"));
    }

    @Test
    void noFolderCanPutItsKeyInPlaceOfATrustedOne() throws Exception {
        configuration.setTrustedKeys(List.of(new TrustedKey("key", SampleCredentials.text("public/rsa.spki.pem"))));
        SampleCredentials.add(SampleCredentials.file("key", "public/ec256.spki.pem"));

        assertThat(publicKey("key")).isEqualTo(ofFile("rsa.spki.pem"));
        assertThat(LocalTracking.usedBy(run)).isEmpty();
    }

    @Test
    void aRuleSignsWithWhatACredentialIsForTheRun() throws Exception {
        SampleCredentials.add(new OfRun(SampleCredentials.text("private/rsa.pkcs8.pem")));

        try (var signer = SigningCredentials.findForRule(run, Jenkins.get(), "key", "https://example.com/scan")) {
            assertThat(signer.key().publicKey().keyId())
                    .isEqualTo(ofFile("rsa.spki.pem").keyId());
        }
    }

    /** Says something only to runs, as credentials do that are made anew for each. */
    @SuppressWarnings("serial")
    private static final class OfRun extends BaseStandardCredentials implements StringCredentials {
        private final String text;

        OfRun(String text) {
            super(CredentialsScope.GLOBAL, "key", "");
            this.text = text;
        }

        @Override
        public Secret getSecret() {
            return Secret.fromString("");
        }

        @Override
        public Credentials forRun(Run<?, ?> context) {
            return SampleCredentials.string("key", text);
        }
    }

    @Test
    void thereIsNoSuchPublicKey() {
        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> publicKey("key"))
                .withMessageContaining("there is no credential 'key'");
        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> publicKey(null))
                .withMessageContaining("no credential is given");
    }

    @Test
    void noFailureQuotesASecret() throws Exception {
        var pem = SampleCredentials.text("private/rsa.pkcs8.pem");
        var damaged = pem.replace(pem.substring(200, 210), "**********");
        SampleCredentials.add(new InTotoSigningKey(
                CredentialsScope.GLOBAL, "key", "", Secret.fromString(damaged), Secret.fromString("hunter2"), null));

        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> SigningCredentials.find(run, "key", "build"))
                .satisfies(e -> assertThat(e.getMessage())
                        .doesNotContain("hunter2")
                        .doesNotContain(damaged.lines().toList().get(1)));
    }
}
