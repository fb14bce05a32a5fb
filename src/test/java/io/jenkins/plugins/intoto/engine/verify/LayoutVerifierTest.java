package io.jenkins.plugins.intoto.engine.verify;

import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.ALICE;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.BOB;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.MALLORY;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.NOW;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.OWNER;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.artifacts;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.bytes;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.link;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.options;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.rules;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.artifact.DigestSet;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.key.KeyIdRule;
import io.jenkins.plugins.intoto.engine.model.ArtifactSide;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.model.LinkFileNames;
import io.jenkins.plugins.intoto.engine.model.Step;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutVerifierTest {
    private static final List<io.jenkins.plugins.intoto.engine.model.ArtifactRule> NO_RULES = List.of();

    private static SupplyChain twoSteps() {
        return new SupplyChain()
                .step("build", rules("ALLOW *"), rules("CREATE target/*", "DISALLOW *"), ALICE)
                .step(
                        "package",
                        rules("MATCH target/* WITH PRODUCTS FROM build", "DISALLOW *"),
                        rules("MATCH target/* WITH PRODUCTS FROM build", "CREATE app.zip", "DISALLOW *"),
                        BOB);
    }

    private static List<ReasonCode> codes(Verification verification) {
        return verification.failures().stream().map(Finding::code).toList();
    }

    private static List<String> sentences(Verification verification) {
        return verification.failures().stream().map(Finding::sentence).toList();
    }

    private static LinkStatus status(Verification verification, int step, int link) {
        return verification.steps().get(step).links().get(link).status();
    }

    @Test
    void aChainAsTheLayoutDemandsPassesWithASummaryLink() throws Exception {
        var chain = twoSteps()
                .record(ALICE, "build", Artifacts.NONE, artifacts("target/app.jar"))
                .record(BOB, "package", artifacts("target/app.jar"), artifacts("target/app.jar", "app.zip"));
        var verification = chain.verify();
        assertThat(sentences(verification)).isEmpty();
        assertThat(verification.passed()).isTrue();
        assertThat(verification.layoutSigners())
                .containsExactly(OWNER.publicKey().keyId());
        assertThat(verification.summary().orElseThrow().materials()).isEqualTo(Artifacts.NONE);
        assertThat(verification.summary().orElseThrow().products()).isEqualTo(artifacts("target/app.jar", "app.zip"));
        assertThat(status(verification, 0, 0)).isEqualTo(LinkStatus.USED);
    }

    @Test
    void findingsCallKeysByTheirNames() throws Exception {
        var chain = twoSteps().record(ALICE, "build", Artifacts.NONE, artifacts("target/app.jar"));
        var names = KeyNames.NONE.with(BOB.publicKey(), new KeyNames.Name("second owner", ""));
        var verification = new LayoutVerifier(options().withKeyNames(names))
                .verify(
                        SupplyChain.signed(chain.layout(), "release.layout", OWNER),
                        List.of(OWNER.publicKey(), BOB.publicKey()),
                        chain.links());

        assertThat(sentences(verification).get(0))
                .startsWith("layout: there is no signature by key second owner ("
                        + BOB.publicKey().keyId().shortForm() + "); signatures are by "
                        + OWNER.publicKey().keyId().value());
    }

    @Test
    void metablockAndDsseMixInOneVerification() throws Exception {
        var layout = twoSteps()
                .record(ALICE, "build", Artifacts.NONE, artifacts("target/app.jar"))
                .file(
                        LinkFileNames.link("package", BOB.publicKey().keyId()),
                        bytes(
                                link("package", artifacts("target/app.jar"), artifacts("app.zip")),
                                EnvelopeFormat.DSSE,
                                BOB));
        for (var format : EnvelopeFormat.values()) {
            var envelope = SupplyChain.read(bytes(layout.layout(), format, OWNER), "release.layout");
            var verification =
                    new LayoutVerifier(options()).verify(envelope, List.of(OWNER.publicKey()), layout.links());
            assertThat(sentences(verification)).as(format.name()).isEmpty();
        }
    }

    @Test
    void aChangedArtifactIsNamedWithTheRuleThatDidNotAcceptIt() throws Exception {
        var verification = twoSteps()
                .record(ALICE, "build", Artifacts.NONE, artifacts("target/app.jar"))
                .record(BOB, "package", artifacts("target/app.jar<-evil"), artifacts("app.zip"))
                .verify();
        assertThat(sentences(verification))
                .containsExactly("step 'package': material target/app.jar differs from the product of step 'build'"
                        + " (rule 1: MATCH target/* WITH PRODUCTS FROM build)");
        assertThat(verification.failures().get(0)).satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(ReasonCode.ARTIFACT_CHANGED);
            assertThat(finding.artifact()).contains("target/app.jar");
            assertThat(finding.rule()).contains(0);
        });
        assertThat(verification.summary()).isEmpty();
    }

    @Test
    void anArtifactThatNoStepMadeIsNamedWithTheStepItShouldComeFrom() throws Exception {
        var verification = twoSteps()
                .record(ALICE, "build", Artifacts.NONE, artifacts("target/app.jar"))
                .record(BOB, "package", artifacts(), artifacts("app.zip", "target/extra.jar"))
                .verify();
        assertThat(sentences(verification))
                .containsExactly("step 'package': product target/extra.jar is not among the products of step 'build'"
                        + " (rule 1: MATCH target/* WITH PRODUCTS FROM build)");
    }

    @Test
    void aMissingLinkIsNamedWithTheStep() throws Exception {
        var verification = twoSteps()
                .record(ALICE, "build", Artifacts.NONE, artifacts("target/app.jar"))
                .verify();
        assertThat(codes(verification)).containsExactly(ReasonCode.LINK_MISSING);
        assertThat(sentences(verification))
                .containsExactly("step 'package': no valid link was found in links, 1 is needed");
    }

    @Test
    void filesThatLookMeantForALinkAreNamed() throws Exception {
        var link = "{}".getBytes(StandardCharsets.UTF_8);
        var verification = twoSteps()
                .record(ALICE, "build", Artifacts.NONE, artifacts("target/app.jar"))
                .file("package.link", link)
                .file("package." + "a".repeat(64) + ".link", link)
                .file("packages.link", link)
                .verify();

        assertThat(sentences(verification))
                .containsExactly("step 'package': no valid link was found in links, 1 is needed; there is package."
                        + "a".repeat(64)
                        + ".link, package.link, but a link of this step is called package.KEYID8.link");
    }

    @Test
    void theCurrentDirectoryHasAName() {
        assertThat(new LinkDirectory(Path.of("")).describe("")).isEqualTo(".");
        assertThat(new LinkDirectory(Path.of(".")).describe("a.link")).isEqualTo("a.link");
    }

    @Test
    void rulesThatReferToAStepWithoutLinkAreNotAppliedRatherThanReportedOnTop() throws Exception {
        var verification = twoSteps()
                .record(BOB, "package", artifacts("target/app.jar"), artifacts("app.zip"))
                .verify();
        assertThat(codes(verification)).containsExactly(ReasonCode.LINK_MISSING);
        assertThat(LocatedFinding.warnings(verification))
                .extracting(warning -> warning.finding().code())
                .containsExactly(ReasonCode.RULES_NOT_APPLIED);
    }

    @Test
    void aLinkByAnUnauthorisedKeyIsDroppedAndNamed() throws Exception {
        var mallorys = link("build", Artifacts.NONE, artifacts("target/app.jar"));
        var verification = twoSteps()
                .record(MALLORY, mallorys)
                .record(BOB, "package", artifacts("target/app.jar"), artifacts("app.zip"))
                .verify();
        assertThat(codes(verification)).containsExactly(ReasonCode.THRESHOLD_NOT_MET);
        assertThat(status(verification, 0, 0)).isEqualTo(LinkStatus.NOT_AUTHORISED);
        assertThat(sentences(verification).get(0))
                .contains("build." + MALLORY.publicKey().keyId().shortForm() + ".link is by")
                .contains("who may not carry out this step");
    }

    @Test
    void aLinkUnderTheNameOfAnAuthorisedKeySignedByAnotherIsDropped() throws Exception {
        var verification = twoSteps()
                .file(
                        LinkFileNames.link("build", ALICE.publicKey().keyId()),
                        bytes(link("build", Artifacts.NONE, artifacts()), EnvelopeFormat.METABLOCK, MALLORY))
                .verify();
        assertThat(status(verification, 0, 0)).isEqualTo(LinkStatus.NOT_SIGNED);
    }

    @Test
    void aLinkChangedAfterItWasSignedIsDropped() throws Exception {
        var good = new String(
                bytes(link("build", Artifacts.NONE, artifacts("target/app.jar")), EnvelopeFormat.METABLOCK, ALICE),
                StandardCharsets.UTF_8);
        var verification = twoSteps()
                .file(
                        LinkFileNames.link("build", ALICE.publicKey().keyId()),
                        good.replace("target/app.jar", "target/bad.jar").getBytes(StandardCharsets.UTF_8))
                .verify();
        assertThat(status(verification, 0, 0)).isEqualTo(LinkStatus.SIGNATURE_INVALID);
    }

    @Test
    void membersUnknownHereAreCoveredByTheSignatureToo() throws Exception {
        var good = new String(
                bytes(link("build", Artifacts.NONE, artifacts("target/app.jar")), EnvelopeFormat.METABLOCK, ALICE),
                StandardCharsets.UTF_8);
        var verification = twoSteps()
                .file(
                        LinkFileNames.link("build", ALICE.publicKey().keyId()),
                        good.replace("\"_type\": \"link\"", "\"_extra\": 1, \"_type\": \"link\"")
                                .getBytes(StandardCharsets.UTF_8))
                .verify();
        assertThat(status(verification, 0, 0)).isEqualTo(LinkStatus.SIGNATURE_INVALID);
    }

    @Test
    void aLinkOfAnotherStepIsDroppedThoughItsSignatureIsValid() throws Exception {
        var verification = new SupplyChain()
                .step("a", NO_RULES, NO_RULES, ALICE)
                .file(
                        LinkFileNames.link("a", ALICE.publicKey().keyId()),
                        bytes(link("zzz", artifacts(), artifacts()), EnvelopeFormat.METABLOCK, ALICE))
                .verify();
        assertThat(codes(verification)).containsExactly(ReasonCode.THRESHOLD_NOT_MET);
        assertThat(status(verification, 0, 0)).isEqualTo(LinkStatus.OTHER_STEP);
        assertThat(sentences(verification).get(0)).contains("it is of step 'zzz'");
    }

    @Test
    void oneKeyUnderTwoIdsCountsOnce() throws Exception {
        var legacy = ALICE.publicKey().idUnder(KeyIdRule.LEGACY);
        var current = ALICE.publicKey().idUnder(KeyIdRule.CURRENT);
        var link = link("a", artifacts("x"), artifacts("x"));
        var chain = new SupplyChain()
                .key(legacy, ALICE.publicKey())
                .key(current, ALICE.publicKey())
                .step(new Step("a", 2, NO_RULES, NO_RULES, List.of(legacy, current), List.of(), List.of()));
        for (var id : List.of(legacy, current)) {
            chain.file(LinkFileNames.link("a", id), bytes(link, EnvelopeFormat.METABLOCK, ALICE));
        }
        var verification = chain.verify();
        assertThat(codes(verification)).containsExactly(ReasonCode.THRESHOLD_NOT_MET);
        assertThat(verification.steps().get(0).links())
                .extracting(LinkOutcome::status)
                .contains(LinkStatus.SAME_FUNCTIONARY);
    }

    @Test
    void aThresholdIsMetByDifferentFunctionariesWhoAgree() throws Exception {
        var link = link("a", artifacts("x"), artifacts("y"));
        var chain =
                new SupplyChain().step("a", 2, NO_RULES, NO_RULES, ALICE, BOB).record(ALICE, link);
        assertThat(codes(chain.verify())).containsExactly(ReasonCode.THRESHOLD_NOT_MET);
        assertThat(codes(chain.record(BOB, link).verify())).isEmpty();
    }

    @Test
    void functionariesWhoDisagreeFailAThresholdAboveOneAndAreRemarkedOnBelow() throws Exception {
        for (int threshold : new int[] {1, 2}) {
            var verification = new SupplyChain()
                    .step("a", threshold, NO_RULES, NO_RULES, ALICE, BOB)
                    .record(ALICE, "a", artifacts("x"), artifacts("y"))
                    .record(BOB, "a", artifacts("x"), artifacts("y<-other"))
                    .verify();
            assertThat(codes(verification)).isEqualTo(threshold == 1 ? List.of() : List.of(ReasonCode.LINKS_DISAGREE));
            assertThat(LocatedFinding.warnings(verification)).hasSize(threshold == 1 ? 1 : 0);
        }
    }

    @Test
    void anArtifactThatOnlyNearlyIsTheOneOfTheOtherStepIsToldByWhatItMisses() throws Exception {
        var verification = twoSteps()
                .record(ALICE, "build", Artifacts.NONE, artifacts("target/App.jar"))
                .record(BOB, "package", artifacts(), artifacts("app.zip", "target/app.jar"))
                .verify();

        assertThat(sentences(verification))
                .containsExactly("step 'package': product target/app.jar is not among the products of step 'build',"
                        + " but target/App.jar is, which differs in case"
                        + " (rule 1: MATCH target/* WITH PRODUCTS FROM build)");
    }

    @Test
    void aRequiredArtifactThatIsNearlyThereIsToldByWhatItMisses() throws Exception {
        var verification = new SupplyChain()
                .step("a", NO_RULES, rules("REQUIRE app.jar"), ALICE)
                .record(ALICE, "a", artifacts(), artifacts("target/app.jar"))
                .verify();

        assertThat(sentences(verification))
                .containsExactly("step 'a': product app.jar is required and is not among the products,"
                        + " but target/app.jar is, which is in another folder (rule 1: REQUIRE app.jar)");
    }

    @Test
    void withAThresholdOfOneTheFirstKeyOfTheStepDecides() throws Exception {
        var verification = new SupplyChain()
                .step("a", NO_RULES, rules("REQUIRE bobs"), BOB, ALICE)
                .record(ALICE, "a", artifacts(), artifacts("alices"))
                .record(BOB, "a", artifacts(), artifacts("bobs"))
                .verify();
        assertThat(codes(verification)).isEmpty();
    }

    @Test
    void aLinkThatCannotBeReadFailsTheStepEvenIfOthersMeetTheThreshold() throws Exception {
        var verification = new SupplyChain()
                .step("a", NO_RULES, NO_RULES, ALICE, BOB)
                .record(ALICE, "a", artifacts(), artifacts())
                .file(LinkFileNames.link("a", BOB.publicKey().keyId()), "{\"signed\":".getBytes(StandardCharsets.UTF_8))
                .verify();
        assertThat(codes(verification)).containsExactly(ReasonCode.LINK_UNREADABLE);
        assertThat(sentences(verification).get(0))
                .contains("links/a." + BOB.publicKey().keyId().shortForm() + ".link: is not valid JSON");
    }

    @Test
    void aLinkWithAPathThatNormalisationWouldChangeIsNotRead() throws Exception {
        for (var path : List.of("dir/../foo", "./foo", "a//foo", "foo/", "/../foo", "//foo", "a/./b")) {
            var verification = new SupplyChain()
                    .step("a", NO_RULES, rules("DISALLOW foo"), ALICE)
                    .record(ALICE, "a", artifacts(), artifacts(path))
                    .verify();
            assertThat(codes(verification)).as(path).containsExactly(ReasonCode.LINK_UNREADABLE);
        }
    }

    @Test
    void pathsThatNormalisationLeavesAloneAreRead() throws Exception {
        for (var path : List.of(
                "/abs/foo", "../up/foo", "../../foo", ".hidden", "...", "a/..b", "file:foo", "https://x.org/a")) {
            var verification = new SupplyChain()
                    .step("a", NO_RULES, NO_RULES, ALICE)
                    .record(ALICE, "a", artifacts(), artifacts(path))
                    .verify();
            assertThat(codes(verification)).as(path).isEmpty();
        }
    }

    @Test
    void aLayoutWithoutStepsIsRefused() throws Exception {
        assertThat(codes(new SupplyChain().verify())).containsExactly(ReasonCode.LAYOUT_WITHOUT_STEPS);
    }

    @Test
    void aThresholdOfZeroIsRefused() throws Exception {
        assertThat(codes(new SupplyChain()
                        .step("a", 0, NO_RULES, NO_RULES, ALICE)
                        .verify()))
                .containsExactly(ReasonCode.THRESHOLD_NOT_POSITIVE);
    }

    @Test
    void noKeyAtAllIsRefused() throws Exception {
        var chain = new SupplyChain().step("a", NO_RULES, NO_RULES, ALICE).record(ALICE, "a", artifacts(), artifacts());
        var verification = new LayoutVerifier(options())
                .verify(signed(chain.layout(), "release.layout", OWNER), List.of(), chain.links());
        assertThat(codes(verification)).containsExactly(ReasonCode.NO_LAYOUT_KEY);
        assertThat(verification.layout()).isEmpty();
    }

    @Test
    void everyGivenKeyMustHaveSignedTheLayout() throws Exception {
        var chain = new SupplyChain().step("a", NO_RULES, NO_RULES, ALICE).record(ALICE, "a", artifacts(), artifacts());
        var layout = signed(chain.layout(), "release.layout", OWNER);
        var keys = List.<io.jenkins.plugins.intoto.engine.key.VerificationKey>of(OWNER.publicKey(), BOB.publicKey());
        var verification = new LayoutVerifier(options()).verify(layout, keys, chain.links());
        assertThat(codes(verification)).containsExactly(ReasonCode.LAYOUT_NOT_SIGNED);
        assertThat(verification.steps()).isEmpty();
        var both = signed(chain.layout(), "release.layout", BOB, MALLORY, OWNER);
        assertThat(codes(new LayoutVerifier(options()).verify(both, keys, chain.links())))
                .isEmpty();
    }

    @Test
    void aLayoutChangedAfterItWasSignedIsRefused() throws Exception {
        var chain = new SupplyChain().step("a", NO_RULES, NO_RULES, ALICE).record(ALICE, "a", artifacts(), artifacts());
        var text = new String(bytes(chain.layout(), EnvelopeFormat.METABLOCK, OWNER), StandardCharsets.UTF_8);
        var changed = SupplyChain.read(
                text.replace("\"threshold\": 1", "\"threshold\": 2").getBytes(StandardCharsets.UTF_8),
                "release.layout");
        var verification = new LayoutVerifier(options()).verify(changed, List.of(OWNER.publicKey()), chain.links());
        assertThat(codes(verification)).containsExactly(ReasonCode.LAYOUT_SIGNATURE_INVALID);
    }

    @Test
    void aLinkInPlaceOfALayoutIsRefused() throws Exception {
        var verification = new LayoutVerifier(options())
                .verify(
                        signed(link("a", artifacts(), artifacts()), "release.layout", OWNER),
                        List.of(OWNER.publicKey()),
                        new SupplyChain().links());
        assertThat(codes(verification)).containsExactly(ReasonCode.LAYOUT_UNREADABLE);
    }

    @Test
    void anExpiredLayoutFailsFromTheSecondOfItsExpiryAndStillTellsAboutTheSteps() throws Exception {
        var chain = twoSteps().record(ALICE, "build", Artifacts.NONE, artifacts("target/app.jar"));
        assertThat(codes(chain.expires(NOW).verify()))
                .containsExactly(ReasonCode.LAYOUT_EXPIRED, ReasonCode.LINK_MISSING);
        assertThat(codes(chain.expires(NOW.plusSeconds(1)).verify())).containsExactly(ReasonCode.LINK_MISSING);
    }

    @Test
    void aCommandOtherThanExpectedIsAWarningUnlessCommandsAreStrict() throws Exception {
        var chain = new SupplyChain()
                .key(ALICE)
                .step(new Step(
                        "a",
                        1,
                        NO_RULES,
                        NO_RULES,
                        List.of(ALICE.publicKey().keyId()),
                        List.of("mvn", "package"),
                        List.of()))
                .record(
                        ALICE,
                        new Link("a", List.of("sh", "-c", "evil"), artifacts(), artifacts(), Map.of(), Map.of()));
        assertThat(chain.verify().passed()).isTrue();
        assertThat(LocatedFinding.warnings(chain.verify()))
                .extracting(LocatedFinding::sentence)
                .containsExactly("step 'a': ran \"sh -c evil\", expected was \"mvn package\"");
        assertThat(codes(chain.verify(options().withStrictCommands(true)))).containsExactly(ReasonCode.COMMAND_DIFFERS);
    }

    @Test
    void parametersAreFilledInBeforeRulesAreApplied() throws Exception {
        var chain = new SupplyChain()
                .step("a", NO_RULES, rules("ALLOW {DIR}/*", "DISALLOW *"), ALICE)
                .record(ALICE, "a", artifacts(), artifacts("out/x"));
        assertThat(codes(chain.verify())).containsExactly(ReasonCode.ARTIFACT_NOT_ALLOWED);
        assertThat(codes(chain.verify(options().withParameters(Map.of("DIR", "out")))))
                .isEmpty();
        assertThat(codes(chain.verify(options().withParameters(Map.of()))))
                .containsExactly(ReasonCode.SUBSTITUTION_FAILED);
    }

    @Test
    void aSublayoutIsVerifiedWithTheKeyOfItsFunctionaryAndItsOwnLinks() throws Exception {
        var inner = new SupplyChain()
                .step("compile", NO_RULES, rules("CREATE out", "DISALLOW *"), BOB)
                .record(BOB, "compile", artifacts(), artifacts("out"));
        var directory =
                LinkFileNames.sublayoutDirectory("build", ALICE.publicKey().keyId());
        var outer = new SupplyChain()
                .step("build", NO_RULES, rules("REQUIRE out"), ALICE)
                .file(
                        LinkFileNames.link("build", ALICE.publicKey().keyId()),
                        bytes(inner.layout(), EnvelopeFormat.METABLOCK, ALICE));
        assertThat(codes(outer.verify())).containsExactly(ReasonCode.SUBLAYOUT_FAILED, ReasonCode.LINK_MISSING);
        outer.file(
                directory + "/" + LinkFileNames.link("compile", BOB.publicKey().keyId()),
                bytes(link("compile", artifacts(), artifacts("out")), EnvelopeFormat.METABLOCK, BOB));
        var verification = outer.verify();
        assertThat(sentences(verification)).isEmpty();
        assertThat(verification
                        .steps()
                        .get(0)
                        .links()
                        .get(0)
                        .sublayout()
                        .orElseThrow()
                        .passed())
                .isTrue();
    }

    @Test
    void warningsOfASublayoutAreAmongThoseOfTheWhole() throws Exception {
        var inner = new SupplyChain()
                .key(BOB)
                .step(new Step(
                        "compile",
                        1,
                        NO_RULES,
                        NO_RULES,
                        List.of(BOB.publicKey().keyId()),
                        List.of("make"),
                        List.of()));
        var directory =
                LinkFileNames.sublayoutDirectory("build", ALICE.publicKey().keyId());
        var outer = new SupplyChain()
                .step("build", NO_RULES, NO_RULES, ALICE)
                .file(
                        LinkFileNames.link("build", ALICE.publicKey().keyId()),
                        bytes(inner.layout(), EnvelopeFormat.METABLOCK, ALICE))
                .file(
                        directory + "/"
                                + LinkFileNames.link("compile", BOB.publicKey().keyId()),
                        bytes(link("compile", artifacts(), artifacts()), EnvelopeFormat.METABLOCK, BOB));

        var verification = outer.verify();

        assertThat(sentences(verification)).isEmpty();
        assertThat(LocatedFinding.warnings(verification))
                .extracting(warning -> warning.finding().code())
                .containsExactly(ReasonCode.SUBLAYOUT_FOLLOWED, ReasonCode.COMMAND_DIFFERS);
        assertThat(LocatedFinding.warnings(verification).get(1).sentence())
                .startsWith("step 'build', sublayout: step 'compile': ");
    }

    /** Alice's layout of another project, whose functionary is Mallory, in place of her link. */
    private static SupplyChain layoutOfAnotherProject() {
        var other = new SupplyChain().step("compile", NO_RULES, NO_RULES, MALLORY);
        var directory =
                LinkFileNames.sublayoutDirectory("build", ALICE.publicKey().keyId());
        return new SupplyChain()
                .step("build", NO_RULES, NO_RULES, ALICE)
                .file(
                        LinkFileNames.link("build", ALICE.publicKey().keyId()),
                        bytes(other.layout(), EnvelopeFormat.METABLOCK, ALICE))
                .file(
                        directory + "/"
                                + LinkFileNames.link(
                                        "compile", MALLORY.publicKey().keyId()),
                        bytes(link("compile", artifacts(), artifacts("evil")), EnvelopeFormat.METABLOCK, MALLORY));
    }

    @Test
    void aRemarkNamesASublayoutAndItsSigner() throws Exception {
        var names = KeyNames.NONE.with(ALICE.publicKey(), new KeyNames.Name("alice", ""));

        var verification = layoutOfAnotherProject().verify(options().withKeyNames(names));

        assertThat(verification.passed()).isTrue();
        var id = ALICE.publicKey().keyId();
        assertThat(LocatedFinding.warnings(verification))
                .extracting(LocatedFinding::sentence)
                .containsExactly("step 'build': its link " + LinkFileNames.link("build", id)
                        + " is a sublayout, signed by alice (" + id.shortForm()
                        + "): others carried the step out, and any layout that this key ever signed would do");
    }

    @Test
    void aSublayoutCountsOnlyForStepsThatMayHaveOne() throws Exception {
        for (var steps : List.of(List.<String>of(), List.of("compile"), List.of("build/compile"))) {
            var verification = layoutOfAnotherProject().verify(options().withSublayoutsFor(steps));
            assertThat(codes(verification)).containsExactly(ReasonCode.THRESHOLD_NOT_MET);
            assertThat(sentences(verification).get(0))
                    .contains("it is a sublayout, which is not allowed for this step");
        }
        assertThat(codes(layoutOfAnotherProject().verify(options().withSublayoutsFor(List.of("build")))))
                .isEmpty();
    }

    @Test
    void aSublayoutWithinASublayoutHasToBeAllowedByBothSteps() throws Exception {
        var innermost = new SupplyChain().step("link", NO_RULES, NO_RULES, MALLORY);
        var inner = new SupplyChain().step("compile", NO_RULES, NO_RULES, BOB);
        var build = LinkFileNames.sublayoutDirectory("build", ALICE.publicKey().keyId()) + "/";
        var compile = build
                + LinkFileNames.sublayoutDirectory("compile", BOB.publicKey().keyId()) + "/";
        var outer = new SupplyChain()
                .step("build", NO_RULES, NO_RULES, ALICE)
                .file(
                        LinkFileNames.link("build", ALICE.publicKey().keyId()),
                        bytes(inner.layout(), EnvelopeFormat.METABLOCK, ALICE))
                .file(
                        build + LinkFileNames.link("compile", BOB.publicKey().keyId()),
                        bytes(innermost.layout(), EnvelopeFormat.METABLOCK, BOB))
                .file(
                        compile + LinkFileNames.link("link", MALLORY.publicKey().keyId()),
                        bytes(link("link", artifacts(), artifacts()), EnvelopeFormat.METABLOCK, MALLORY));

        assertThat(codes(outer.verify(options().withSublayoutsFor(List.of("build", "compile")))))
                .contains(ReasonCode.SUBLAYOUT_FAILED, ReasonCode.THRESHOLD_NOT_MET);
        assertThat(codes(outer.verify(options().withSublayoutsFor(List.of("build", "build/compile")))))
                .isEmpty();
    }

    @Test
    void anExpiredSublayoutFailsTheStep() throws Exception {
        var inner = new SupplyChain().expires(NOW.minusSeconds(1)).step("compile", NO_RULES, NO_RULES, BOB);
        var outer = new SupplyChain()
                .step("build", NO_RULES, NO_RULES, ALICE)
                .file(
                        LinkFileNames.link("build", ALICE.publicKey().keyId()),
                        bytes(inner.layout(), EnvelopeFormat.METABLOCK, ALICE));
        assertThat(codes(outer.verify())).contains(ReasonCode.SUBLAYOUT_FAILED, ReasonCode.LAYOUT_EXPIRED);
        assertThat(sentences(outer.verify()))
                .anyMatch(s -> s.startsWith("step 'build', sublayout: layout: it expired"));
    }

    @Test
    void sublayoutsAreFollowedToALimitedDepth() throws Exception {
        var chain = new SupplyChain().step("s", NO_RULES, NO_RULES, ALICE);
        var content = bytes(chain.layout(), EnvelopeFormat.METABLOCK, ALICE);
        var path = "";
        for (int depth = 0; depth < 20; depth++) {
            chain.file(path + LinkFileNames.link("s", ALICE.publicKey().keyId()), content);
            path += LinkFileNames.sublayoutDirectory("s", ALICE.publicKey().keyId()) + "/";
        }
        assertThat(codes(chain.verify())).contains(ReasonCode.SUBLAYOUT_TOO_DEEP);
    }

    @Test
    void aSentenceNamesOnlySomeOfManyFilesThatAreNotByAFunctionary() throws Exception {
        var chain = new SupplyChain().step("a", NO_RULES, NO_RULES, ALICE);
        for (int i = 0; i < 25; i++) {
            chain.file("a.%08x.link".formatted(i), new byte[0]);
        }
        assertThat(sentences(chain.verify())).singleElement().satisfies(sentence -> assertThat(sentence)
                .contains("a.00000000.link")
                .endsWith("; and 15 more"));
    }

    @Test
    void linksAndTheirSizesAreLimited() throws Exception {
        var chain = new SupplyChain()
                .step("a", NO_RULES, NO_RULES, ALICE)
                .step("b", NO_RULES, NO_RULES, ALICE)
                .record(ALICE, "a", artifacts(), artifacts())
                .record(ALICE, "b", artifacts(), artifacts());
        assertThat(codes(chain.verify(
                        options().withLimits(new VerificationLimits(JsonLimits.DEFAULT, 1 << 20, 1, 1, 1)))))
                .contains(ReasonCode.TOO_MANY_LINKS);
        assertThat(codes(chain.verify(
                        options().withLimits(new VerificationLimits(new JsonLimits(100, 20), 1 << 20, 10, 1, 1)))))
                .containsExactly(ReasonCode.LINK_UNREADABLE, ReasonCode.LINK_UNREADABLE);
    }

    @Test
    void aLayoutWithInspectionsIsRefusedUnlessTheyAreAllowed() throws Exception {
        var ran = new ArrayList<String>();
        var chain = new SupplyChain()
                .step("a", NO_RULES, NO_RULES, ALICE)
                .record(ALICE, "a", artifacts(), artifacts("x"))
                .inspection("look", rules("MATCH x WITH PRODUCTS FROM a", "DISALLOW *"), NO_RULES, "true");
        assertThat(codes(chain.verify())).containsExactly(ReasonCode.INSPECTIONS_NOT_ALLOWED);
        var allowed = options().withInspections(inspection -> {
            ran.add(inspection.name());
            return new Link(
                    inspection.name(),
                    inspection.run(),
                    artifacts("x"),
                    artifacts("x"),
                    Map.of("return-value", 0L),
                    Map.of());
        });
        assertThat(codes(chain.verify(allowed))).isEmpty();
        assertThat(ran).containsExactly("look");
        assertThat(chain.verify(allowed).inspections().get(0).passed()).isTrue();
    }

    @Test
    void inspectionsAreNotRunIfAStepFailed() throws Exception {
        var chain = new SupplyChain()
                .step("a", NO_RULES, rules("DISALLOW *"), ALICE)
                .record(ALICE, "a", artifacts(), artifacts("x"))
                .inspection("look", NO_RULES, NO_RULES, "true");
        var verification = chain.verify(options().withInspections(inspection -> {
            throw new AssertionError("an inspection was run");
        }));
        assertThat(codes(verification)).containsExactly(ReasonCode.ARTIFACT_NOT_ALLOWED);
    }

    @Test
    void anInspectionThatFailsOrCannotRunFailsTheVerification() throws Exception {
        var chain = new SupplyChain()
                .step("a", NO_RULES, NO_RULES, ALICE)
                .record(ALICE, "a", artifacts(), artifacts())
                .inspection("exits", NO_RULES, NO_RULES, "false")
                .inspection("breaks", NO_RULES, NO_RULES, "none");
        var verification = chain.verify(options().withInspections(inspection -> {
            if (inspection.name().equals("breaks")) {
                throw new InspectionFailedException("breaks", "cannot run none: no such file", null);
            }
            return new Link("exits", List.of(), artifacts(), artifacts(), Map.of("return-value", 3L), Map.of());
        }));
        assertThat(sentences(verification))
                .containsExactly(
                        "inspection 'exits': ended with exit code 3",
                        "inspection 'breaks': cannot run none: no such file");
    }

    @Test
    void namesFromMetadataCannotBreakASentence() throws Exception {
        var path = "a\u2028\u202egnp";
        var verification = new SupplyChain()
                .step("a", NO_RULES, rules("DISALLOW *"), ALICE)
                .record(ALICE, "a", artifacts(), artifacts(path))
                .verify();
        assertThat(sentences(verification).get(0)).contains("a\\u2028\\u202egnp");
        assertThat(verification.failures().get(0).artifact()).contains(path);
    }

    @Test
    void manyRefusedArtifactsAreCountedRatherThanAllExplained() throws Exception {
        var paths = new String[1000];
        for (int i = 0; i < paths.length; i++) {
            paths[i] = "f" + i;
        }
        var verification = new SupplyChain()
                .step("a", NO_RULES, rules("DISALLOW *"), ALICE)
                .record(ALICE, "a", artifacts(), artifacts(paths))
                .verify();
        assertThat(sentences(verification)).hasSize(21).last().asString().contains("980 more products are not allowed");
        assertThat(verification.steps().get(0).rules().get(0).refused().size()).isEqualTo(1000);
    }

    @Test
    void aKeyOfAStepThatTheLayoutDoesNotHoldAuthorisesNobody() throws Exception {
        var verification = new SupplyChain()
                .step(new Step("a", 1, NO_RULES, NO_RULES, List.of(new KeyId("abcd")), List.of(), List.of()))
                .verify();
        assertThat(codes(verification)).containsExactly(ReasonCode.LINK_MISSING);
    }

    @Test
    void aLinkWithAControlCharacterInAPathIsNotRead() throws Exception {
        for (var path : List.of("a\0b", "a\nb", "\u001b[31ma", "a\u007f", "a\u009bb")) {
            for (var side : List.of(artifacts(path), artifacts())) {
                var verification = new SupplyChain()
                        .step("a", NO_RULES, NO_RULES, ALICE)
                        .record(ALICE, "a", side, side.isEmpty() ? artifacts(path) : artifacts())
                        .verify();
                assertThat(codes(verification)).containsExactly(ReasonCode.LINK_UNREADABLE);
                assertThat(sentences(verification).get(0)).contains("has a control character");
            }
        }
    }

    @Test
    void aPathThatBackslashesLeadElsewhereIsNotRead() throws Exception {
        for (var path : List.of("a\\..\\b", "..\\a\\..\\b", "a\\\\b", "a\\.\\b", "a/..\\b")) {
            var verification = new SupplyChain()
                    .step("a", NO_RULES, rules("DISALLOW b"), ALICE)
                    .record(ALICE, "a", artifacts(), artifacts(path))
                    .verify();
            assertThat(codes(verification)).as(path).containsExactly(ReasonCode.LINK_UNREADABLE);
        }
    }

    @Test
    void artifactsWithoutDigestsNeverMatch() throws Exception {
        var nothing = Artifacts.of(Map.of("a", DigestSet.of(Map.of())));
        for (var match : List.of("MATCH * WITH PRODUCTS FROM one", "MATCH a* WITH PRODUCTS FROM one")) {
            var verification = new SupplyChain()
                    .step("one", NO_RULES, NO_RULES, ALICE)
                    .step("two", rules(match, "DISALLOW *"), NO_RULES, BOB)
                    .record(ALICE, "one", artifacts(), nothing)
                    .record(BOB, "two", nothing, artifacts())
                    .verify();
            assertThat(codes(verification)).containsExactly(ReasonCode.ARTIFACT_CHANGED);
            assertThat(sentences(verification).get(0)).contains("has no digest, or none in step 'one'");
        }
    }

    @Test
    void theSumOfAllLinksIsLimitedBeforeAnyIsRead() throws Exception {
        var chain = new SupplyChain()
                .step("one", NO_RULES, NO_RULES, ALICE)
                .step("two", NO_RULES, NO_RULES, BOB)
                .record(ALICE, "one", artifacts(), artifacts("a"))
                .record(BOB, "two", artifacts(), artifacts("b"));
        long one =
                chain.links().size(LinkFileNames.link("one", ALICE.publicKey().keyId()));

        var verification =
                chain.verify(options().withLimits(new VerificationLimits(JsonLimits.DEFAULT, one * 3 / 2, 10, 1, 1)));

        assertThat(codes(verification)).containsExactly(ReasonCode.LINK_UNREADABLE);
        assertThat(sentences(verification).get(0))
                .contains("makes the links larger together than the " + one * 3 / 2 + " bytes that are looked at");
    }

    @Test
    void anInterruptedVerificationEnds() throws Exception {
        var chain =
                new SupplyChain().step("a", NO_RULES, NO_RULES, ALICE).record(ALICE, "a", artifacts(), artifacts("a"));
        var verifying = Thread.currentThread();
        var options = options().withAdmission(link -> {
            verifying.interrupt();
            return Optional.empty();
        });

        assertThatThrownBy(() -> chain.verify(options)).hasRootCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    /** Its signatures are not checked any more, so it would look as if nobody had signed the layout. */
    @Test
    void aVerificationThatIsInterruptedBeforeItBeginsHasNoOutcome() throws Exception {
        var chain =
                new SupplyChain().step("a", NO_RULES, NO_RULES, ALICE).record(ALICE, "a", artifacts(), artifacts("a"));

        var layout = SupplyChain.signed(chain.layout(), "release.layout", OWNER);
        var verifier = new LayoutVerifier(options());

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> verifier.verify(layout, List.of(OWNER.publicKey()), chain.links()))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void rulesAreNotAppliedToTheirEndOnceInterrupted() {
        var step = new Step("a", 1, NO_RULES, rules("CREATE x*", "DISALLOW *"), List.of(), List.of(), List.of());
        var evaluation =
                new RuleEvaluation(step, ArtifactSide.PRODUCTS, link("a", artifacts(), artifacts("a", "b")), Map.of());

        Thread.currentThread().interrupt();

        assertThatThrownBy(evaluation::outcomes).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    /** The artifact that is looked at now and then may have been consumed, and so may all of them. */
    @ParameterizedTest
    @ValueSource(strings = {"ALLOW a", "ALLOW *"})
    void rulesAreNotAppliedToTheirEndWhateverIsLeftWhenTheyAreInterrupted(String first) {
        var step = new Step(
                "a",
                1,
                NO_RULES,
                rules(first, "MATCH z WITH PRODUCTS FROM b", "CREATE x*", "DISALLOW *"),
                List.of(),
                List.of(),
                List.of());
        var links = new HashMap<String, Link>() {
            private static final long serialVersionUID = 1L;

            @Override
            public Link get(Object name) {
                Thread.currentThread().interrupt();
                return null;
            }
        };
        var evaluation =
                new RuleEvaluation(step, ArtifactSide.PRODUCTS, link("a", artifacts(), artifacts("a", "b")), links);

        assertThatThrownBy(evaluation::outcomes).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }
}
