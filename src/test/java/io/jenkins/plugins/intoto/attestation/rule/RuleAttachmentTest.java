package io.jenkins.plugins.intoto.attestation.rule;

import static io.jenkins.plugins.intoto.attestation.rule.RuledJenkins.build;
import static io.jenkins.plugins.intoto.attestation.rule.RuledJenkins.credential;
import static io.jenkins.plugins.intoto.attestation.rule.RuledJenkins.rule;
import static io.jenkins.plugins.intoto.attestation.rule.RuledJenkins.statements;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.LocalStores;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.RunState;
import io.jenkins.plugins.intoto.config.AttestationConfiguration;
import io.jenkins.plugins.intoto.credentials.SampleCredentials;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.remote.AttachedLines;
import io.jenkins.plugins.intoto.engine.remote.OciImage;
import io.jenkins.plugins.intoto.engine.remote.RemoteCalls;
import io.jenkins.plugins.intoto.engine.remote.StandInRegistry;
import io.jenkins.plugins.intoto.jenkinsapi.LocalJob;
import io.jenkins.plugins.intoto.jenkinsapi.LocalRun;
import io.jenkins.plugins.intoto.page.InTotoAction;
import io.jenkins.plugins.intoto.verification.RuleVerdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rules attest of images goes to their registries, once, whatever these do and whenever Jenkins goes down. */
class RuleAttachmentTest {
    private static final SigningKey KEY = KeyGenerator.ed25519();
    private static final String BUNDLE = "image.json.intoto.jsonl";

    @TempDir
    private Path home;

    private RuledJenkins jenkins;
    private LocalJob job;
    private StandInRegistry registry;
    private OciImage image;

    @BeforeEach
    void startJenkins() throws Exception {
        jenkins = new RuledJenkins(home);
        RuledJenkins.add(credential(CredentialsScope.GLOBAL, "release", KEY, ""));
        job = jenkins.job("app");
        registry = new StandInRegistry();
        image = registry.push("team/app");
        jenkins.rules.setRules(List.of(images()));
    }

    @AfterEach
    void stop() {
        jenkins.close();
        registry.close();
    }

    private AttestationRule images() {
        return images(registry);
    }

    private static AttestationRule images(StandInRegistry registry) {
        var rule = rule("images", "", "");
        rule.setCredentialsId("release");
        rule.setImageFiles("image.json");
        rule.setRepositories(List.of(registry.host() + "/team/**"));
        rule.setAttach("referrers");
        return rule;
    }

    private LocalRun built(LocalJob of, OciImage its) throws Exception {
        var run = build(of, "app.jar");
        Files.writeString(
                run.getRootDir().toPath().resolve("archive/image.json"),
                "{\"image.name\": \"" + its.repository() + ":1\", \"containerimage.digest\": \"" + its.digest()
                        + "\"}");
        return run;
    }

    private LocalRun ended() throws Exception {
        var run = built(job, image);
        jenkins.end(run);
        return run;
    }

    private static List<String> archived(Run<?, ?> run) throws Exception {
        return Files.readAllLines(run.getRootDir().toPath().resolve("archive").resolve(BUNDLE));
    }

    private List<String> attached() throws Exception {
        return AttachedLines.of(image);
    }

    private static String problem(Run<?, ?> run) {
        return RunState.of(run).rules().get(0).getProblem();
    }

    /** How often something was signed for a run, whatever became of it. */
    private static long signed(Run<?, ?> run) throws Exception {
        return Files.readString(run.getRootDir().toPath().resolve("in-toto.jsonl"))
                .lines()
                .filter(line -> line.contains("\"SIGNED\""))
                .count();
    }

