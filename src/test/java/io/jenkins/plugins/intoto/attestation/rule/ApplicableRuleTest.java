package io.jenkins.plugins.intoto.attestation.rule;

import static io.jenkins.plugins.intoto.attestation.rule.RuledJenkins.build;
import static io.jenkins.plugins.intoto.attestation.rule.RuledJenkins.credential;
import static io.jenkins.plugins.intoto.attestation.rule.RuledJenkins.rule;
import static io.jenkins.plugins.intoto.attestation.rule.RuledJenkins.statements;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.intoto.ProvenancePolicy;
import io.jenkins.plugins.intoto.archive.RunState;
import io.jenkins.plugins.intoto.attestation.rule.RuledJenkins.Folder;
import io.jenkins.plugins.intoto.config.AttestationConfiguration;
import io.jenkins.plugins.intoto.config.NamedPolicy;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.jenkinsapi.LocalJob;
import io.jenkins.plugins.intoto.page.InTotoAction;
import io.jenkins.plugins.intoto.verification.RuleVerdict;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rules hold for a job, whose keys they sign with, and what a folder can make of them. */
class ApplicableRuleTest {
    private static final SigningKey SYSTEM = KeyGenerator.ed25519();
    private static final SigningKey SHARED = KeyGenerator.ed25519();
    private static final SigningKey TEAM = KeyGenerator.ed25519();

    @TempDir
    private Path home;

    private RuledJenkins jenkins;

    @BeforeEach
    void startJenkins() {
        jenkins = new RuledJenkins(home);
        RuledJenkins.add(credential(CredentialsScope.SYSTEM, "system", SYSTEM, ""));
        RuledJenkins.add(credential(CredentialsScope.GLOBAL, "shared", SHARED, ""));
    }

    @AfterEach
    void stopJenkins() {
        jenkins.close();
    }

    private static AttestationRule signing(AttestationRule rule, String credential) {
        rule.setCredentialsId(credential);
        return rule;
    }

    private static AttestationRule locked(AttestationRule rule) {
        rule.setLocked(true);
        return rule;
    }

    private Folder team(AttestationRule... rules) throws Exception {
        var team = jenkins.folder(Jenkins.get(), "team", rules);
        RuledJenkins.giveKey(team, credential(CredentialsScope.GLOBAL, "team", TEAM, ""));
        return team;
    }

    private Run<?, ?> ended(LocalJob job, String... artifacts) throws Exception {
        var run = build(job, artifacts);
        jenkins.end(run);
        return run;
    }

    private static List<String> problems(Run<?, ?> run) {
        return RunState.of(run).rules().stream().map(rule -> rule.getProblem()).toList();
    }

    @Test
    void patternsAreOfFullNamesAsAntHasThem() {
        assertThat(rule("", "team/**", "").isFor("team/app/main")).isTrue();
        assertThat(rule("", "team/*", "").isFor("team/app/main")).isFalse();
        assertThat(rule("", "team/*", "").isFor("team/app")).isTrue();
        assertThat(rule("", "team/", "").isFor("team/app/feature%2Fx")).isTrue();
        assertThat(rule("", "**/release-?", "").isFor("a/b/release-1")).isTrue();
        assertThat(rule("", "Team/**", "").isFor("team/app")).isFalse();
        assertThat(rule("", "other, team/**", "").isFor("team/app")).isTrue();
        assertThat(rule("", "team/app", "").isFor("team/app/main")).isFalse();
        assertThat(rule("", "", "").isFor("team/app/main")).isTrue();
    }

    @Test
    void aFolderAddsRulesByNamesWithinItAndSignsWithItsOwnKey() throws Exception {
        jenkins.rules.setRules(List.of(signing(rule("all", "**", ""), "system")));
        var team = team(signing(rule("apps", "app", ""), "team"));
        var run = ended(jenkins.job(team, "app"), "app.jar");
        var other = ended(jenkins.job(team, "other"), "app.jar");

        assertThat(RunState.of(run).rules())
                .extracting(rule -> rule.getRule() + " of " + rule.getFolder())
                .containsExactly("all of ", "apps of team");
        assertThat(RunState.of(other).rules())
                .extracting(rule -> rule.getRule())
                .containsExactly("all");
        assertThat(problems(run)).containsOnlyNulls();
        assertThat(statements(other, "app.jar.intoto.jsonl", SYSTEM)).hasSize(1);
    }

    @Test
    void aFolderSignsWithNoKeyThatJenkinsSharesWithNoJobNorWithThatOfAnotherFolder() throws Exception {
        var team = team(signing(rule("apps", "", ""), "system"));
        var other = jenkins.folder(Jenkins.get(), "other", signing(rule("apps", "", ""), "team"));

        assertThat(problems(ended(jenkins.job(team, "app"), "app.jar")).get(0)).contains("'system'");
        assertThat(problems(ended(jenkins.job(other, "app"), "app.jar")).get(0)).contains("'team'");
    }

    @Test
    void whatStandsForAParameterIsNoCredentialOfARule() throws Exception {
        jenkins.rules.setRules(List.of(signing(rule("all", "", ""), "${KEY}")));

        assertThat(problems(ended(jenkins.job("app"), "app.jar")).get(0)).contains("'${KEY}'");
    }

    @Test
    void aRuleTakesThePlaceOfOneOfItsNameThatIsNotLocked() throws Exception {
        jenkins.rules.setRules(List.of(signing(rule("jars", "**", ""), "system")));
        var team = team(signing(rule("jars", "app", "*.jar"), "shared"));
        var run = ended(jenkins.job(team, "app"), "app.jar", "app.txt");
        var other = ended(jenkins.job(team, "other"), "app.jar");

        assertThat(statements(run, "app.jar.intoto.jsonl", SHARED)).hasSize(1);
        assertThat(statements(run, "app.txt.intoto.jsonl", SHARED)).isEmpty();
        assertThat(other.getAction(RunState.class)).isNull();
    }

