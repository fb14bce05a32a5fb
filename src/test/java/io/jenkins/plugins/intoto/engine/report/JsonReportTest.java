package io.jenkins.plugins.intoto.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.verify.LinkStatus;
import io.jenkins.plugins.intoto.engine.verify.ReasonCode;
import io.jenkins.plugins.intoto.engine.verify.SupplyChain;
import io.jenkins.plugins.intoto.engine.verify.Verdict;
import io.jenkins.plugins.intoto.engine.verify.Verification;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonReportTest {
    private static JsonObject report(Verification verification) throws MalformedJsonException {
        return Json.parseObject(JsonReport.toByteArray(verification), "report.json", JsonReport.LIMITS);
    }

    static List<Verification> everyKindOfOutcome() {
        return SampleChains.all().values().stream().map(SupplyChain::verify).toList();
    }

    @ParameterizedTest
    @MethodSource("everyKindOfOutcome")
    void aReportConformsToThePublishedSchema(Verification verification) throws Exception {
        assertThat(ReportSchema.published().defects(JsonReport.toByteArray(verification)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyKindOfOutcome")
    void everyMemberOfAReportIsDocumented(Verification verification) throws Exception {
        assertThat(ReportSchema.closed().defects(JsonReport.toByteArray(verification)))
                .isEmpty();
    }

    @Test
    void sublayoutsAsDeepAsTheyAreFollowedStayWithinTheLimits() throws Exception {
        var chain = SampleChains.ofThreeSteps();
        for (int depth = 0; depth < 8; depth++) {
            var outer = new SupplyChain();
            outer.step("all").by("carol").sublayout("carol", chain);
            chain = outer;
        }
        var verification = chain.verify();

        assertThat(verification.failures()).isEmpty();
        assertThat(report(verification).object("counts").integer("links")).isEqualTo(1);
    }

    @Test
    void theSchemaListsEveryCodeAndStatus() throws Exception {
        var schema = ReportSchema.published();
        assertThat(schema.at("/$defs/finding/properties/code/enum"))
                .map(node -> node.asText())
                .containsExactlyElementsOf(
                        Arrays.stream(ReasonCode.values()).map(Enum::name).toList());
        assertThat(schema.at("/$defs/link/properties/status/enum"))
                .map(node -> node.asText())
                .containsExactlyElementsOf(
                        Arrays.stream(LinkStatus.values()).map(Enum::name).toList());
        assertThat(schema.at("/$defs/verdict/enum"))
                .map(node -> node.asText())
                .containsExactlyElementsOf(
                        Arrays.stream(Verdict.values()).map(Enum::name).toList());
    }

    @Test
    void theSchemaNamesTheSameLimits() throws Exception {
        var schema = ReportSchema.published();
        assertThat(schema.at("/$defs/selection/properties/paths/maxItems").asInt())
                .isEqualTo(JsonReport.MOST_PATHS);
        assertThat(schema.at("/$defs/step/properties/links/maxItems").asInt()).isEqualTo(JsonReport.MOST_LINKS);
        assertThat(schema.at("/$defs/verification/properties/failures/maxItems").asInt())
                .isEqualTo(JsonReport.MOST_FINDINGS);
        assertThat(schema.at("/$defs/text/maxLength").asInt()).isEqualTo(JsonReport.LONGEST_TEXT);
        assertThat(schema.at("/properties/schema/const").asInt()).isEqualTo(JsonReport.SCHEMA);
    }

    @Test
    void equalVerificationsGiveEqualBytes() {
        var chain = SampleChains.ofThreeStepsWithAChangedJar();
        assertThat(JsonReport.toByteArray(chain.verify())).isEqualTo(JsonReport.toByteArray(chain.verify()));
    }

    @Test
    void aReportIsAsciiText() {
        var chain = new SupplyChain().source("größe.layout");
        chain.step("b\u202euild ✓").by("bob").products("CREATE *").link("bob", List.of(), List.of("ä\u2028b"));
        var text = new String(JsonReport.toByteArray(chain.verify()), StandardCharsets.ISO_8859_1);
        assertThat(text.chars()).allMatch(c -> c == '\n' || (c >= 0x20 && c < 0x7f));
        assertThat(text).endsWith("}\n").contains("\"b\\u202euild \\u2713\"", "\"\\u00e4\\u2028b\"");
    }

    @Test
    void theNamesOfKeysStandBesideTheirIds() throws Exception {
        var verification = SampleChains.ofThreeSteps().naming("owner", "alice").verify();
        var report = report(verification);
        var alice = SupplyChain.key("alice").publicKey().keyId().value();

        assertThat(report.object("keyNames").asMap())
                .containsOnlyKeys(
                        alice, SupplyChain.key("owner").publicKey().keyId().value());
        assertThat(report.object("keyNames").object(alice).asMap())
                .containsEntry("name", "alice-key")
                .containsEntry("description", "Key of alice");
        assertThat(report.objects("steps").get(0).objects("links").get(0).asMap())
                .containsEntry("signer", alice)
                .containsEntry("signerName", "alice-key");
        assertThat(report.objects("steps").get(1).objects("links").get(0).asMap())
                .doesNotContainKey("signerName");
        assertThat(ReportSchema.closed().defects(JsonReport.toByteArray(verification)))
                .isEmpty();
    }

    @Test
    void aPassedReportSaysSoInOneSentence() throws Exception {
        var report = report(SampleChains.ofThreeSteps().verify());
        assertThat(report.asMap())
                .containsEntry("passed", true)
                .containsEntry("summary", "3 steps with 3 links verified against release.layout")
                .containsEntry("time", "2026-03-01T12:00:00Z");
        assertThat(report.object("layout").asMap())
                .containsEntry("source", "release.layout")
                .containsEntry("expires", "2026-12-26T12:00:00Z")
                .containsEntry(
                        "signers",
                        List.of(SupplyChain.key("owner").publicKey().keyId().value()));
    }

    @Test
    void aFailureNamesStepSideRuleAndArtifact() throws Exception {
        var report = report(SampleChains.ofThreeStepsWithAChangedJar().verify());
        assertThat(report.objects("failures"))
                .singleElement()
                .extracting(JsonObject::asMap)
                .isEqualTo(Map.of(
                        "artifact",
                        "target/app.jar",
                        "code",
                        "ARTIFACT_CHANGED",
                        "rule",
                        Map.of("number", 1L, "text", "MATCH target/* WITH PRODUCTS FROM build"),
                        "sentence",
                        "step 'package': material target/app.jar differs from the product of step 'build'"
                                + " (rule 1: MATCH target/* WITH PRODUCTS FROM build)",
                        "side",
                        "materials",
                        "step",
                        "package",
                        "within",
                        List.of()));
    }

    @Test
    void aFailureOfASublayoutNamesTheStepsAroundIt() throws Exception {
        var chain = new SupplyChain();
        chain.step("package").by("carol").sublayout("carol", SampleChains.ofThreeStepsWithAChangedJar());
        var failures = report(chain.verify()).objects("failures");
        assertThat(failures).hasSize(2);
        assertThat(failures.get(0).asMap())
                .containsEntry("code", "SUBLAYOUT_FAILED")
                .containsEntry("step", "package")
                .containsEntry("within", List.of());
        assertThat(failures.get(1).asMap())
                .containsEntry("code", "ARTIFACT_CHANGED")
                .containsEntry("step", "package")
                .containsEntry("within", List.of("package"))
                .containsEntry("rule", Map.of("number", 1L, "text", "MATCH target/* WITH PRODUCTS FROM build"));
        assertThat(failures.get(1).string("sentence"))
                .startsWith("step 'package', sublayout: step 'package': material target/app.jar differs");
    }

    @Test
    void aWarningOfASublayoutIsAWarningOfTheWhole() throws Exception {
        var chain = new SupplyChain();
        chain.step("all").by("carol").sublayout("carol", SampleChains.withOtherCommand());
        var report = report(chain.verify());
        assertThat(report.asMap()).containsEntry("passed", true);
        assertThat(report.string("summary"))
                .isEqualTo("1 step with 1 link verified against release.layout, 2 warnings");
        assertThat(report.objects("warnings").get(0).string("code")).isEqualTo("SUBLAYOUT_FOLLOWED");
        assertThat(report.objects("warnings").get(1).asMap())
                .isEqualTo(Map.of(
                        "code",
                        "COMMAND_DIFFERS",
                        "sentence",
                        "step 'all', sublayout: step 'build': ran \"make evil\", expected was \"make\"",
                        "step",
                        "build",
                        "within",
                        List.of("all")));
    }

    @Test
    void aSublayoutIsReportedInPlaceOfItsLink() throws Exception {
        var chain = new SupplyChain();
        chain.step("all").by("carol").sublayout("carol", SampleChains.ofThreeSteps());
        var link =
                report(chain.verify()).objects("steps").get(0).objects("links").get(0);
        assertThat(link.string("status")).isEqualTo("USED");
        assertThat(link.object("sublayout").objects("steps"))
                .map(step -> step.string("name"))
                .containsExactly("checkout", "build", "package");
        assertThat(link.object("sublayout").has("schema")).isFalse();
    }

    @Test
    void aDroppedLinkIsListedWithTheReason() throws Exception {
        var chain = new SupplyChain();
        chain.step("build").by("bob").file("build." + SupplyChain.shortId("bob") + ".link", "{");
        var report = report(chain.verify());
        var link = report.objects("steps").get(0).objects("links").get(0);
        assertThat(link.asMap()).containsEntry("status", "UNREADABLE");
        assertThat(link.string("remark")).contains("is not valid JSON");
        assertThat(report.object("counts").integer("links")).isZero();
    }

    @Test
    void whatARuleConsumedIsCountedExactlyAndListedUpToALimit() throws Exception {
        var chain = new SupplyChain();
        var many = IntStream.range(1000, 1500).mapToObj(i -> "file" + i).toList();
        chain.step("build").by("bob").products("CREATE file*", "DISALLOW *").link("bob", List.of(), many);
        var rule =
                report(chain.verify()).objects("steps").get(0).objects("rules").get(0);
        assertThat(rule.object("consumed").integer("count")).isEqualTo(500);
        assertThat(rule.object("consumed").strings("paths"))
                .hasSize(JsonReport.MOST_PATHS)
                .startsWith("file1000", "file1001");
        assertThat(rule.asMap()).containsEntry("number", 1L).containsEntry("text", "CREATE file*");
    }

    @Test
    void whatARuleRefusedIsListedWithIt() throws Exception {
        var chain = new SupplyChain();
        chain.step("build").by("bob").products("DISALLOW *.exe").link("bob", List.of(), List.of("a.exe", "b.txt"));
        var rule =
                report(chain.verify()).objects("steps").get(0).objects("rules").get(0);
        assertThat(rule.asMap()).containsEntry("holds", false);
        assertThat(rule.object("refused").asMap()).isEqualTo(Map.of("count", 1L, "paths", List.of("a.exe")));
    }

    @Test
    void linksBeyondTheLimitAreCounted() throws Exception {
        var chain = new SupplyChain();
        var step = chain.step("build").by("bob").link("bob", List.of(), List.of());
        for (int i = 0; i < 300; i++) {
            step.file(String.format("build.%08d.link", i), "");
        }
        var reported = report(chain.verify()).objects("steps").get(0);
        assertThat(reported.integer("linkCount")).isEqualTo(301);
        assertThat(reported.objects("links")).hasSize(JsonReport.MOST_LINKS);
        assertThat(reported.objects("links").get(0).string("status")).isEqualTo("USED");
    }

    @Test
    void failuresBeyondTheLimitAreCounted() throws Exception {
        var chain = new SupplyChain();
        for (int i = 0; i < JsonReport.MOST_FINDINGS + 5; i++) {
            chain.step("step" + i).by("bob");
        }
        var report = report(chain.verify());
        assertThat(report.object("counts").integer("failures")).isEqualTo(JsonReport.MOST_FINDINGS + 5);
        assertThat(report.objects("failures")).hasSize(JsonReport.MOST_FINDINGS);
        assertThat(report.string("summary")).endsWith("(and 1004 more failures)");
    }

    @Test
    void overlongTextsAreCut() throws Exception {
        var chain = new SupplyChain();
        var path = "x".repeat(100_000);
        chain.step("build").by("bob").products("CREATE *").link("bob", List.of(), List.of(path));
        var rule =
                report(chain.verify()).objects("steps").get(0).objects("rules").get(0);
        assertThat(rule.object("consumed").strings("paths"))
                .containsExactly("x".repeat(JsonReport.LONGEST_TEXT - 1) + "…");
    }

    @Test
    void aTextIsNotCutWithinACharacter() throws Exception {
        var chain = new SupplyChain();
        chain.step("build").by("bob").products("CREATE *").link("bob", List.of(), List.of("\ud83d\ude80".repeat(5000)));
        var rule =
                report(chain.verify()).objects("steps").get(0).objects("rules").get(0);
        assertThat(rule.object("consumed").strings("paths").get(0)).endsWith("\ude80…");
    }

    @Test
    void overlongPathsOfFailuresAreCutToo() throws Exception {
        var chain = new SupplyChain();
        chain.step("build").by("bob").products("DISALLOW *").link("bob", List.of(), List.of("x".repeat(100_000)));
        assertThat(report(chain.verify()).objects("failures").get(0).string("artifact"))
                .hasSize(JsonReport.LONGEST_TEXT);
    }

    @Test
    void aStepWhoseRulesCouldNotBeAppliedIsNeitherPassedNorFailed() throws Exception {
        var chain = SampleChains.ofThreeSteps();
        chain.withoutLinksOf("build");
        var steps = report(chain.verify()).objects("steps");
        assertThat(steps).map(step -> step.string("verdict")).containsExactly("PASSED", "FAILED", "NOT_CHECKED");
        assertThat(steps.get(2).asMap()).containsEntry("rulesApplied", false).containsEntry("rules", List.of());
        assertThat(steps.get(1).has("artifacts")).isFalse();
    }

    @Test
    void inspectionsThatWereNotRunAreListedAsSuch() throws Exception {
        var chain =
                SampleChains.ofThreeSteps().inspection("untar", List.of("tar", "xzf", "a.tgz"), List.of(), List.of());
        var inspection = report(chain.verify()).objects("inspections").get(0);
        assertThat(inspection.asMap())
                .containsEntry("name", "untar")
                .containsEntry("command", List.of("tar", "xzf", "a.tgz"))
                .containsEntry("verdict", "NOT_CHECKED")
                .doesNotContainKey("artifacts");
    }

    @Test
    void aFailedInspectionIsNamedByItsFailure() throws Exception {
        var chain = SampleChains.ofThreeSteps()
                .inspection("untar", List.of("tar"), List.of(), List.of())
                .inspectedBy(inspection -> new Link(
                        inspection.name(),
                        inspection.run(),
                        SupplyChain.artifacts(List.of("a")),
                        SupplyChain.artifacts(List.of("a", "b")),
                        Map.of("return-value", 3L),
                        Map.of()));
        var report = report(chain.verify());
        assertThat(report.objects("failures").get(0).asMap())
                .containsEntry("inspection", "untar")
                .doesNotContainKey("step");
        assertThat(report.objects("inspections").get(0).asMap())
                .containsEntry("verdict", "FAILED")
                .containsEntry("artifacts", Map.of("materials", 1L, "products", 2L));
    }

    @Test
    void aLayoutThatIsNotTrustedIsReportedWithoutSteps() throws Exception {
        var report = report(
                SampleChains.ofThreeSteps().verify(SupplyChain.key("mallory").publicKey()));
        assertThat(report.object("layout").has("expires")).isFalse();
        assertThat(report.objects("steps")).isEmpty();
        assertThat(report.objects("failures").get(0).asMap())
                .containsEntry("code", "LAYOUT_NOT_SIGNED")
                .doesNotContainKeys("step", "inspection");
    }
}