    /** Lets the registry ask for alice. */
    private void requireAccount() {
        var account = "Basic " + Base64.getEncoder().encodeToString("alice:pw".getBytes(StandardCharsets.UTF_8));
        registry.interceptor = exchange -> {
            boolean isRefused = !account.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            if (isRefused) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"test\"");
                StandInRegistry.refuse(exchange, 401, "UNAUTHORIZED", "no");
            }
            return isRefused;
        };
    }

    /** Lets the registry keep everybody waiting until the latch is down. */
    private CountDownLatch hang(CountDownLatch asked) {
        var end = new CountDownLatch(1);
        registry.interceptor = exchange -> {
            try {
                asked.countDown();
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return false;
        };
        return end;
    }

    @Test
    void theLineThatIsArchivedIsTheOneInTheRegistry() throws Exception {
        var rule = images();
        rule.setArtifacts("*.jar");
        jenkins.rules.setRules(List.of(rule));
        var run = built(job, image);
        jenkins.end(run, Result.UNSTABLE);

        assertThat(problem(run)).isNull();
        assertThat(attached()).isEqualTo(archived(run)).hasSize(1);
        assertThat(statements(run, BUNDLE, KEY).get(0).predicate().toString()).contains("subjectsReportedBy=build");
        assertThat(statements(run, "app.jar.intoto.jsonl", KEY)).hasSize(1);
        assertThat(Files.readString(run.getRootDir().toPath().resolve("archive/app.jar.intoto.jsonl")))
                .as("an artifact, which has no registry")
                .doesNotContain("mediaType");
        assertThat(run.getResult()).isEqualTo(Result.UNSTABLE);
        assertThat(jenkins.queued()).isEmpty();
    }

    @Test
    void withoutAWordOfTheRuleTheGlobalConfigurationDecides() throws Exception {
        var rule = images();
        rule.setAttach("");
        jenkins.rules.setRules(List.of(rule));
        var run = ended();
        assertThat(registry.requests).isEmpty();
        assertThat(archived(run).get(0)).doesNotContain("mediaType");

        AttestationConfiguration.get().setAttach("cosign");
        ended();
        assertThat(registry.tagged("team/app", image.digest().replace(':', '-') + ".att"))
                .isNotNull();

        rule.setAttach("none");
        ended();
        assertThat(attached()).hasSize(1);
    }

    @Test
    void whatARegistryRefusesIsToldAndAttachedWhenItIsTriedAgain() throws Exception {
        requireAccount();
        var run = ended();

        assertThat(problem(run))
                .isEqualTo("the attestations are archived, but not in the registry: " + registry.host()
                        + ": answered with status 401: UNAUTHORIZED: no; the registry asks for an account");
        assertThat(new RuleMonitor().getFailures().get(0).getSentence())
                .isEqualTo("1 build of 1 job could not be attested: " + problem(run));
        assertThat(run.getResult()).isEqualTo(Result.SUCCESS);
        assertThat(run.getAction(InTotoAction.class).getSummary())
                .isEqualTo("1 attestation, attested with problems by rule images");
        var signed = archived(run);
        assertThat(signed).hasSize(1);
        assertThat(attached()).isEmpty();

        var rule = images();
        rule.setRegistryCredentialsId("registry");
        jenkins.rules.setRules(List.of(rule));
        new RuleMonitor().doRetry();
        jenkins.await();
        assertThat(problem(run)).contains("'registry'");
        SampleCredentials.add(SampleCredentials.account(CredentialsScope.SYSTEM, "registry", "alice", "pw"));
        new RuleMonitor().doRetry();
        jenkins.await();

        assertThat(problem(run)).isNull();
        assertThat(archived(run)).isEqualTo(signed);
        assertThat(attached()).isEqualTo(signed);
        assertThat(signed(run)).isEqualTo(1);
        assertThat(jenkins.queued()).isEmpty();
    }

    @Test
    void runsThatFailForOneReasonAreToldTogether() throws Exception {
        requireAccount();
        ended();
        image = registry.push("team/other");
        ended();

        assertThat(new RuleMonitor().getFailures()).singleElement().satisfies(failure -> assertThat(failure.getBuilds())
                .hasSize(2));
    }

    @Test
    void aRegistryThatFailsGetsTheArchivedLineAfterARestartAndASecondAttempt() throws Exception {
        registry.interceptor = exchange -> {
            StandInRegistry.refuse(exchange, 500, "UNKNOWN", "no disk");
            return true;
        };
        var run = ended();
        var signed = archived(run);
        assertThat(problem(run)).contains("answered with status 500");

        registry.interceptor = exchange -> false;
        RuledJenkins.forget(run);
        jenkins.start();
        jenkins.await();
        assertThat(attached()).as("what failed is not tried again by itself").isEmpty();
        new RuleMonitor().doRetry();
        jenkins.await();

        assertThat(attached()).isEqualTo(signed).isEqualTo(archived(run));
        assertThat(signed(run)).isEqualTo(1);
        assertThat(new RuleMonitor().isActivated()).isFalse();
    }

    @Test
    void nobodyWaitsTwiceForARegistryThatHangs() throws Exception {
        jenkins.calls = () -> RemoteCalls.direct().within(Duration.ofMillis(500), 1, Duration.ZERO);
        jenkins.start();
        var end = hang(new CountDownLatch(1));
        var run = ended();
        assertThat(problem(run)).endsWith("but not in the registry: " + registry.host() + " does not answer");
        int asked = registry.requests.size();

        var second = ended();
        assertThat(problem(second)).isEqualTo(problem(run));
        assertThat(registry.requests).hasSize(asked);
        assertThat(new RuleMonitor().getFailures()).hasSize(1);
        try (var other = new StandInRegistry()) {
            var its = other.push("team/other");
            var rule = images(other);
            rule.setName("other");
            jenkins.rules.setRules(List.of(images(), rule));
            var third = built(job, its);
            jenkins.end(third);
            assertThat(AttachedLines.of(its)).isEqualTo(archived(third)).hasSize(1);
        }

        registry.interceptor = exchange -> false;
        end.countDown();
        jenkins.rules.setRules(List.of(images()));
        new RuleMonitor().doRetry();
        jenkins.await();
        assertThat(attached())
                .containsExactlyInAnyOrder(
                        archived(run).get(0), archived(second).get(0));
    }

    @Test
    void whatHangsWhenJenkinsEndsIsDoneWhenItIsBackAndIsNoFailure() throws Exception {
        var asked = new CountDownLatch(1);
        var end = hang(asked);
        var run = built(job, image);
        jenkins.complete(run, Result.SUCCESS);
        new RuleQueue.Runs().onFinalized(run);
        asked.await();

        jenkins.queue().onBeforeShutdown();
        jenkins.await();
        assertThat(jenkins.queue().failed()).isEmpty();
        assertThat(jenkins.queued()).hasSize(1);
        var signed = archived(run);
        registry.interceptor = exchange -> false;
        end.countDown();
        RuledJenkins.forget(run);
        jenkins.start();
        jenkins.await();

        assertThat(attached()).isEqualTo(signed).isEqualTo(archived(run));
        assertThat(signed(run)).isEqualTo(1);
        assertThat(jenkins.queued()).isEmpty();
    }

    @Test
    void whatWasArchivedWhenJenkinsWasKilledIsAttachedAndNotSignedAnew() throws Exception {
        var healthy = jenkins.calls;
        jenkins.calls = () -> {
            throw new AssertionError("Jenkins is killed");
        };
        jenkins.start();
        var run = ended();
        var signed = archived(run);
        assertThat(attached()).isEmpty();
        assertThat(jenkins.queued()).hasSize(1);

        jenkins.calls = healthy;
        RuledJenkins.forget(run);
        jenkins.start();
        jenkins.await();

        assertThat(attached()).isEqualTo(signed).isEqualTo(archived(run)).hasSize(1);
        assertThat(signed(run)).isEqualTo(1);
        assertThat(jenkins.queued()).isEmpty();
    }

    @Test
    void aPolicyThatIsMissingKeepsNothingFromTheRegistry() throws Exception {
        var rule = images();
        rule.setPolicy("absent");
        jenkins.rules.setRules(List.of(rule));
        jenkins.jenkins.with(new RuleVerdict());
        var run = ended();

        assertThat(problem(run)).contains("absent").doesNotContain("registry");
        assertThat(attached()).isEqualTo(archived(run));
    }

    @Test
    void anImageThatTheRuleDoesNotMeanAnyMoreGetsNothing() throws Exception {
        requireAccount();
        var other = registry.push("team/other");
        var run = built(job, new OciImage(other.repository() + "," + image.repository(), image.digest()));
        jenkins.end(run);
        assertThat(statements(run, BUNDLE, KEY).get(0).subjects()).hasSize(2);

        var rule = images();
        rule.setRepositories(List.of(image.repository()));
        jenkins.rules.setRules(List.of(rule));
        registry.interceptor = exchange -> false;
        new RuleMonitor().doRetry();
        jenkins.await();

        assertThat(problem(run)).contains("in none of the repositories");
        assertThat(attached()).isEqualTo(archived(run)).hasSize(1);
        assertThat(AttachedLines.of(other)).isEmpty();
    }

    @Test
    void aFolderUsesItsOwnAccountAndNoneThatJenkinsKeepsForItself() throws Exception {
        jenkins.rules.setRules(List.of());
        requireAccount();
        SampleCredentials.add(SampleCredentials.account(CredentialsScope.SYSTEM, "system", "alice", "pw"));
        var own = images();
        own.setRegistryCredentialsId("own");
        var team = jenkins.folder(Jenkins.get(), "team", own);
        LocalStores.put(team, SampleCredentials.account("own", "alice", "pw"));
        job = jenkins.job(team, "app");
        assertThat(problem(ended())).isNull();
        assertThat(attached()).hasSize(1);

        var borrowed = images();
        borrowed.setRegistryCredentialsId("system");
        job = jenkins.job(jenkins.folder(Jenkins.get(), "other", borrowed), "app");
        assertThat(problem(ended())).contains("'system'");
        var parameter = images();
        parameter.setRegistryCredentialsId("${ACCOUNT}");
        jenkins.rules.setRules(List.of(parameter));
        job = jenkins.job("top");
        assertThat(problem(ended())).contains("'${ACCOUNT}'");
        assertThat(attached()).hasSize(1);
    }

    @Test
    void aFolderThatNarrowsALockedRuleSaysNothingOfItsRegistries() throws Exception {
        requireAccount();
        SampleCredentials.add(SampleCredentials.account(CredentialsScope.SYSTEM, "system", "alice", "pw"));
        var locked = images();
        locked.setRegistryCredentialsId("system");
        locked.setLocked(true);
        jenkins.rules.setRules(List.of(locked));
        var narrowing = images();
        narrowing.setCredentialsId("");
        narrowing.setAttach("none");
        var team = jenkins.folder(Jenkins.get(), "team", narrowing);
        job = jenkins.job(team, "app");
        var run = ended();

        assertThat(problem(run)).isNull();
        assertThat(attached()).isEqualTo(archived(run)).hasSize(1);
    }

    @Test
    void whatHasNoEffectOrLetsABuildChooseTheRegistryIsRefused() {
        var files = rule("files", "", "");
        files.setCredentialsId("release");
        files.setAttach("referrers");
        refused(files, "rule 'files': attach and registryCredentialsId have no effect without imageFiles");
        var rule = images();
        rule.setAttach("beside");
        refused(rule, "attach is referrers, cosign or none, not 'beside'");
        rule.setAttach("none");
        rule.setRegistryCredentialsId("registry");
        refused(rule, "registryCredentialsId has no effect with attach: 'none'");
        rule.setAttach("referrers");
        rule.setFormat("dsse");
        refused(rule, "format: 'dsse' cannot be combined with attach: 'referrers'");
        rule.setFormat("");
        for (var repository : List.of("**", "*.example.com/team/**", "registry.example.com", "**/team/app")) {
            rule.setRepositories(List.of("registry.example.com/team/**", repository));
            refused(rule, "repositories must begin with the host of their registry, without wildcards");
        }
    }

    private void refused(AttestationRule rule, String sentence) {
        assertThatThrownBy(() -> jenkins.rules.setRules(List.of(rule)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void aFormatThatCannotBeAttachedAsTheGlobalConfigurationSaysIsNotSigned() throws Exception {
        var rule = images();
        rule.setAttach("");
        rule.setFormat("dsse");
        jenkins.rules.setRules(List.of(rule));
        AttestationConfiguration.get().setAttach("referrers");
        var run = ended();
        assertThat(problem(run)).contains("format: 'dsse' cannot be combined with attach: 'referrers'");
        assertThat(statements(run, BUNDLE, KEY)).isEmpty();

        rule.setFormat("");
        new RuleMonitor().doRetry();
        jenkins.await();
        assertThat(attached()).isEqualTo(archived(run)).hasSize(1);
    }
}
