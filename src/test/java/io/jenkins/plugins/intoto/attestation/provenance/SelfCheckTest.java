package io.jenkins.plugins.intoto.attestation.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.security.ACL;
import hudson.util.Secret;
import io.jenkins.plugins.intoto.credentials.InTotoSigningKey;
import io.jenkins.plugins.intoto.engine.key.KeyFileWriter;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.jenkinsapi.LocalUser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
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

    private static Weakness found(String beginning) {
        return SelfCheck.weaknesses().stream()
                .filter(weakness -> weakness.getSentence().startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theWorstStandsFirstAndEachSaysWhatToDo() {
        key("free");

        assertThat(SelfCheck.weaknesses())
                .isSortedAccordingTo(Comparator.comparing(Weakness::severity))
                .allSatisfy(weakness -> {
                    assertThat(weakness.getSentence()).endsWith(".");
                    assertThat(weakness.getRemedy()).endsWith(".");
                    assertThat(weakness.getPlaces()).isNotEmpty();
                });
    }

    @Test
    void executorsOnTheControllerWeakenEveryClaim() {
        assertThat(found("Builds can run on the controller")).satisfies(weakness -> {
            assertThat(weakness.getSeverity()).isEqualTo("high");
            assertThat(weakness.getRemedy()).contains("number of executors of the built-in node to 0");
            assertThat(weakness.getPlaces())
                    .extracting(Weakness.Place::getPath)
                    .containsExactly("computer/(built-in)/configure");
        });
    }

    @Test
    void anAddressWithoutEncryptionIsNoName() {
        assertThat(found("Builders and invocations are named after").getSentence())
                .contains("http://jenkins.example/");
    }

    @Test
    void aKeyThatMaySignAnythingIsNamed() {
        key("free");
        key("limited").setUses("build");

        assertThat(found("Every job can have these keys sign").getPlaces())
                .extracting(place -> place.getName() + " " + place.getPath())
                .containsExactly("free manage/credentials/store/system/domain/_/credential/free/");
    }

    @Test
    void pipelinesOutsideOfTheSandboxAreNamed() {
        jenkins.with(LocalPipelineJob.of("trusted", new LocalScript(false)))
                .with(LocalPipelineJob.of("sandboxed", new LocalScript(true)))
                .with(new PipelineCheck());

        assertThat(found("The scripts of these Pipelines run").getPlaces())
                .extracting(place -> place.getName() + " " + place.getPath())
                .containsExactly("trusted job/trusted/configure");
    }

    @Test
    void longListsAreCutOff() {
        for (int i = 0; i < 25; i++) {
            key("key-%02d".formatted(i));
        }

        var weakness = found("Every job can have these keys sign");
        assertThat(weakness.getPlaces())
                .hasSize(20)
                .last()
                .extracting(Weakness.Place::getName)
                .isEqualTo("key-19");
        assertThat(weakness.getMore()).isEqualTo(5);
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