    @Test
    void aLockedRuleCanOnlyBeNarrowed() throws Exception {
        var all = locked(signing(rule("jars", "team/app, team/other", "*.jar, *.war"), "system"));
        jenkins.rules.setRules(List.of(all));
        var narrowing = signing(rule("jars", "app, third", "*.jar, *.txt"), "team");
        narrowing.setExcludes("test.jar");
        narrowing.setPredicates(List.of("test-results"));
        var team = team(narrowing);
        var run = ended(jenkins.job(team, "app"), "app.jar", "app.war", "app.txt", "test.jar");
        var third = ended(jenkins.job(team, "third"), "app.jar");
        var other = ended(jenkins.job(team, "other"), "app.jar");

        assertThat(statements(run, "app.jar.intoto.jsonl", SYSTEM))
                .singleElement()
                .satisfies(
                        statement -> assertThat(statement.predicateType()).isEqualTo("https://slsa.dev/provenance/v1"));
        for (var left : List.of("app.war", "app.txt", "test.jar")) {
            assertThat(statements(run, left + ".intoto.jsonl", SYSTEM)).isEmpty();
        }
        assertThat(RunState.of(run).rules())
                .extracting(rule -> rule.getFolder())
                .containsExactly("");
        assertThat(third.getAction(RunState.class)).isNull();
        assertThat(other.getAction(RunState.class)).isNull();
    }

    @Test
    void aLockOfAFolderHoldsForTheFoldersInIt() throws Exception {
        var team = team(locked(signing(rule("jars", "**", ""), "team")));
        var inner = jenkins.folder(team, "inner", signing(rule("jars", "**", "*.jar"), "shared"));
        var run = ended(jenkins.job(inner, "app"), "app.jar", "app.txt");

        assertThat(statements(run, "app.jar.intoto.jsonl", TEAM)).hasSize(1);
        assertThat(statements(run, "app.txt.intoto.jsonl", TEAM)).isEmpty();
    }

    @Test
    void aKeySignsOnlyWhatItLists() throws Exception {
        RuledJenkins.add(credential(CredentialsScope.SYSTEM, "tests", SYSTEM, "build"));
        jenkins.rules.setRules(List.of(signing(rule("all", "", ""), "tests")));

        assertThat(problems(ended(jenkins.job("app"), "app.jar")).get(0))
                .contains("attestation:https://slsa.dev/provenance/v1");
    }

    @Test
    void rulesThatCannotBeCarriedOutAreRefused() {
        refused(rule("jars", "", ""), "rule 'jars': set credentialsId to the signing key");
        var both = signing(rule("", "team/**", ""), "system");
        both.setTokenCredentialsId("token");
        refused(both, "rule 'team/**': set either credentialsId, or keyless and tokenCredentialsId");
        var keyless = rule("", "", "");
        keyless.setKeyless(true);
        refused(keyless, "rule '**': set tokenCredentialsId");
        keyless.setTokenCredentialsId("token");
        keyless.setFormat("dsse");
        refused(keyless, "format: 'dsse' has no effect");
        var predicates = signing(rule("jars", "", ""), "system");
        predicates.setPredicates(List.of("sbom"));
        refused(predicates, "rule 'jars': predicates");
        var one = signing(rule("", "app", ""), "system");
        assertThatThrownBy(() -> jenkins.rules.setRules(List.of(one, one)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rule 'app': there are two rules with this name; give each rule a different one");
        assertThat(jenkins.rules.getRules()).isEmpty();
    }

    private void refused(AttestationRule rule, String sentence) {
        assertThatThrownBy(() -> jenkins.rules.setRules(List.of(rule)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void aPolicyGivesAVerdictAndChangesNoResult() throws Exception {
        var policy = ProvenancePolicy.of("**", SYSTEM.publicKey());
        jenkins.jenkins.with(new RuleVerdict());
        AttestationConfiguration.get().setPolicies(List.of(new NamedPolicy("gate", policy)));
        var good = signing(rule("good", "", "*.jar"), "system");
        good.setPolicy("gate");
        var bad = signing(rule("bad", "", "*.war"), "shared");
        bad.setPolicy("gate");
        var lost = signing(rule("lost", "", "*.zip"), "shared");
        lost.setPolicy("absent");
        jenkins.rules.setRules(List.of(good, bad, lost));
        var run = ended(jenkins.job("app"), "app.jar", "app.war", "app.zip");

        assertThat(RunState.of(run).verifications().newestFirst())
                .extracting(verdict -> verdict.getLayout() + " " + verdict.isPassed())
                .containsExactly("gate (rule bad) false", "gate (rule good) true");
        assertThat(problems(run)).containsExactly(null, null, problems(run).get(2));
        assertThat(problems(run).get(2)).contains("absent");
        assertThat(run.getResult()).isEqualTo(Result.SUCCESS);
        assertThat(run.getAction(InTotoAction.class).getSummary()).contains("not verified against gate (rule bad)");

        AttestationConfiguration.get()
                .setPolicies(List.of(new NamedPolicy("gate", policy), new NamedPolicy("absent", policy)));
        new RuleMonitor().doRetry();
        jenkins.await();
        assertThat(problems(run)).containsOnlyNulls();
        assertThat(RunState.of(run).verifications().newestFirst()).hasSize(3);
        assertThat(statements(run, "app.jar.intoto.jsonl", SYSTEM)).hasSize(1);
    }
}
