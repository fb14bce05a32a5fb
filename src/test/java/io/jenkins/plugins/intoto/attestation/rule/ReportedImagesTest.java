package io.jenkins.plugins.intoto.attestation.rule;

import static io.jenkins.plugins.intoto.attestation.rule.RuledJenkins.build;
import static io.jenkins.plugins.intoto.attestation.rule.RuledJenkins.credential;
import static io.jenkins.plugins.intoto.attestation.rule.RuledJenkins.rule;
import static io.jenkins.plugins.intoto.attestation.rule.RuledJenkins.statements;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsScope;
import io.jenkins.plugins.intoto.archive.RunState;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.predicate.PredicateCheck;
import io.jenkins.plugins.intoto.jenkinsapi.LocalJob;
import io.jenkins.plugins.intoto.jenkinsapi.LocalRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that builds name in archived files, as their word and within the repositories of a rule. */
class ReportedImagesTest {
    private static final SigningKey KEY = KeyGenerator.ed25519();
    private static final String DIGEST = "sha256:" + "5a".repeat(32);
    private static final String OTHER = "sha256:" + "0b".repeat(32);

    @TempDir
    private Path home;

    private RuledJenkins jenkins;
    private LocalJob job;

    @BeforeEach
    void startJenkins() {
        jenkins = new RuledJenkins(home);
        job = jenkins.job("app");
        RuledJenkins.add(credential(CredentialsScope.GLOBAL, "release", KEY, ""));
        jenkins.rules.setRules(List.of(images("registry.example.com/team/**")));
    }

    @AfterEach
    void stopJenkins() {
        jenkins.close();
    }

    private static AttestationRule images(String repositories) {
        var rule = rule("images", "", "");
        rule.setCredentialsId("release");
        rule.setImageFiles("image*.json, *.digest");
        rule.setRepositories(List.of(repositories));
        return rule;
    }

    private LocalRun ended(String file, String content) throws Exception {
        return ended(build(job, "app.jar"), file, content);
    }

    private LocalRun ended(LocalRun run, String file, String content) throws Exception {
        archive(run, file, content);
        jenkins.end(run);
        return run;
    }

    private static void archive(LocalRun run, String file, String content) throws IOException {
        Files.writeString(run.getRootDir().toPath().resolve("archive").resolve(file), content);
    }

    private static String problem(LocalRun run) {
        return RunState.of(run).rules().get(0).getProblem();
    }

    private static String metadata(String name, String digest) {
        return "{\"image.name\": \"" + name + "\", \"containerimage.digest\": \"" + digest + "\"}";
    }

    @Test
    void anImageIsAttestedAsTheBuildsWord() throws Exception {
        var run = ended("image.json", metadata("registry.example.com/team/app:1.2", DIGEST));

        assertThat(problem(run)).isNull();
        var statement = statements(run, "image.json.intoto.jsonl", KEY).get(0);
        assertThat(PredicateCheck.of(statement)).isEmpty();
        assertThat(statement.subjects()).singleElement().satisfies(subject -> {
            assertThat(subject.name()).contains("registry.example.com/team/app");
            assertThat(subject.digest().value("sha256")).contains("5a".repeat(32));
            assertThat(subject.annotations()).isEqualTo(Map.of("reportedBy", "build"));
        });
        assertThat(statement.predicate().toString()).contains("subjectsReportedBy=build", "rule=images");
        // A rule for images alone attests no files.
        assertThat(statements(run, "app.jar.intoto.jsonl", KEY)).isEmpty();
    }

    @Test
    void anotherTeamsImageIsRefusedAndShown() throws Exception {
        for (var name : List.of(
                "registry.example.com/other/app",
                "registry.example.com/teams/app",
                "registry.example.com:5000/team/app",
                "evil.example.com/registry.example.com/team/app",
                "team/app")) {
            var run = build(job, "app.jar");
            ended(run, "image.json", metadata(name, DIGEST));

            assertThat(statements(run, "image.json.intoto.jsonl", KEY)).as(name).isEmpty();
            assertThat(problem(run))
                    .isEqualTo("image.json names " + name + "@" + DIGEST
                            + ", which is in none of the repositories of the rule");
        }
        assertThat(new RuleMonitor().isActivated()).isTrue();
    }

