package io.jenkins.plugins.intoto.engine.policy.source;

import static io.jenkins.plugins.intoto.engine.policy.Attestations.expecting;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.intoto.engine.policy.Attestations;
import io.jenkins.plugins.intoto.engine.policy.Freshness;
import io.jenkins.plugins.intoto.engine.policy.Functionary;
import io.jenkins.plugins.intoto.engine.policy.PolicyDuration;
import io.jenkins.plugins.intoto.engine.policy.rule.AttributeRule;
import io.jenkins.plugins.intoto.engine.policy.source.PolicyDefect.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {
    private static final String SOUND = "- predicateType: https://slsa.dev/provenance/v1\n  functionaries: [alice]\n";

    private static MalformedPolicyException refused(String yaml) {
        var refusal = catchThrowableOfType(MalformedPolicyException.class, () -> policy(yaml));
        assertThat(refusal).as(yaml).isNotNull();
        return refusal;
    }

    private static PolicyDefect onlyDefect(String yaml) {
        var defects = refused(yaml).defects();
        assertThat(defects).as(defects.toString()).hasSize(1);
        return defects.get(0);
    }

    @Test
    void readsWhatIsExpected() throws Exception {
        var policy = policy(expecting("- predicateType: HTTPS://SLSA.dev/provenance/v1\n"
                + "  functionaries: [alice, bob]\n  threshold: 2\n"
                + "  expectedAttributes:\n    - rule: predicate.x == 1\n"
                + "  freshness: {maxAge: 90d, time: observed, clockSkew: 1m}\n"));

        assertThat(policy.expires()).isEqualTo(Instant.parse("2028-01-01T00:00:00Z"));
        var expectation = policy.subjects().get(0).expectations().get(0);
        assertThat(expectation.predicateType()).isEqualTo("https://slsa.dev/provenance/v1");
        assertThat(expectation.functionaryNames()).containsExactly("alice", "bob");
        assertThat(expectation.threshold()).isEqualTo(2);
        assertThat(expectation.rules()).extracting(AttributeRule::text).containsExactly("predicate.x == 1");
        var freshness = expectation.freshness().orElseThrow();
        assertThat(freshness.maxAge()).isEqualTo(Duration.ofHours(2160));
        assertThat(freshness.clock()).isEqualTo(Freshness.Clock.OBSERVED);
        assertThat(freshness.clockSkew()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void readsKeysOfTheAttestationVerifier() throws Exception {
        var hex = Attestations.ALICE.publicKey().publicValue();
        var policy = policy("expires: '2028-01-01T00:00:00Z'\nfunctionaries:\n  abc123:\n    keyType: ed25519\n"
                + "    scheme: ed25519\n    keyIDHashAlgorithms: [sha256, sha512]\n    keyID: abc123\n    keyVal:\n"
                + "      certificate: ''\n      public: " + hex + "\nsubjects: []\n");

        assertThat(((Functionary.KeyHolder) policy.functionaries().get("abc123"))
                        .key()
                        .materialFingerprint())
                .isEqualTo(Attestations.ALICE.publicKey().materialFingerprint());
    }

    @ParameterizedTest
    @CsvSource({"api-?, api-1", "api-[0-9], api-1", "api-[!x], api-1"})
    void onlyAnAsteriskIsAWildcardInNames(String name, String artifact) throws Exception {
        var yaml = expecting(SOUND).replace("'api-*'", "'" + name + "*'");

        assertThat(policy(yaml).subjects().get(0).covers(artifact)).isFalse();
        assertThat(policy(yaml).subjects().get(0).covers(name + ".zip")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!!map {predicateType: https://slsa.dev/provenance/v1, functionaries: [alice]}",
                "{predicateType: !!str https://slsa.dev/provenance/v1, functionaries: [alice]}",
                "{predicateType: ! https://slsa.dev/provenance/v1, functionaries: [alice]}",
                "{predicateType: !local https://slsa.dev/provenance/v1, functionaries: [alice]}",
                "{predicateType: !<tag:yaml.org,2002:str> https://slsa.dev/provenance/v1, functionaries: [alice]}",
                "{!!str predicateType: https://slsa.dev/provenance/v1, functionaries: [alice]}",
                "{predicateType: https://slsa.dev/provenance/v1, functionaries: !!seq [alice]}"
            })
    void tagsAreRefusedAlsoThoseThatChangeNothing(String expectation) {
        var defect = onlyDefect(expecting("- " + expectation + "\n"));

        assertThat(defect.kind()).isEqualTo(Kind.NOT_YAML);
        assertThat(defect.reason()).startsWith("has the tag ");
        assertThat(defect.line()).isEqualTo(expecting("").lines().count() + 1);
    }

    @Test
    void directivesAreRefused() {
        assertThat(onlyDefect("%TAG ! tag:example.com,2026:\n---\n" + expecting(SOUND))
                        .reason())
                .isEqualTo("has a directive; policies are written out, without directives");
    }

    @Test
    void tellsFileLineAndPointer() {
        var refusal = refused(expecting(SOUND + "  freshness: {maxAge: soon}\n"));

        assertThat(refusal)
                .hasMessageMatching("policy\\.yaml:\\d+: /subjects/0/expectedPredicates/0/freshness/maxAge:"
                        + " must be a duration such as 90d, 2160h or 1h30m");
        assertThat(refusal.defects().get(0).line())
                .isEqualTo(expecting(SOUND + "  freshness: {maxAge: soon}\n")
                                .lines()
                                .toList()
                                .indexOf("        freshness: {maxAge: soon}")
                        + 1);
    }

    @Test
    void tellsAllDefectsAtOnce() {
        var refusal = refused(expecting(SOUND + "  threshold: 0\n  expectedAttributes: [{rule: 'x ='}]\n")
                .replace("2028-01-01T00:00:00Z", "tomorrow"));

        assertThat(refusal.defects())
                .extracting(PolicyDefect::pointer)
                .containsExactlyInAnyOrder(
                        "/expires",
                        "/subjects/0/expectedPredicates/0/threshold",
                        "/subjects/0/expectedPredicates/0/expectedAttributes/0/rule");
        assertThat(refusal).hasMessageContaining("(and 2 more)");
    }

    @Test
    void refusesAMisspeltDemand() {
        var defect = onlyDefect(expecting(SOUND + "  freshnes: {maxAge: 90d}\n"));

        assertThat(defect.kind()).isEqualTo(Kind.UNKNOWN_MEMBER);
        assertThat(defect.pointer()).isEqualTo("/subjects/0/expectedPredicates/0/freshnes");
    }

    @Test
    void refusesRulesThatHoldWithoutTheirClaim() {
        var defect =
                onlyDefect(expecting(SOUND + "  expectedAttributes: [{rule: 'predicate.x', allowIfNoClaim: true}]\n"));

        assertThat(defect.kind()).isEqualTo(Kind.UNKNOWN_MEMBER);
    }

    @Test
    void refusesADuplicateMember() {
        var defect = onlyDefect(expecting(SOUND + "  functionaries: [bob]\n"));

        assertThat(defect.kind()).isEqualTo(Kind.DUPLICATE_MEMBER);
        assertThat(defect.pointer()).isEqualTo("/subjects/0/expectedPredicates/0/functionaries");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &x 1\nb: *x\n",
                "a: !!java.net.URL 'http://x'\n",
                "a: !!binary 'eA=='\n",
                "a: !mine {}\n",
                "<<: {a: 1}\n",
                "? [a]\n: 1\n",
                "a: 1\n---\nb: 2\n",
                "a: [\n",
                "\t- x\n",
                "",
                "# nothing\n",
                "just a text\n",
                "- a\n",
                "a: \u0000\n"
            })
    void refusesWhatIsNoPlainYaml(String yaml) {
        assertThat(refused(yaml).getMessage()).startsWith("policy.yaml:");
    }

    @Test
    void refusesAnchorsAliasesAndMergedMappingsInAPolicyThatIsSoundOtherwise() throws Exception {
        policy(expecting(SOUND));

        assertThat(onlyDefect(expecting(SOUND.replace("[alice]", "&them [alice]")))
                        .reason())
                .contains("has an anchor");
        assertThat(onlyDefect(expecting(SOUND.replace("functionaries:", "&name functionaries:")))
                        .reason())
                .contains("has an anchor");
        assertThat(onlyDefect(expecting(SOUND + "  <<: {threshold: 2}\n")).reason())
                .contains("whose name is not text");
        assertThat(onlyDefect(expecting(SOUND.replace("[alice]", "!!set {alice}")))
                        .reason())
                .contains("has the tag");
    }

    @Test
    void refusesAliasesThatExplode() {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append("a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ", ").repeat(8) + "*a" + (i - 1) + "]\n");
        }

        assertThat(refused(bomb.toString()).defects().get(0).kind()).isEqualTo(Kind.NOT_YAML);
    }

    @Test
    void refusesDeepNesting() {
        assertThat(refused("a: " + "[".repeat(100_000)).defects().get(0).kind()).isEqualTo(Kind.NOT_YAML);
    }

    @Test
    void refusesWhatIsTooLarge() {
        assertThatThrownBy(() -> PolicyReader.read(new byte[PolicyReader.MAXIMUM_BYTES + 1], "policy.yaml"))
                .hasMessageContaining("the limit is");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertThatThrownBy(() -> PolicyReader.read(new byte[] {'a', ':', ' ', (byte) 0xff}, "policy.yaml"))
                .hasMessage("policy.yaml:1: is not UTF-8");
    }

    @Test
    void refusesAPolicyThatNeverExpires() {
        var yaml = expecting(SOUND).replaceFirst("expires.*\n", "");

        assertThat(onlyDefect(yaml).reason()).isEqualTo("has no \"expires\"");
    }

    @Test
    void refusesAnUnknownFunctionary() {
        var defect = onlyDefect(expecting(SOUND.replace("[alice]", "[alice, carol]")));

        assertThat(defect.kind()).isEqualTo(Kind.UNKNOWN_NAME);
        assertThat(defect.reason()).isEqualTo("the policy has no functionary \"carol\"");
    }

    @Test
    void refusesAnExpectationOfNobody() {
        assertThat(onlyDefect(expecting(SOUND.replace("[alice]", "[]"))).reason())
                .isEqualTo("names nobody");
    }

    @Test
    void refusesAKeyThatCannotBeRead() {
        var defect = onlyDefect(expecting(SOUND).replaceFirst("[0-9a-f]{64}", "beef"));

        assertThat(defect.kind()).isEqualTo(Kind.UNREADABLE_KEY);
        assertThat(defect.pointer()).isEqualTo("/functionaries/alice/keyVal/public");
    }

    @Test
    void refusesAPrivateKey() throws Exception {
        var pem = java.nio.file.Files.readString(Attestations.resource("jenkins.key.pem"));
        var yaml = expecting(SOUND)
                .replaceFirst("keyType: ed25519", "keyType: ecdsa")
                .replaceFirst(" {8}[0-9a-f]{64}\n", pem.indent(8));

        assertThat(onlyDefect(yaml).kind()).isEqualTo(Kind.UNREADABLE_KEY);
    }

    @Test
    void refusesAKeyOfAnotherTypeThanItSays() {
        var yaml = expecting(SOUND).replaceFirst("keyType: ed25519", "keyType: rsa");

        assertThat(onlyDefect(yaml).reason()).isEqualTo("is rsa, the key is of type ed25519");
    }

    @Test
    void refusesCertificatesOfAnybody() throws Exception {
        var root = java.nio.file.Files.readString(Attestations.resource("tenant.pem"))
                .indent(6);
        var yaml = "expires: 2028-01-01T00:00:00Z\nroots:\n  tenant:\n    certificate: |\n" + root
                + "functionaries:\n  all: {keyType: x509, roots: [tenant]}\nsubjects: []\n";

        assertThat(onlyDefect(yaml).reason()).contains("anyone with a certificate would do");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "a", "~1", "/a"})
    void aLongPointerIsReadOrRefusedLikeAShortOne(String part) {
        var yaml = expecting(SOUND + "  freshness: {maxAge: 90d, field: '%s'}\n");

        assertThatCode(() -> policy(yaml.formatted("/" + part.repeat(100_000)))).doesNotThrowAnyException();
        assertThat(onlyDefect(yaml.formatted("/" + part.repeat(100_000) + "~2")).reason())
                .isEqualTo("must be a JSON pointer into the predicate, such as /scannedAt");
    }

    @Test
    void refusesATypeThatIsNoUri() {
        assertThat(onlyDefect(expecting(SOUND.replace("https://slsa.dev/provenance/v1", "provenance")))
                        .reason())
                .isEqualTo("must be an absolute URI");
    }

    @ParameterizedTest
    @CsvSource({
        "90d, PT2160H",
        "2160h, PT2160H",
        "1h30m, PT1H30M",
        "1.5h, PT1H30M",
        "7d12h, PT180H",
        "500ms, PT0.5S",
        "1us, PT0.000001S",
        "0, PT0S",
        "0s, PT0S"
    })
    void durationsAreThoseOfGoAndDays(String text, Duration duration) {
        assertThat(PolicyDuration.parse(text)).hasValue(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "90", "-1h", "1 h", "h", "1h ", "P90D", "1y", "99999999999999999d", "1hh", "1.h", "1e3h"})
    void otherTextsAreNoDurations(String text) {
        assertThat(PolicyDuration.parse(text)).isEmpty();
    }

    @Test
    void aByteOrderMarkIsPassedOver() throws Exception {
        var yaml = "\uFEFF" + expecting(SOUND);

        assertThat(PolicyReader.read(yaml.getBytes(StandardCharsets.UTF_8), "p").subjects())
                .hasSize(1);
    }
}
