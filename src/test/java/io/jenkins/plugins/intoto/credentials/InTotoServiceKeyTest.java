package io.jenkins.plugins.intoto.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.AbortException;
import hudson.model.Failure;
import io.jenkins.plugins.intoto.attestation.AttestStep;
import io.jenkins.plugins.intoto.config.AttestationConfiguration;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.Signer;
import io.jenkins.plugins.intoto.engine.key.SigningException;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason;
import io.jenkins.plugins.intoto.run.BuildWithSteps;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kohsuke.stapler.HttpResponses.HttpResponseException;

/** Keys that are held by a service, here one as another plugin could bring it. */
class InTotoServiceKeyTest {
    @TempDir
    private Path folder;

    private final Service service = new Service();
    private BuildWithSteps build;

    /** Signs with a key in memory, and counts who has opened it and not closed it again. */
    private static final class Service extends SigningService {
        private int opened;
        private int open;
        private InTotoException refusal;
        private IOException outage;
        private String reason;

        @Override
        public Signer open(String source) throws InTotoException, IOException {
            if (refusal != null) {
                throw refusal;
            }
            if (outage != null) {
                throw outage;
            }
            opened++;
            open++;
            return new Opened();
        }

        /** One that was opened. */
        private final class Opened implements Signer {
            @Override
            public AsymmetricKey publicKey() {
                return BuildWithSteps.ALICE.publicKey();
            }

            @Override
            public byte[] sign(Message message) throws SigningException, IOException {
                if (reason != null) {
                    throw new SigningException(publicKey().keyId(), reason);
                }
                return BuildWithSteps.ALICE.sign(message);
            }

            @Override
            public Signer forAttestations() {
                return this;
            }

            @Override
            public Signer withCertificate(String pem, String source) throws UnreadableKeyException {
                BuildWithSteps.ALICE.withCertificate(pem, source);
                return this;
            }

            @Override
            public void close() {
                open--;
            }
        }
    }

    @BeforeEach
    void beginBuild() throws Exception {
        build = new BuildWithSteps(folder);
        build.jenkins.with(new AttestationConfiguration());
        SampleCredentials.add(new InTotoServiceKey(CredentialsScope.GLOBAL, "kms", "", service));
    }

    @AfterEach
    void stopJenkins() {
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        build.close();
    }

    private InTotoServiceKey credential() {
        return (InTotoServiceKey) SystemCredentialsProvider.getInstance().getCredentials().stream()
                .filter(InTotoServiceKey.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    private void assertFailure(String sentence) {
        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> build.record(build.recordStep("source", "kms"), () -> null))
                .withMessage("[in-toto] " + sentence);
        assertThat(service.open).isZero();
    }

    @Test
    void linksAndAttestationsAreSignedAndWhatWasOpenedIsClosed() throws Exception {
        build.write("app.jar", "jar");
        build.record(build.recordStep("source", "kms"), () -> null);
        var step = new AttestStep();
        step.setCredentialsId("kms");
        step.setSubjects("*.jar");
        var context = build.context();
        step.start(context).start();
        context.result();

        assertThat(build.action().getLinks()).isEqualTo(1);
        assertThat(build.action().getAttestations()).isEqualTo(1);
        assertThat(service.opened).isPositive();
        assertThat(service.open).isZero();
    }

    @Test
    void whatTheServiceRefusesIsSaidInItsWords() throws Exception {
        service.refusal = new UnreadableKeyException("key service 'eu'", Reason.NOT_A_KEY, "there is no such key");

        assertFailure("key service 'eu': there is no such key");
    }

    @Test
    void aServiceThatCannotBeReachedIsCalledThat() {
        service.outage = new IOException("connection refused");

        assertFailure("the credential 'kms': what holds the key cannot be reached: connection refused");
        assertThat(credential().getPublicPart().getDefect()).isEqualTo("connection refused");
        assertThatExceptionOfType(HttpResponseException.class)
                .isThrownBy(() -> new InTotoServiceKey.DescriptorImpl().doPublicKey(null, null, "kms"));
    }

    @Test
    void aServiceThatDoesNotSignFailsTheStepAndIsClosed() {
        service.reason = "the quota is used up";

        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> build.record(build.recordStep("source", "kms"), () -> null))
                .withMessageContaining("no link of step 'source'")
                .withMessageContaining("the quota is used up");
        assertThat(service.open).isZero();
    }

    @Test
    void aCertificateOfAnotherKeyIsRefusedAndTheServiceClosed() throws Exception {
        credential().setCertificate(SampleCredentials.text("public/ec256.certificate.pem"));

        assertThat(credential().getPublicPart().getDefect()).contains("certificate");
        assertThat(service.open).isZero();
    }

    @Test
    void thePagesOfJenkinsAskNoServiceForItsKey() {
        assertThat(SystemKeys.publicKeys()).doesNotContainKey("kms");
        assertThat(service.opened).isZero();

        assertThat(credential().getPublicPart().getCurrentId()).isNotEmpty();

        assertThat(SystemKeys.publicKeys()).containsKey("kms");
        assertThat(service.opened).isEqualTo(1);
        assertThat(service.open).isZero();
    }

    @Test
    void withoutAServiceThereIsNone() {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> new InTotoServiceKey(CredentialsScope.GLOBAL, "none", "", null))
                .withMessageContaining("needs a service");
    }

    @Test
    void asTextItIsItsIdAlone() {
        assertThat(credential()).hasToString("in-toto key held by a service 'kms'");
    }
}
