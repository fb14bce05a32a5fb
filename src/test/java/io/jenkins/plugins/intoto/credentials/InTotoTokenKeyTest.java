package io.jenkins.plugins.intoto.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.LocalTracking;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.AbortException;
import hudson.model.Failure;
import hudson.security.ACL;
import hudson.util.FormValidation.Kind;
import hudson.util.Secret;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.SoftHsm;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.config.InTotoConfiguration;
import io.jenkins.plugins.intoto.config.NamedToken;
import io.jenkins.plugins.intoto.config.SigningConfiguration;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.Signature;
import io.jenkins.plugins.intoto.engine.key.SigningException;
import io.jenkins.plugins.intoto.jenkinsapi.LocalJob;
import io.jenkins.plugins.intoto.jenkinsapi.LocalRun;
import io.jenkins.plugins.intoto.jenkinsapi.LocalUser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import jenkins.model.Jenkins;
import jenkins.model.LocalJenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.access.AccessDeniedException;

/** Keys on a token of SoftHSM 2. */
@RequiresTool(Tool.SOFTHSM)
class InTotoTokenKeyTest {
    private static final Instant NOW = Instant.parse("2050-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private final SigningConfiguration configuration = new SigningConfiguration();
    private LocalJenkins jenkins;
    private LocalRun run;
    private SoftHsm hsm;

    @BeforeEach
    void start() throws Exception {
        jenkins = new LocalJenkins(folder)
                .with(configuration, new InTotoConfiguration(), new InTotoTokenKey.DescriptorImpl());
        run = new LocalJob("job").build();
        hsm = SoftHsm.token(folder);
        var token = new NamedToken("hsm", hsm.library().toString());
        token.setLabel(hsm.label());
        token.setPin(Secret.fromString(SoftHsm.PIN));
        configuration.setTokens(List.of(token));
    }

    @AfterEach
    void stop() {
        configuration.setTokens(null);
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        jenkins.close();
    }

    private static InTotoTokenKey credential(String object, String id) {
        var credential = new InTotoTokenKey(CredentialsScope.GLOBAL, "key", "", "hsm");
        credential.setObject(object);
        credential.setObjectId(id);
        SampleCredentials.add(credential);
        return credential;
    }

    private void assertFailure(String sentence) {
        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> SigningCredentials.find(run, "key", "build"))
                .withMessage("[in-toto] " + sentence)
                .withNoCause();
        assertThat(LocalTracking.usedBy(run)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ec256", "ec384", "ec521", "ed25519"})
    void itSignsLinksAndAttestations(String kind) throws Exception {
        var publicKey = (AsymmetricKey) KeyFiles.readPublic(hsm.add(kind, "release", "a1"));
        var credential = credential("release", "A1");
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
        assertThat(LocalTracking.usedBy(run)).contains(credential);
    }

    @Test
    void fourBuildsSignAHundredLinksAtOnce() throws Exception {
        var publicKey = KeyFiles.readPublic(hsm.add("ec256", "release", "a1"));
        credential("release", "");
        var executors = Executors.newFixedThreadPool(4);
        try {
            var links = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < 100; i++) {
                byte[] message = ("link " + i).getBytes(StandardCharsets.UTF_8);
                links.add(() -> {
                    try (var signer = SigningCredentials.find(run, "key", "build")) {
                        var value = signer.key().sign(out -> out.write(message));
                        return publicKey.verifies(
                                Signature.of(publicKey.keyId(), value), out -> out.write(message), NOW);
                    }
                });
            }
            for (var isValid : executors.invokeAll(links)) {
                assertThat(isValid.get()).isTrue();
            }
        } finally {
            executors.shutdownNow();
        }
    }

    @Test
    void itSignsNothingThatIsNotListed() throws Exception {
        hsm.add("ec256", "release", "a1");
        credential("release", "").setUses("test");

        assertFailure("the credential 'key' may not sign the step 'build';"
                + " add the step to those of the credential, or use another one");
    }

    @Test
    void aKeyThatIsNotThereOrTwiceIsCalledThat() throws Exception {
        credential("release", "");
        assertFailure("the credential 'key': the token holds no such private key");

        hsm.add("ec256", "release", "01");
        hsm.add("ec384", "release", "02");
        assertFailure("the credential 'key': the token holds 2 private keys that match; name one by its id");
    }

    @Test
    void aTokenThatIsNotConfiguredIsCalledThat() {
        credential("release", "");
        configuration.setTokens(null);

        assertFailure("the credential 'key': there is no in-toto token 'hsm' in the global configuration");
    }

    @Test
    void aTokenThatIsGoneIsCalledThat() throws Exception {
        hsm.add("ec256", "release", "a1");
        credential("release", "");

        try (var signer = SigningCredentials.find(run, "key", "build")) {
            hsm.remove();

            assertThatExceptionOfType(SigningException.class)
                    .isThrownBy(() -> signer.key().sign(out -> out.write(1)))
                    .withMessageContaining("cannot sign: ")
                    .withMessageNotContainingAny(SoftHsm.PIN);
        }
    }

    @Test
    void whatItSignsCarriesItsCertificate() throws Exception {
        hsm.add("ec256", "release", "a1");
        hsm.add("rsa", "other", "a2");
        var certificate = SampleCredentials.text("public/ec256.certificate.pem");
        var credential = credential("release", "");
        credential.setCertificate(certificate);

        try (var signer = SigningCredentials.find(run, "key", "build")) {
            assertThat(signer.key().publicKey().certificate()).isPresent();
        }
        credential.setObject("other");
        assertThat(credential.getPublicPart().getDefect())
                .startsWith("The key: ")
                .contains("certificate");
    }

    @Test
    void itsPublicPartIsShownAndServedOnceItIsAskedFor() throws Exception {
        var file = hsm.add("ec256", "release", "a1");
        var credential = credential("release", "");
        assertThat(SystemKeys.publicKeys()).isEmpty();

        assertThat(credential.getPublicPart().getPem()).isEqualTo(Files.readString(file));

        assertThat(SystemKeys.publicKeys()).containsOnlyKeys("key");
        assertThat(SystemKeys.bindable()).isEmpty();
        assertThat(SystemKeys.unlimited()).containsExactly("key");
    }

    @Test
    void jobsCannotReadItAndTheFormDoesNotSaySo() {
        credential("release", "");

        var answer = CredentialsDropDown.check(run.getParent(), "key");

        assertThat(answer.kind).isEqualTo(Kind.OK);
        assertThat(answer.renderHtml()).isEmpty();
    }

    @Test
    void onlyAdministratorsMakeOne() throws Exception {
        var form = new InTotoTokenKey.DescriptorImpl();
        assertThat(form.doFillTokenNameItems("")).extracting(item -> item.value).containsExactly("hsm");
        jenkins.allowing((who, permission) -> !permission.equals(Jenkins.ADMINISTER));
        try (var someone = ACL.as2(new LocalUser("someone"))) {
            assertThat(someone).isNotNull();
            assertThatExceptionOfType(AccessDeniedException.class)
                    .isThrownBy(() -> new InTotoTokenKey(null, "key", "", "hsm"));
            assertThat(form.doFillTokenNameItems("other"))
                    .extracting(item -> item.value)
                    .containsExactly("other");
        }
    }

    @Test
    void anIdIsHexadecimal() {
        var credential = credential("release", "");
        var form = new InTotoTokenKey.DescriptorImpl();

        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> credential.setObjectId("a"))
                .withMessageContaining("hexadecimal");
        assertThat(form.doCheckObjectId("%A1").kind).isEqualTo(Kind.ERROR);
        assertThat(form.doCheckObjectId("a1FF").kind).isEqualTo(Kind.OK);
    }
}
