package io.jenkins.plugins.intoto.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.Result;
import hudson.util.FormValidation;
import io.jenkins.plugins.intoto.archive.Origin;
import io.jenkins.plugins.intoto.config.AttestationConfiguration;
import io.jenkins.plugins.intoto.credentials.SampleCredentials;
import io.jenkins.plugins.intoto.engine.remote.AttachedLines;
import io.jenkins.plugins.intoto.engine.remote.OciImage;
import io.jenkins.plugins.intoto.engine.remote.StandInRegistry;
import io.jenkins.plugins.intoto.run.BuildPlace;
import io.jenkins.plugins.intoto.run.BuildWithSteps;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images, attested in a build and beside them in their registry. */
class ImageAttestationTest {
    private static final Origin ORIGIN = Origin.of("7");

    @TempDir
    private Path folder;

    private final AttestationConfiguration configuration = new AttestationConfiguration();
    private BuildWithSteps build;
    private StandInRegistry registry;
    private OciImage image;

    @BeforeEach
    void beginBuild() throws Exception {
        build = new BuildWithSteps(folder);
        build.jenkins.with(configuration);
        registry = new StandInRegistry();
        image = registry.push("team/app");
    }

    @AfterEach
    void stop() {
        registry.close();
        build.close();
    }

    private AttestStep step() {
        var step = new AttestStep();
        step.setCredentialsId("alice");
        step.setImage(image.toString());
        step.setAttach("referrers");
        return step;
    }

    private ArtifactAttestation.Attested attest(AttestStep step, Origin origin) throws Exception {
        var place = new BuildPlace(Optional.of(build.directory()), Optional.empty(), new EnvVars(), origin);
        return new ArtifactAttestation(build.run, build.listener(), step).attest(place, Optional.empty());
    }

    private List<String> archived(String bundle) throws Exception {
        return Files.readAllLines(
                build.run.getRootDir().toPath().resolve("archive").resolve(bundle));
    }

    private List<String> attached() throws Exception {
        return AttachedLines.of(image);
    }

    /** Lets the registry take nothing. */
    private void lock() {
        registry.interceptor = exchange -> {
            boolean isWrite = exchange.getRequestMethod().equals("PUT");
            if (isWrite) {
                StandInRegistry.refuse(exchange, 403, "DENIED", "read only");
            }
            return isWrite;
        };
    }

    private void unlock() {
        registry.interceptor = exchange -> false;
    }

    @Test
    void theLineThatIsArchivedIsTheOneInTheRegistry() throws Exception {
        assertThat(attest(step(), ORIGIN))
                .isEqualTo(new ArtifactAttestation.Attested(List.of("app.intoto.jsonl"), Optional.empty()));

        assertThat(attached()).isEqualTo(archived("app.intoto.jsonl")).hasSize(1);
        assertThat(build.log()).contains("[in-toto] attached to " + image);
    }

    @Test
    void whatAToolHasWrittenInTheWorkspaceNamesTheImage() throws Exception {
        build.write(
                "image.json",
                "{\"image\":\"" + image.repository() + ":1\",\"imageDigest\":\"" + image.digest() + "\"}");
        var step = step();
        step.setImage(null);
        step.setImageFile("image.json");

        attest(step, ORIGIN);

        assertThat(attached()).hasSize(1);
        build.write("iid", "sha256:" + "0".repeat(64));
        step.setImage(image.repository());
        step.setImageFile("iid");
        assertThatThrownBy(() -> attest(step, Origin.of("8")))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("iid: the registry has no image");
        step.setImageFile("none");
        assertThatThrownBy(() -> attest(step, Origin.of("9"))).hasMessageContaining("none: does not exist");
    }

    @Test
    void theImagesOfPlatformsAreSubjectsToo() throws Exception {
        var entry = new TreeMap<String, Object>(Map.of(
                "mediaType", "application/vnd.oci.image.manifest.v1+json", "digest", image.digest(), "size", 10L));
        entry.put("platform", Map.of("os", "linux", "architecture", "arm64"));
        var index = registry.pushIndex("team/app", List.of(entry));
        var step = step();
        step.setImage(index.toString());
        step.setPlatforms(true);

        attest(step, ORIGIN);

        assertThat(attached()).hasSize(1).isEqualTo(AttachedLines.of(index));
    }

    @Test
    void nothingIsAttachedUnlessTheJobOrTheConfigurationSaysSo() throws Exception {
        var step = step();
        step.setAttach(null);
        attest(step, ORIGIN);
        assertThat(registry.requests).isEmpty();
        assertThat(archived("app.intoto.jsonl").get(0)).doesNotContain("mediaType");

        configuration.setAttach("cosign");
        attest(step, Origin.of("8"));
        step.setAttach("none");
        attest(step, Origin.of("9"));

        assertThat(attached()).hasSize(1);
        assertThatThrownBy(() -> configuration.setAttach("everywhere")).hasMessageContaining("everywhere");
    }

