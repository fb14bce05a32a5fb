package io.jenkins.plugins.intoto.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.verify.SupplyChain;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextReportTest {
    private static final TextReport VERBOSE = TextReport.DEFAULT.withVerbose(true);

    private static SupplyChain withManyFailures(int number) {
        var chain = new SupplyChain();
        IntStream.range(0, number).forEach(i -> chain.step("step" + i).by("bob"));
        return chain;
    }

    @Test
    void aPassIsOneLine() {
        assertThat(TextReport.DEFAULT.text(SampleChains.ofThreeSteps().verify()))
                .isEqualTo("PASSED: 3 steps with 3 links verified against release.layout\n");
    }

    @Test
    void eachFailureIsOneNumberedSentence() {
        assertThat(TextReport.DEFAULT.lines(SampleChains.withSublayout(SampleChains.ofThreeStepsWithAChangedJar())
                        .verify()))
                .containsExactly(
                        "FAILED: not verified against release.layout, 2 failures",
                        "  1. step 'build': its sublayout build." + SupplyChain.shortId("carol")
                                + ".link did not verify",
                        "  2. step 'build', sublayout: step 'package': material target/app.jar differs from the product"
                                + " of step 'build' (rule 1: MATCH target/* WITH PRODUCTS FROM build)",
                        "warning: step 'deploy': its rules were not applied since there is no valid link of step"
                                + " 'build'");
    }

    @Test
    void failuresBeyondTheLimitAreCounted() {
        var lines = TextReport.DEFAULT.lines(withManyFailures(50).verify());
        assertThat(lines).hasSize(22).last().isEqualTo("  … and 30 more failures");
        assertThat(new TextReport(false, false, 49).lines(withManyFailures(50).verify()))
                .last()
                .isEqualTo("  … and 1 more failure");
        assertThat(new TextReport(false, false, 50).lines(withManyFailures(50).verify()))
                .hasSize(51);
    }

    @Test
    void warningsFollowAPassToo() {
        assertThat(TextReport.DEFAULT.lines(SampleChains.withOtherCommand().verify()))
                .containsExactly(
                        "PASSED: 1 step with 1 link verified against release.layout, 1 warning",
                        "warning: step 'build': ran \"make evil\", expected was \"make\"");
    }

    @Test
    void eachStepHasALineIfWanted() {
        assertThat(VERBOSE.lines(SampleChains.ofThreeStepsWithAChangedJar().verify()))
                .endsWith(
                        "layout release.layout: signed by " + SupplyChain.shortId("owner")
                                + ", expires 2026-12-26T12:00:00Z",
                        "  step 'checkout' passed: 1 link of 1 needed, signed by " + SupplyChain.shortId("alice")
                                + "; 0 materials, 3 products; 2 of 2 rules hold",
                        "  step 'build' passed: 1 link of 1 needed, signed by " + SupplyChain.shortId("bob")
                                + "; 3 materials, 4 products; 5 of 5 rules hold",
                        "  step 'package' failed: 1 link of 1 needed, signed by " + SupplyChain.shortId("carol")
                                + "; 1 material, 2 products; 4 of 5 rules hold");
    }

    @Test
    void aKeyThatHasANameIsCalledByItWithItsIdBeside() {
        assertThat(VERBOSE.lines(
                        SampleChains.ofThreeSteps().naming("owner", "alice").verify()))
                .anyMatch(line -> line.startsWith(
                        "layout release.layout: signed by owner-key (" + SupplyChain.shortId("owner") + "), expires "))
                .anyMatch(line -> line.contains("step 'checkout' passed: 1 link of 1 needed, signed by alice-key ("
                        + SupplyChain.shortId("alice") + ")"))
                .anyMatch(line -> line.contains(
                        "step 'build' passed: 1 link of 1 needed, signed by " + SupplyChain.shortId("bob") + ";"));
    }

    @Test
    void linksThatDoNotCountAreToldOfWithTheStep() {
        var chain = new SupplyChain();
        var step = chain.step("build").by("bob").link("bob", List.of(), List.of());
        IntStream.range(0, 8).forEach(i -> step.file("build.0000000" + i + ".link", ""));
        assertThat(VERBOSE.lines(chain.verify()))
                .contains("    not counted: build.00000004.link is by 00000004, who may not carry out this step")
                .endsWith("    … and 3 more links not counted");
    }

    @Test
    void stepsOfASublayoutStandBelowItsStep() {
        assertThat(VERBOSE.lines(
                        SampleChains.withSublayout(SampleChains.ofThreeSteps()).verify()))
                .anyMatch(line -> line.startsWith("      step 'package' passed: "));
    }

    @Test
    void inspectionsAreListedWhetherTheyRanOrNot() {
        assertThat(VERBOSE.lines(SampleChains.all().get("inspections").verify()))
                .contains("  inspection 'untar' passed: ran; 1 material, 2 products");
        assertThat(VERBOSE.lines(SampleChains.withInspections().verify()))
                .contains("  inspection 'untar' not checked: not run");
    }

    @Test
    void rulesThatWereNotAppliedAreNamedAsSuch() {
        assertThat(VERBOSE.lines(SampleChains.withMissingLink().verify()))
                .anyMatch(line ->
                        line.startsWith("  step 'package' not checked: ") && line.endsWith("rules not applied"));
    }

    @Test
    void noNameBreaksALineOrControlsTheTerminal() {
        var chain = SampleChains.withAwkwardNames().source("x\n\u001b[2Jy\u202e");
        var text = VERBOSE.text(chain.verify());
        assertThat(text.codePoints())
                .allMatch(c -> c == '\n' || (!Character.isISOControl(c) && Character.getType(c) != Character.FORMAT));
        assertThat(text.lines()).allMatch(line -> line.matches("(FAILED|warning|layout| ).*"));
    }

    @Test
    void overlongSentencesAreCut() {
        var chain = new SupplyChain();
        var step = chain.step("build").by("bob");
        IntStream.range(0, 500).forEach(i -> step.file(String.format("build.%08d.link", i), ""));
        assertThat(TextReport.DEFAULT.lines(chain.verify())).allMatch(line -> line.length() < 2100);
    }

    @Test
    void coloursAreThereOnlyIfWanted() {
        var verification = SampleChains.ofThreeStepsWithAChangedJar().verify();
        assertThat(TextReport.DEFAULT.text(verification)).doesNotContain("\u001b");
        var coloured = TextReport.DEFAULT.withColour(true).text(verification);
        assertThat(coloured).startsWith("\u001b[31mFAILED\u001b[0m: ");
        assertThat(coloured.replaceAll("\u001b\\[\\d+m", "")).isEqualTo(TextReport.DEFAULT.text(verification));
    }
}
