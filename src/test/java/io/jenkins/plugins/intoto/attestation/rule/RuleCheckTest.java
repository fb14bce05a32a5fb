package io.jenkins.plugins.intoto.attestation.rule;

import static io.jenkins.plugins.intoto.attestation.rule.RuledJenkins.credential;
import static io.jenkins.plugins.intoto.attestation.rule.RuledJenkins.rule;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import io.jenkins.plugins.intoto.ProvenancePolicy;
import io.jenkins.plugins.intoto.attestation.provenance.Weakness;
import io.jenkins.plugins.intoto.config.AttestationConfiguration;
import io.jenkins.plugins.intoto.config.NamedPolicy;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The self-check names rules by which nothing is attested, and those whose attestations prove less than they could. */
class RuleCheckTest {
    private static final SigningKey KEY = KeyGenerator.ed25519();

    @TempDir
    private Path home;

    private RuledJenkins jenkins;

    @BeforeEach
    void startJenkins() {
        jenkins = new RuledJenkins(home);
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        RuledJenkins.add(credential(CredentialsScope.SYSTEM, "system", KEY, ""));
        RuledJenkins.add(credential(CredentialsScope.GLOBAL, "shared", KEY, ""));
        jenkins.job("app");
    }

    @AfterEach
    void stopJenkins() {
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        jenkins.close();
    }

    private static AttestationRule signing(AttestationRule rule, String credential) {
        rule.setCredentialsId(credential);
        return rule;
    }

    private void enter(AttestationRule... rules) {
        jenkins.rules.setRules(List.of(rules));
    }

    private static List<String> places(String beginning) {
        return new RuleCheck()
                .weaknesses().stream()
                        .filter(weakness -> weakness.getSentence().startsWith(beginning))
                        .flatMap(weakness -> weakness.getPlaces().stream())
                        .map(place -> place.getName() + " at " + place.getPath())
                        .toList();
    }

    private static List<String> places(String severity, String beginning) {
        assertThat(new RuleCheck().weaknesses())
                .filteredOn(weakness -> weakness.getSentence().startsWith(beginning))
                .extracting(Weakness::getSeverity)
                .containsOnly(severity);
        return places(beginning);
    }

    @Test
    void nothingIsWrongWithARuleThatSignsWithAKeyThatNoJobCanUse() {
        enter(signing(rule("jars", "app", "**/*.jar"), "system"));

        assertThat(new RuleCheck().weaknesses()).isEmpty();
    }

    @Test
    void aRuleWhoseCredentialIsMissingOrMayNotSignIsNamedWithTheReason() {
        RuledJenkins.add(
                credential(CredentialsScope.SYSTEM, "limited", KEY, "attestation:https://slsa.dev/provenance/v1"));
        var both = signing(rule("both", "", ""), "limited");
        both.setPredicates(List.of("provenance", "test-results"));
        enter(signing(rule("gone", "", ""), "no-such"), both, signing(rule("good", "", ""), "limited"));

        assertThat(places("failing", "These attestation rules cannot"))
                .satisfiesExactly(
                        place -> assertThat(place)
                                .startsWith("both: ")
                                .contains("'limited'", "test-result/v0.1")
                                .endsWith(" at manage/configure"),
                        place -> assertThat(place).startsWith("gone: ").contains("'no-such'"));
    }

    @Test
    void aKeylessRuleNeedsFulcioAndACredentialWithAToken() {
        var keyless = rule("keyless", "", "");
        keyless.setKeyless(true);
        keyless.setTokenCredentialsId("token");
        enter(keyless);
        assertThat(places("failing", "These attestation rules cannot"))
                .singleElement()
                .asString()
                .contains("Fulcio");

        AttestationConfiguration.get().getSigstore().setFulcio("https://fulcio.example");
        assertThat(places("failing", "These attestation rules cannot"))
                .singleElement()
                .asString()
                .contains("'token'");
    }

    @Test
    void anAccountAtTheRegistryThatIsNotThereKeepsImagesFromTheirAttestations() {
        var image = signing(rule("images", "", ""), "system");
        image.setImageFiles("image.json");
        image.setRepositories(List.of("registry.example/team"));
        image.setRegistryCredentialsId("account");
        image.setAttach("referrers");
        image.setFormat("sigstore");
        enter(image);
        assertThat(places("failing", "These attestation rules cannot"))
                .singleElement()
                .asString()
                .contains("images: ", "'account'");

        image.setAttach("none");
        assertThat(places("These attestation rules cannot")).isEmpty();
    }

    @Test
    void aKeyThatJobsCanUseTooProvesLess() throws Exception {
        var team = jenkins.folder(Jenkins.get(), "team", signing(rule("apps", "", ""), "team"));
        RuledJenkins.giveKey(team, credential(CredentialsScope.GLOBAL, "team", KEY, ""));
        enter(signing(rule("jars", "", ""), "shared"));

        assertThat(places("medium", "Jobs can also sign"))
                .containsExactly("apps (folder team) at job/team/configure", "jars at manage/configure");
    }

    @Test
    void aPolicyThatIsNotThereAnyMoreIsMissed() {
        var rule = signing(rule("jars", "", ""), "system");
        rule.setPolicy("release");
        enter(rule);
        assertThat(places("failing", "These attestation rules name a policy"))
                .containsExactly("jars at manage/configure");

        AttestationConfiguration.get()
                .setPolicies(List.of(new NamedPolicy("release", ProvenancePolicy.of("**", KEY.publicKey()))));
        assertThat(places("These attestation rules name a policy")).isEmpty();
    }

    @Test
    void aRuleThatAppliesToNoJobIsNamedAlsoIfFoldersReplaceItEverywhere() throws Exception {
        var team = jenkins.folder(Jenkins.get(), "team", signing(rule("replaced", "", ""), "shared"));
        jenkins.job(team, "app");
        enter(
                signing(rule("replaced", "team/**", ""), "system"),
                signing(rule("nobody", "other/**", ""), "system"),
                signing(rule("app", "app", ""), "system"));

        assertThat(places("low", "These attestation rules apply to no job"))
                .containsExactly("nobody at manage/configure", "replaced at manage/configure");
    }

    @Test
    void aRuleThatOnlyNarrowsALockedOneNeedsNoKey() throws Exception {
        var team = jenkins.folder(Jenkins.get(), "team", rule("jars", "", "dist/**"));
        jenkins.job(team, "app");
        var locked = signing(rule("jars", "", ""), "system");
        locked.setLocked(true);
        enter(locked);

        assertThat(new RuleCheck().weaknesses()).isEmpty();
    }
}
