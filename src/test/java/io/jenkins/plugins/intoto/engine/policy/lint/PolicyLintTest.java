package io.jenkins.plugins.intoto.engine.policy.lint;

import static io.jenkins.plugins.intoto.engine.policy.Attestations.ALICE;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.BOB;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.NOW;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.expecting;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.policy.Attestations;
import java.nio.file.Files;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyLintTest {
    private static final String BOTH = "- predicateType: https://cyclonedx.org/bom\n  functionaries: [alice, bob]\n";

    private static List<PolicyLintFinding> findings(String yaml) {
        return PolicyLint.check(yaml.getBytes(UTF_8), "policy.yaml", NOW);
    }

    private static PolicyLintFinding only(String yaml) {
        var findings = findings(yaml);
        assertThat(findings).as(findings.toString()).hasSize(1);
        return findings.get(0);
    }

    private static void assertFound(String yaml, PolicyLintCode code, String pointer) {
        var finding = only(yaml);
        assertThat(finding.code()).isEqualTo(code);
        assertThat(finding.pointer()).isEqualTo(pointer);
        assertThat(finding.line()).isPositive();
    }

    @Test
    void aSoundPolicyHasNoFindings() {
        assertThat(findings(expecting(BOTH))).isEmpty();
    }

    @Test
    void findsAnUnknownFunctionary() {
        assertFound(
                expecting(BOTH.replace("[alice, bob]", "[alice, bob, carol]")),
                PolicyLintCode.UNKNOWN_NAME,
                "/subjects/0/expectedPredicates/0/functionaries");
    }

    @Test
    void findsARuleThatDoesNotCompile() {
        var yaml = expecting(BOTH + "  expectedAttributes:\n    - rule: predicat.x == 1\n");

        assertFound(
                yaml,
                PolicyLintCode.RULE_DOES_NOT_COMPILE,
                "/subjects/0/expectedPredicates/0/expectedAttributes/0/rule");
        assertThat(only(yaml).line()).isEqualTo(yaml.lines().toList().indexOf("          - rule: predicat.x == 1") + 1);
    }

    @Test
    void findsAPolicyThatPassesOnNothing() {
        assertThat(findings(expecting("").replaceFirst("(?s)subjects:.*", "subjects: []\n")))
                .extracting(PolicyLintFinding::code)
                .contains(PolicyLintCode.NOTHING_EXPECTED);
        assertThat(findings(expecting("").replaceFirst("(?s)expectedPredicates:.*", "expectedPredicates: []\n")))
                .extracting(PolicyLintFinding::code)
                .contains(PolicyLintCode.NOTHING_EXPECTED);
    }

    @Test
    void findsThatItHasExpiredOrSoonWill() {
        assertFound(expecting(BOTH).replace("2028-01-01", "2027-01-01"), PolicyLintCode.EXPIRED, "/expires");
        assertFound(expecting(BOTH).replace("2028-01-01", "2027-01-20"), PolicyLintCode.EXPIRES_SOON, "/expires");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://cyclonedx.org/bom",
                "https://cyclonedx.org/bom/",
                "https://cyclonedx.org/BOM",
                "https://www.cyclonedx.org/bom",
                "https://slsa.dev/provenance",
                "https://slsa.dev/provenance/v2",
                "https://slsa.dev/provenance/v1/",
                "https://in-toto.io/attestation/vulns/v1",
                "https://spdx.dev/document/v2.3"
            })
    void findsTypesThatNobodyEmits(String type) {
        assertThat(findings(expecting(BOTH.replace("https://cyclonedx.org/bom", type))))
                .extracting(PolicyLintFinding::code)
                .contains(PolicyLintCode.TYPE_NEVER_EMITTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://cyclonedx.org/bom/v1.7", "https://spdx.dev/Document", "https://spdx.dev/Document/v2.3"})
    void findsNothingWrongWithTypesThatAreEmitted(String type) {
        assertThat(findings(expecting(BOTH.replace("https://cyclonedx.org/bom", type))))
                .isEmpty();
    }

    @Test
    void remarksOnTypesThatAreNotKnown() {
        assertFound(
                expecting(BOTH.replace("https://cyclonedx.org/bom", "https://example.com/review/v1")),
                PolicyLintCode.UNKNOWN_TYPE,
                "/subjects/0/expectedPredicates/0/predicateType");
    }

    @Test
    void findsStrictnessThatNothingIsKnownFor() {
        var unknown = BOTH.replace("https://cyclonedx.org/bom", "https://example.com/review/v1");

        assertThat(findings(expecting(unknown + "  strict: true\n")))
                .extracting(PolicyLintFinding::code)
                .contains(PolicyLintCode.STRICT_WITHOUT_EFFECT);
        assertThat(findings(expecting(BOTH + "  strict: true\n"))).isEmpty();
    }

    @Test
    void aFlagIsTrueOrFalse() {
        assertFound(
                expecting(BOTH + "  strict: 'yes'\n"),
                PolicyLintCode.MALFORMED,
                "/subjects/0/expectedPredicates/0/strict");
    }

    @Test
    void findsFreshnessByATimeThatIsNeverClaimed() {
        var type = "https://in-toto.io/attestation/release/v0.2";

        assertFound(
                expecting(BOTH.replace("https://cyclonedx.org/bom", type) + "  freshness: {maxAge: 7d}\n"),
                PolicyLintCode.NO_CLAIMED_TIME,
                "/subjects/0/expectedPredicates/0/freshness");
        assertThat(findings(expecting(BOTH.replace("https://cyclonedx.org/bom", type)
                        + "  freshness: {maxAge: 7d, field: /releasedAt}\n")))
                .isEmpty();
    }

    @Test
    void findsFreshnessByATimeThatNobodyObserves() throws Exception {
        var yaml = expecting(BOTH + "  freshness: {maxAge: 7d, time: observed}\n");
        var authority = "timestampAuthorities:\n  tsa:\n    certificate: |\n"
                + Files.readString(Attestations.resource("tenant.pem")).indent(6);

        assertFound(yaml, PolicyLintCode.NO_OBSERVER, "/subjects/0/expectedPredicates/0/freshness");
        assertThat(findings(yaml + authority)).isEmpty();
    }

    @Test
    void findsAClockSkewAsLongAsTheAge() {
        assertFound(
                expecting(BOTH + "  freshness: {maxAge: 1h, clockSkew: 2h}\n"),
                PolicyLintCode.LONG_CLOCK_SKEW,
                "/subjects/0/expectedPredicates/0/freshness");
    }

    @Test
    void findsThatThereAreTooFewKeys() {
        assertFound(
                expecting(BOTH + "  threshold: 3\n"),
                PolicyLintCode.THRESHOLD_TOO_HIGH,
                "/subjects/0/expectedPredicates/0/threshold");
    }

    @Test
    void findsThatThereAreTooFewFunctionariesWhateverTheyHave() throws Exception {
        var corp = "  corp: {keyType: x509, roots: [tenant], uris: ['https://corp.example/*']}\n";
        var root = Files.readString(Attestations.resource("tenant.pem")).indent(6);
        var yaml = expecting(BOTH.replace("bob]", "corp]") + "  threshold: 3\n")
                        .replace(Attestations.functionary("bob", BOB), corp)
                + "roots:\n  tenant:\n    certificate: |\n" + root;

        assertThat(findings(yaml))
                .filteredOn(finding -> finding.code() == PolicyLintCode.THRESHOLD_TOO_HIGH)
                .extracting(PolicyLintFinding::sentence)
                .containsExactly("3 functionaries are needed, there are 2");
        assertThat(findings(yaml.replace("threshold: 3", "threshold: 2")))
                .extracting(PolicyLintFinding::code)
                .doesNotContain(PolicyLintCode.THRESHOLD_TOO_HIGH);
    }

    @Test
    void findsOneKeyOfTwoFunctionaries() {
        var yaml =
                expecting(BOTH).replace(Attestations.functionary("bob", BOB), Attestations.functionary("bob", ALICE));

        assertFound(yaml, PolicyLintCode.SAME_KEY_TWICE, "/functionaries/bob");
    }

    @Test
    void findsAFunctionaryWhomNothingTrusts() {
        assertFound(
                expecting(BOTH.replace("[alice, bob]", "[alice]")),
                PolicyLintCode.UNUSED_FUNCTIONARY,
                "/functionaries/bob");
    }

    @Test
    void findsARuleThatIsNotAboutTheAttestation() {
        assertFound(
                expecting(BOTH + "  expectedAttributes: [{rule: \"now > timestamp('2027-01-01T00:00:00Z')\"}]\n"),
                PolicyLintCode.RULE_IS_CONSTANT,
                "/subjects/0/expectedPredicates/0/expectedAttributes/0/rule");
    }

    @Test
    void findsThatAFailedResultWouldDo() {
        var tests = BOTH.replace("https://cyclonedx.org/bom", "https://in-toto.io/attestation/test-result/v0.1");

        assertFound(expecting(tests), PolicyLintCode.RESULT_NOT_CHECKED, "/subjects/0/expectedPredicates/0");
        assertThat(findings(expecting(tests + "  expectedAttributes: [{rule: predicate.result == 'PASSED'}]\n")))
                .isEmpty();
    }

    @Test
    void findsBuildersThatAreNotBoundToTheirSigners() {
        var provenance = BOTH.replace("https://cyclonedx.org/bom", "https://slsa.dev/provenance/v1");
        UnaryOperator<String> bound = yaml -> yaml.replace("  alice:\n", "  alice:\n    builderIds: [https://a]\n")
                .replace("  bob:\n", "  bob:\n    builderIds: [https://b]\n");

        assertFound(expecting(provenance), PolicyLintCode.ROLE_NOT_BOUND, "/subjects/0/expectedPredicates/0");
        assertThat(findings(bound.apply(expecting(provenance)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "https://jenkins.acme.example*", "https://*.acme.example/x", "*@acme.example"})
    void findsPatternsThatAdmitMoreThanTheySeemTo(String pattern) throws Exception {
        var gate = Files.readString(java.nio.file.Path.of("examples/policy/release-gate.yaml"))
                .replace("https://scanner.acme.example/*", pattern);

        assertFound(gate, PolicyLintCode.BROAD_IDENTITY, "/functionaries/scanner/uris/0");
    }

    @Test
    void whatCannotBeReadIsAFinding() {
        assertThat(only("a: [").code()).isEqualTo(PolicyLintCode.MALFORMED);
    }
}
