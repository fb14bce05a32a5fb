package io.jenkins.plugins.intoto.engine.layout;

import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.ALICE;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.BOB;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.NOW;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.artifacts;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.link;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.key.KeyIdRule;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.engine.model.ArtifactRule;
import io.jenkins.plugins.intoto.engine.model.ArtifactSide;
import io.jenkins.plugins.intoto.engine.model.CertificateConstraint;
import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.model.Step;
import io.jenkins.plugins.intoto.engine.verify.SupplyChain;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutLintTest {
    private static final List<ArtifactRule> NOTHING = rules("DISALLOW *");

    private static SupplyChain chain() {
        return new SupplyChain().expires(NOW.plus(Duration.ofDays(90)));
    }

    /** A layout without a flaw, but for the rules of its second step's products. */
    private static Layout withProducts(String... products) {
        return chain().step("write", NOTHING, rules("CREATE *", "DISALLOW *"), ALICE)
                .step("pack", rules("MATCH * WITH PRODUCTS FROM write", "DISALLOW *"), rules(products), BOB)
                .layout();
    }

    private static Layout withMaterials(String... materials) {
        return chain().step("write", NOTHING, rules("CREATE *", "DISALLOW *"), ALICE)
                .step("pack", rules(materials), NOTHING, BOB)
                .step("ship", rules("MATCH * WITH PRODUCTS FROM pack", "DISALLOW *"), NOTHING, BOB)
                .layout();
    }

    private static List<LintFinding> check(Layout layout) {
        return LayoutLint.check(layout, NOW);
    }

    private static List<LintCode> codes(Layout layout) {
        return check(layout).stream().map(LintFinding::code).toList();
    }

    private static LintFinding only(Layout layout) {
        assertThat(check(layout)).hasSize(1);
        return check(layout).get(0);
    }

    @Test
    void aSoundLayoutHasNoFindings() {
        assertThat(check(withProducts("CREATE *.tar", "DISALLOW *"))).isEmpty();
    }

    @Test
    void aProposedLayoutHasNoFindings() throws Exception {
        var proposal = LayoutProposal.of(
                List.of(
                        new SignedLink(link("build", artifacts("src/a"), artifacts("src/a", "jar")), ALICE.publicKey()),
                        new SignedLink(link("pack", artifacts("jar"), artifacts("tar")), BOB.publicKey())),
                NOW.plus(Duration.ofDays(90)),
                "");

        assertThat(check(proposal.layout())).isEmpty();
    }

    @Test
    void expiryIsJudged() {
        assertThat(codes(chain().expires(NOW).step("s", NOTHING, NOTHING, ALICE).layout()))
                .containsExactly(LintCode.EXPIRED);
        assertThat(codes(chain().expires(NOW.plus(LayoutLint.SOON))
                        .step("s", NOTHING, NOTHING, ALICE)
                        .layout()))
                .containsExactly(LintCode.EXPIRES_SOON);
        assertThat(codes(chain().expires(NOW.plus(LayoutLint.SOON).plusSeconds(1))
                        .step("s", NOTHING, NOTHING, ALICE)
                        .layout()))
                .isEmpty();
    }

    @Test
    void aLayoutNeedsSteps() {
        assertThat(codes(chain().layout())).containsExactly(LintCode.NO_STEPS);
    }

    @Test
    void aStepNeedsAFunctionary() {
        assertThat(codes(chain().step("s", NOTHING, NOTHING).layout())).containsExactly(LintCode.NO_FUNCTIONARY);
    }

    @Test
    void aKeyMustBeInTheLayout() {
        var step = new Step("s", 1, NOTHING, NOTHING, List.of(new KeyId("abcd")), List.of(), List.of());

        assertThat(codes(chain().step(step).layout()))
                .containsExactly(LintCode.UNKNOWN_KEY, LintCode.THRESHOLD_TOO_HIGH);
    }

    @Test
    void aThresholdMustBePossible() {
        assertThat(codes(chain().step("s", 2, NOTHING, NOTHING, ALICE).layout()))
                .containsExactly(LintCode.THRESHOLD_TOO_HIGH);
        assertThat(codes(chain().step("s", 2, NOTHING, NOTHING, ALICE, BOB).layout()))
                .isEmpty();
        assertThat(codes(chain().step("s", 0, NOTHING, NOTHING, ALICE).layout()))
                .containsExactly(LintCode.THRESHOLD_NOT_POSITIVE);
    }

    @Test
    void oneKeyUnderTwoIdsCountsOnce() throws Exception {
        var id = ALICE.publicKey().idUnder(KeyIdRule.CURRENT);
        var declaration = new TreeMap<>(ALICE.publicKey().toJson());
        declaration.put("keyid", id.value());
        var step = new Step("s", 2, NOTHING, NOTHING, List.of(ALICE.publicKey().keyId(), id), List.of(), List.of());
        var layout = chain().key(ALICE)
                .key(id, VerificationKey.fromJson(id, JsonObject.of(declaration, "test")))
                .step(step)
                .layout();

        assertThat(codes(layout)).containsExactly(LintCode.SAME_KEY_TWICE, LintCode.THRESHOLD_TOO_HIGH);
    }

    @Test
    void aKeyThatNoStepNamesIsNoted() {
        assertThat(codes(chain().key(BOB).step("s", NOTHING, NOTHING, ALICE).layout()))
                .containsExactly(LintCode.UNUSED_KEY);
    }

    @Test
    void certificateConstraintsNeedRoots() {
        var constraint = new CertificateConstraint(
                "*", List.of("*"), List.of("*"), List.of("*"), List.of("*"), List.of("*"), List.of());
        var step = new Step("s", 1, NOTHING, NOTHING, List.of(), List.of(), List.of(constraint));

        assertThat(codes(chain().step(step).layout())).containsExactly(LintCode.NO_ROOT_CERTIFICATE);
    }

    @Test
    void inspectionsAndParametersAreNoted() {
        var layout = chain().step("s", NOTHING, rules("ALLOW {NAME}-{VERSION}.tar", "ALLOW {{x}}", "DISALLOW *"), ALICE)
                .inspection("look", NOTHING, NOTHING, "tar", "{OPTION}")
                .layout();

        assertThat(codes(layout)).containsExactly(LintCode.INSPECTIONS, LintCode.PARAMETERS);
        assertThat(check(layout).get(1).sentence()).endsWith("need values: NAME, OPTION, VERSION");
    }

    @Test
    void anInspectionNeedsACommand() {
        assertThat(codes(chain().step("s", NOTHING, NOTHING, ALICE)
                        .inspection("look", NOTHING, NOTHING)
                        .layout()))
                .containsExactly(LintCode.INSPECTIONS, LintCode.NO_COMMAND);
    }

    @Test
    void rulesThatDisallowNothingAreWarnedOf() {
        var finding = only(withProducts("CREATE a"));

        assertThat(finding.code()).isEqualTo(LintCode.NOTHING_DISALLOWED);
        assertThat(finding.item()).isEqualTo("pack");
        assertThat(finding.side()).contains(ArtifactSide.PRODUCTS);
        assertThat(finding.sentence())
                .isEqualTo(
                        "step 'pack': products: there is no DISALLOW * at the end, so whatever no rule accepts passes");
        assertThat(only(withProducts()).sentence()).contains("no rules");
        assertThat(only(withProducts("DISALLOW *.exe")).code()).isEqualTo(LintCode.NOTHING_DISALLOWED);
        assertThat(only(withProducts("ALLOW *")).sentence()).contains("ALLOW * lets anything pass");
    }

    @Test
    void rulesBehindOneThatTakesEverythingAreUnreachable() {
        assertThat(codes(withProducts("ALLOW *", "DISALLOW *")))
                .containsExactly(LintCode.UNREACHABLE_RULE, LintCode.NOTHING_DISALLOWED);
        var finding = only(withProducts("CREATE a", "DISALLOW *", "ALLOW b"));
        assertThat(finding.code()).isEqualTo(LintCode.UNREACHABLE_RULE);
        assertThat(finding.rule()).contains(2);
        assertThat(finding.sentence()).startsWith("step 'pack': products, rule 3 (ALLOW b): ");
    }

    @Test
    void aRuleThatStandsThereTwiceIsUnreachable() {
        assertThat(only(withProducts("CREATE a", "CREATE a", "DISALLOW *")).code())
                .isEqualTo(LintCode.UNREACHABLE_RULE);
    }

    @Test
    void requirementsThatCannotHoldAreErrors() {
        assertThat(codes(withProducts("ALLOW *", "REQUIRE a")))
                .containsExactly(LintCode.REQUIREMENT_CONSUMED, LintCode.NOTHING_DISALLOWED);
        assertThat(codes(withProducts("CREATE b", "DISALLOW *", "REQUIRE a")))
                .containsExactly(LintCode.REQUIREMENT_CONSUMED);
        assertThat(codes(withProducts("ALLOW a*", "REQUIRE abc", "DISALLOW *")))
                .containsExactly(LintCode.REQUIREMENT_CONSUMED);
        assertThat(codes(withProducts("REQUIRE abc", "ALLOW a*", "DISALLOW *"))).isEmpty();
    }

    @Test
    void aRequirementIsNoPattern() {
        assertThat(codes(withProducts("REQUIRE *.tar", "CREATE *", "DISALLOW *")))
                .containsExactly(LintCode.REQUIREMENT_LOOKS_LIKE_PATTERN);
    }

    @Test
    void rulesOfTheOtherSideHaveNoEffect() {
        assertThat(codes(withProducts("DELETE a", "DISALLOW *"))).containsExactly(LintCode.RULE_WITHOUT_EFFECT);
        assertThat(codes(withMaterials("CREATE a", "MATCH * WITH PRODUCTS FROM write", "DISALLOW *")))
                .containsExactly(LintCode.RULE_WITHOUT_EFFECT);
    }

    @Test
    void matchingASideWithItselfHasNoEffect() {
        assertThat(codes(withProducts("MATCH * WITH PRODUCTS FROM pack", "DISALLOW *")))
                .containsExactly(LintCode.RULE_WITHOUT_EFFECT);
        assertThat(codes(withProducts("MATCH * WITH MATERIALS FROM pack", "DISALLOW *")))
                .isEmpty();
        assertThat(codes(withProducts("MATCH * IN a WITH PRODUCTS IN b FROM pack", "DISALLOW *")))
                .isEmpty();
    }

    @Test
    void matchedStepsMustExist() {
        assertThat(codes(withProducts("MATCH * WITH PRODUCTS FROM build", "DISALLOW *")))
                .containsExactly(LintCode.UNKNOWN_STEP);
    }

    @Test
    void stepsCannotMatchInspectionsButInspectionsCan() {
        var fromInspection = rules("MATCH * WITH PRODUCTS FROM look", "DISALLOW *");
        assertThat(codes(chain().step("s", NOTHING, fromInspection, ALICE)
                        .inspection("look", NOTHING, NOTHING, "true")
                        .layout()))
                .containsExactly(LintCode.INSPECTIONS, LintCode.UNKNOWN_STEP);
        assertThat(codes(chain().step("s", NOTHING, NOTHING, ALICE)
                        .inspection("look", NOTHING, NOTHING, "true")
                        .inspection("again", fromInspection, NOTHING, "true")
                        .layout()))
                .containsExactly(LintCode.INSPECTIONS);
    }

    @Test
    void materialsCannotComeFromLaterSteps() {
        assertThat(codes(withMaterials("MATCH * WITH PRODUCTS FROM ship", "DISALLOW *")))
                .containsExactly(LintCode.MATCH_WITH_LATER_STEP);
    }

    @Test
    void stepsShouldBeConnected() {
        assertThat(codes(withMaterials("ALLOW a", "DISALLOW *"))).containsExactly(LintCode.NOT_CONNECTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"./a", "a//b", "a/./b", "a/", "a/.", "a/../b", "//a", "*/./a"})
    void patternsThatNoNormalPathHasNeverMatch(String pattern) {
        assertThat(codes(withProducts("CREATE " + pattern, "DISALLOW *"))).containsExactly(LintCode.NEVER_MATCHES);
        assertThat(codes(withProducts("REQUIRE " + (pattern.startsWith("*") ? "./x" : pattern), "DISALLOW *")))
                .containsExactly(LintCode.NEVER_MATCHES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "*", "a/b", "/a", "../a", "../../a", "*/..a", "http://host/a", "*//a", "a[/./]b", ".", "a/*"
            })
    void patternsThatANormalPathCanHaveAreFine(String pattern) {
        assertThat(codes(withProducts("CREATE " + pattern, "DISALLOW *"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"**/a", "a/**/b", "**", "a**"})
    void twoAsterisksMeanNoMoreThanOne(String pattern) {
        assertThat(codes(withProducts("CREATE " + pattern, "DISALLOW *"))).containsExactly(LintCode.DOUBLE_ASTERISK);
    }

    @ParameterizedTest
    @CsvSource({"./src", "src//", "a/../b", "src/*"})
    void directoriesOfMatchRulesAreTakenAsTheyAre(String directory) {
        assertThat(codes(withMaterials("MATCH * IN " + directory + " WITH PRODUCTS FROM write", "DISALLOW *")))
                .containsExactly(LintCode.NEVER_MATCHES);
    }

    @ParameterizedTest
    @CsvSource({"src", "src/", "/src", "../src"})
    void directoriesOfMatchRulesMayEndWithASlash(String directory) {
        assertThat(codes(withMaterials("MATCH * IN " + directory + " WITH PRODUCTS FROM write", "DISALLOW *")))
                .isEmpty();
    }

    @Test
    void namesAreMadePrintable() {
        var layout = chain().step("a\u202eb", rules(), NOTHING, ALICE).layout();

        assertThat(only(layout).sentence()).startsWith("step 'a\\u202eb': ");
    }
}