    @Test
    void whatTheRegistryRefusesIsArchivedAndAttachedAfterARestart() throws Exception {
        lock();
        assertThatThrownBy(() -> attest(step(), ORIGIN))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("the attestation is archived, but not in the registry: ")
                .hasMessageContaining("DENIED: read only");
        var signed = archived("app.intoto.jsonl");
        assertThat(attached()).isEmpty();

        unlock();
        build.restart();
        attest(step(), ORIGIN);

        assertThat(archived("app.intoto.jsonl")).isEqualTo(signed);
        assertThat(attached()).isEqualTo(signed);
    }

    @Test
    void anotherAttemptOfARetryAttachesWhatTheFirstHasSigned() throws Exception {
        lock();
        assertThatThrownBy(() -> attest(step(), new Origin("7", Map.of("5", "6"))))
                .isInstanceOf(AbortException.class);

        unlock();
        attest(step(), new Origin("9", Map.of("5", "8")));

        assertThat(archived("app.intoto.jsonl")).hasSize(1).isEqualTo(attached());
        assertThat(build.log()).contains("attested in app.intoto.jsonl, signed by an earlier attempt of this step");
    }

    @Test
    void anotherAttemptOfARetryWithAnotherKeyOrImageIsSigned() throws Exception {
        attest(step(), new Origin("7", Map.of("5", "6")));
        var step = step();
        step.setCredentialsId("bob");

        attest(step, new Origin("9", Map.of("5", "8")));
        assertThat(attached()).hasSize(2);

        step.setImage(registry.push("other/app").toString());
        attest(step, new Origin("11", Map.of("5", "10")));
        assertThat(archived("app.intoto.jsonl")).hasSize(3);
    }

    @Test
    void aJobCanLiveWithWhatTheRegistryRefuses() throws Exception {
        lock();
        var step = step();
        step.setOnAttachFailure("report");
        assertThat(attest(step, ORIGIN).notAttached()).isPresent();
        assertThat(build.run.getResult()).isNull();
        assertThat(build.log()).contains("DENIED: read only", "; this job only reports it");

        step.setOnAttachFailure("unstable");
        attest(step, Origin.of("8"));
        assertThat(build.run.getResult()).isEqualTo(Result.UNSTABLE);
    }

    @Test
    void theRegistryIsAskedWithTheCredentialOfTheJob() throws Exception {
        var account = "Basic " + Base64.getEncoder().encodeToString("alice:pw".getBytes(StandardCharsets.UTF_8));
        registry.interceptor = exchange -> {
            boolean isRefused = !account.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            if (isRefused) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"test\"");
                StandInRegistry.refuse(exchange, 401, "UNAUTHORIZED", "no");
            }
            return isRefused;
        };
        var step = step();
        assertThatThrownBy(() -> attest(step, ORIGIN)).hasMessageContaining("the registry asks for an account");
        step.setRegistryCredentialsId("registry");
        assertThatThrownBy(() -> attest(step, Origin.of("8")))
                .hasMessageContaining("there is no username-and-password credential 'registry'");
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(SampleCredentials.account("registry", "alice", "pw"));

        attest(step, Origin.of("9"));

        assertThat(attached()).hasSize(1);
        assertThat(build.log()).doesNotContain("pw");
    }

    private void refused(AttestStep step, String... parts) {
        assertThatThrownBy(step::check).isInstanceOf(AbortException.class).hasMessageContainingAll(parts);
    }

    @Test
    void parametersThatMeanNothingTogetherAreRefused() throws Exception {
        var step = step();
        step.setSubjects("*.jar");
        refused(step, "subjects cannot be combined with image or imageFile");
        step.setSubjects(null);
        step.setFormat("dsse");
        refused(step, "format: 'dsse' cannot be combined with attach: 'referrers'");
        step.setFormat(null);
        step.setAttach("beside");
        refused(step, "attach is referrers, cosign or none, not 'beside'");
        step.setAttach(null);
        step.setOnAttachFailure("ignore");
        refused(step, "onAttachFailure is fail, unstable or report, not 'ignore'");
        var files = new AttestStep();
        files.setSubjects("*.jar");
        files.setAttach("referrers");
        refused(files, "attach has no effect without image or imageFile");
        var tag = step();
        tag.setImage(image.repository() + ":1");
        assertThatThrownBy(() -> attest(tag, ORIGIN)).hasMessageContaining("names a tag");
    }

    @Test
    void theFormSaysThatATagIsNoDigest() {
        var descriptor = new AttestStep.DescriptorImpl();

        assertThat(descriptor.doCheckImage(null, image.toString(), "").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(descriptor.doCheckImage(null, "registry.example.com/app", "image.txt").kind)
                .isEqualTo(FormValidation.Kind.OK);
        assertThat(descriptor
                        .doCheckImage(null, "registry.example.com/app:1", "")
                        .getMessage())
                .contains("names a tag");
    }
}