    @Test
    void ofSeveralImagesOnlyThoseWithinTheRepositoriesAreAttested() throws Exception {
        var run = ended(
                "images.json",
                "{\"a\": " + metadata("registry.example.com/team/a", DIGEST) + ", \"b\": "
                        + metadata("registry.example.com/other/b", OTHER) + "}");

        assertThat(statements(run, "images.json.intoto.jsonl", KEY).get(0).subjects())
                .extracting(subject -> subject.name().orElseThrow())
                .containsExactly("registry.example.com/team/a");
        assertThat(problem(run))
                .contains("registry.example.com/other/b@" + OTHER)
                .doesNotContain("team/a@");
    }

    @Test
    void aBareDigestIsOfTheOnlyRepositoryThatItCanBeOf() throws Exception {
        assertThat(problem(ended("app.digest", DIGEST + "\n"))).contains("without its repository");
        jenkins.rules.setRules(List.of(images("registry.example.com/team/app")));

        var run = ended("app.digest", DIGEST + "\n");
        assertThat(statements(run, "app.digest.intoto.jsonl", KEY)
                        .get(0)
                        .subjects()
                        .get(0)
                        .name())
                .contains("registry.example.com/team/app");
    }

    @Test
    void dockerHubIsOneByWhateverName() throws Exception {
        jenkins.rules.setRules(List.of(images("index.docker.io/library/*")));

        assertThat(problem(ended("image.json", metadata("nginx", DIGEST)))).isNull();
        assertThat(problem(ended("image.json", metadata("docker.io/library/nginx", DIGEST))))
                .isNull();
        assertThat(problem(ended("image.json", metadata("someone/nginx", DIGEST))))
                .contains("someone/nginx");
    }

    @Test
    void aFolderCanNarrowTheRepositories() throws Exception {
        var all = images("registry.example.com/**");
        all.setLocked(true);
        jenkins.rules.setRules(List.of(all));
        var narrowing = rule("images", "", "");
        narrowing.setRepositories(List.of("registry.example.com/team/**, evil.example.com/**"));
        var team = jenkins.folder(Jenkins.get(), "team", narrowing);
        job = jenkins.job(team, "app");

        assertThat(problem(ended(build(job, "a"), "image.json", metadata("registry.example.com/team/app", DIGEST))))
                .isNull();
        assertThat(problem(ended(build(job, "a"), "image.json", metadata("registry.example.com/other/app", DIGEST))))
                .contains("in none of the repositories");
        assertThat(problem(ended(build(job, "a"), "image.json", metadata("evil.example.com/app", DIGEST))))
                .contains("in none of the repositories");
    }

    @Test
    void repositoriesAreRequired() {
        var rule = images("");
        assertThatThrownBy(() -> jenkins.rules.setRules(List.of(rule)))
                .hasMessageContaining("rule 'images': set repositories");
        rule.setRepositories(List.of("registry.example.com/**"));
        rule.setImageFiles("");
        assertThatThrownBy(() -> jenkins.rules.setRules(List.of(rule)))
                .hasMessageContaining("repositories has no effect without imageFiles");
    }

    @Test
    void aBuildNamesNoMoreImagesThanCanBeAskedFor() throws Exception {
        var names = IntStream.rangeClosed(0, 1_000)
                .mapToObj(i -> "registry.example.com/team/app" + i)
                .collect(Collectors.joining(","));

        var run = ended("image.json", metadata(names, DIGEST));

        assertThat(problem(run)).isEqualTo("image.json: the build names more than 1000 images");
        assertThat(statements(run, "image.json.intoto.jsonl", KEY)).isEmpty();
    }

    @Test
    void aFileThatNamesNoImageIsShown() throws Exception {
        assertThat(problem(ended("image.json", "{}"))).startsWith("image.json: ");
    }
}
