package io.jenkins.plugins.intoto.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.security.Permission;
import hudson.util.FormValidation;
import hudson.util.FormValidation.Kind;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.jenkinsapi.LocalJob;
import io.jenkins.plugins.intoto.jenkinsapi.LocalUser;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import jenkins.model.LocalJenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kohsuke.stapler.HttpResponses.HttpResponseException;
import org.kohsuke.stapler.StaplerResponse2;
import org.springframework.security.access.AccessDeniedException;

class SigningKeyFormTest {
    @TempDir
    Path home;

    private LocalJenkins jenkins;
    private final Item job = new LocalJob("job");
    private final InTotoSigningKey.DescriptorImpl form = new InTotoSigningKey.DescriptorImpl();

    @BeforeEach
    void start() {
        jenkins = new LocalJenkins(home);
    }

    @AfterEach
    void stop() {
        jenkins.close();
    }

    private FormValidation check(String file, String passphrase) throws IOException {
        return form.doCheckPrivateKey(job, SampleCredentials.text(file), passphrase);
    }

    @Test
    void aKeyOfCosignIsReadWithItsPassphrase() throws Exception {
        assertThat(check("protected/ec256.sigstore.pem", "secret").kind).isEqualTo(Kind.OK);
    }

    @Test
    void aPrivateJsonWebKeyIsRefusedWithWhatToDo() {
        var answer = form.doCheckPrivateKey(
                job, "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AA\",\"d\":\"c2VjcmV0\"}", "");

        assertThat(answer.kind).isEqualTo(Kind.ERROR);
        assertThat(answer.getMessage()).contains("step crypto key format --pem").doesNotContain("c2VjcmV0");
    }

    @Test
    void aKeyThatCanBeReadIsNamedByItsId() throws Exception {
        var answer = check("private/rsa.pkcs8.pem", "");

        assertThat(answer.kind).isEqualTo(Kind.OK);
        assertThat(answer.renderHtml())
                .contains(KeyFiles.readPublic(SampleCredentials.bytes("public/rsa.spki.pem"), "key")
                        .keyId()
                        .value());
    }

    @Test
    void aKeyIsReadWithItsPassphrase() throws Exception {
        assertThat(check("protected/ec256.pbes2.pem", SampleCredentials.PASSPHRASE).kind)
                .isEqualTo(Kind.OK);
    }

    @Test
    void aWrongPassphraseIsAnErrorThatQuotesNothing() throws Exception {
        var answer = check("protected/ec256.pbes2.pem", "hunter2");

        assertThat(answer.kind).isEqualTo(Kind.ERROR);
        assertThat(answer.renderHtml())
                .contains("passphrase")
                .doesNotContain("hunter2")
                .doesNotContain(SampleCredentials.text("protected/ec256.pbes2.pem")
                        .lines()
                        .toList()
                        .get(1));
    }

    @Test
    void aMissingPassphraseIsAnError() throws Exception {
        assertThat(check("protected/ec256.pbes2.pem", null).kind).isEqualTo(Kind.ERROR);
    }

    @Test
    void aPublicKeyIsAnError() throws Exception {
        assertThat(check("public/rsa.spki.pem", "").kind).isEqualTo(Kind.ERROR);
    }

    @Test
    void aFreshFormIsNotRed() {
        assertThat(form.doCheckPrivateKey(null, " ", "").kind).isEqualTo(Kind.OK);
    }

    @Test
    void namesOfStepsAreFine() {
        assertThat(form.doCheckUses(job, "build\nunit test").kind).isEqualTo(Kind.OK);
        assertThat(form.doCheckUses(job, "").kind).isEqualTo(Kind.OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"build, ../deploy", "a/b", "C:x", "."})
    void whatCannotNameAStepIsAnError(String names) {
        assertThat(form.doCheckUses(job, names).kind).isEqualTo(Kind.ERROR);
    }

    @Test
    void everyKindOfKeyIsOnTheForm() {
        assertThat(form.getKeyKinds()).containsExactly(KeyKind.values());
    }

    @Test
    void whoMayEnterNoKeyLearnsNothing() throws Exception {
        jenkins.allowing((who, permission) -> false);
        try (var anyone = ACL.as2(new LocalUser("anyone"))) {
            assertThat(anyone).isNotNull();
            for (Item item : new Item[] {job, null}) {
                assertThat(form.doCheckPrivateKey(item, "nonsense", "").kind).isEqualTo(Kind.OK);
                assertThat(form.doCheckUses(item, "a/b").kind).isEqualTo(Kind.OK);
            }
        }
    }

    @Test
    void whoMayUpdateOrCreateACredentialIsAnswered() throws Exception {
        for (var needed : new Permission[] {CredentialsProvider.CREATE, CredentialsProvider.UPDATE}) {
            jenkins.allowing((who, permission) -> permission.equals(needed));
            try (var someone = ACL.as2(new LocalUser("someone"))) {
                assertThat(someone).isNotNull();
                assertThat(form.doCheckPrivateKey(job, "nonsense", "").kind).isEqualTo(Kind.ERROR);
                assertThat(form.doCheckUses(null, "a/b").kind).isEqualTo(Kind.ERROR);
            }
        }
    }

    /** The parts of an answer: what was called with which text, and the body. */
    private Map<String, String> download(Item item, String id) throws IOException {
        var parts = new LinkedHashMap<String, String>();
        var body = new ByteArrayOutputStream();
        var response = (StaplerResponse2) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {StaplerResponse2.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getOutputStream")) {
                        return stream(body);
                    }
                    parts.put(method.getName(), (String) arguments[arguments.length - 1]);
                    return null;
                });
        form.doPublicKey(response, item, id);
        parts.put("body", body.toString());
        return parts;
    }

    private static ServletOutputStream stream(ByteArrayOutputStream body) {
        return new ServletOutputStream() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void write(int b) {
                body.write(b);
            }
        };
    }

    @Test
    void thePublicKeyIsServedAsAFile() throws Exception {
        SampleCredentials.add(SampleCredentials.own("key", "private/rsa.pkcs8.pem", null));

        assertThat(download(job, "key"))
                .containsEntry("body", SampleCredentials.text("public/rsa.spki.pem"))
                .containsEntry("setHeader", "attachment; filename=\"key.pub\"")
                .containsEntry("setContentType", "application/x-pem-file");
    }

    @Test
    void anIdCannotAddToTheHeader() throws Exception {
        SampleCredentials.add(SampleCredentials.own("k\"\r\nX: y", "private/rsa.pkcs8.pem", null));

        assertThat(download(null, "k\"\r\nX: y")).containsEntry("setHeader", "attachment; filename=\"k___X__y.pub\"");
    }

    @Test
    void onlySigningKeysThatCanBeReadAreServed() throws Exception {
        SampleCredentials.add(SampleCredentials.file("file", "private/rsa.pkcs8.pem"));
        SampleCredentials.add(SampleCredentials.own("locked", "protected/rsa.pbes2.pem", "other"));

        for (var id : new String[] {"nosuch", "file", "locked"}) {
            assertThatExceptionOfType(HttpResponseException.class).isThrownBy(() -> download(job, id));
        }
    }

    @Test
    void whoMayNotSeeTheCredentialGetsNoFile() throws Exception {
        SampleCredentials.add(SampleCredentials.own("key", "private/rsa.pkcs8.pem", null));
        jenkins.allowing((who, permission) -> !permission.equals(CredentialsProvider.VIEW));
        try (var anyone = ACL.as2(new LocalUser("anyone"))) {
            assertThat(anyone).isNotNull();
            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> download(job, "key"));
            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> download(null, "nosuch"));
        }
    }
}
