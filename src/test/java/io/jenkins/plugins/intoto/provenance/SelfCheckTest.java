package io.jenkins.plugins.intoto.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.security.ACL;
import hudson.util.Secret;
import io.jenkins.plugins.intoto.credentials.InTotoSigningKey;
import io.jenkins.plugins.intoto.jenkinsapi.LocalUser;
import io.jenkins.plugins.intoto.key.KeyFileWriter;
import io.jenkins.plugins.intoto.key.KeyGenerator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import jenkins.model.LocalJenkins;
import org.jenkinsci.plugins.workflow.cps.LocalScript;
import org.jenkinsci.plugins.workflow.job.LocalPipelineJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.access.AccessDeniedException;

class SelfCheckTest {
    @TempDir
    private Path folder;

    private LocalJenkins jenkins;

    @BeforeEach
    void startJenkins() {
        jenkins = new LocalJenkins(folder);
        SystemCredentialsProvider.getInstance().getCredentials().clear();
    }

    @AfterEach
    void stopJenkins() {
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        jenkins.close();
    }

    private static InTotoSigningKey key(String id) {
        var pem = new String(KeyFileWriter.privatePem(KeyGenerator.ed25519()), StandardCharsets.US_ASCII);
        var key = new InTotoSigningKey(CredentialsScope.GLOBAL, id, "", Secret.fromString(pem), null, null);
        SystemCredentialsProvider.getInstance().getCredentials().add(key);
        return key;
    }

    @Test
    void executorsOnTheControllerWeakenEveryClaim() {
        assertThat(SelfCheck.weaknesses()).anyMatch(sentence -> sentence.startsWith("The controller has 2 executors"));
    }

    @Test
    void anAddressWithoutEncryptionIsNoName() {
        assertThat(SelfCheck.weaknesses()).anyMatch(sentence -> sentence.contains("http://jenkins.example/"));
    }

    @Test
    void aKeyThatMaySignAnythingIsNamed() {
        key("free");
        key("limited").setStepNames("build");

        assertThat(SelfCheck.weaknesses())
                .filteredOn(sentence -> sentence.startsWith("Every job can have these keys sign"))
                .singleElement()
                .satisfies(sentence -> assertThat(sentence).endsWith(": free"));
    }

    @Test
    void pipelinesOutsideOfTheSandboxAreNamed() {
        jenkins.with(LocalPipelineJob.of("trusted", new LocalScript(false)))
                .with(LocalPipelineJob.of("sandboxed", new LocalScript(true)))
                .with(new PipelineCheck());

        assertThat(SelfCheck.weaknesses())
                .filteredOn(sentence -> sentence.contains("without the sandbox"))
                .singleElement()
                .satisfies(sentence -> assertThat(sentence).endsWith(": trusted"));
    }

    @Test
    void longListsAreCutOff() {
        for (int i = 0; i < 25; i++) {
            key("key-%02d".formatted(i));
        }

        assertThat(SelfCheck.weaknesses())
                .anyMatch(sentence -> sentence.contains("key-19") && sentence.endsWith(" and 5 more"));
    }

    @Test
    @SuppressWarnings("try") // closing it is all that is done with it
    void onlyAdministratorsSeeIt() {
        jenkins.allowing((who, permission) -> false);

        try (var ignored = ACL.as2(new LocalUser("somebody"))) {
            assertThatThrownBy(() -> new SelfCheckPage().getWeaknesses()).isInstanceOf(AccessDeniedException.class);
        }
    }
}
