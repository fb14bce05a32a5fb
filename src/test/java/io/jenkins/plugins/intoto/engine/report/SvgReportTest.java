package io.jenkins.plugins.intoto.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.report.picture.SvgDocument;
import io.jenkins.plugins.intoto.engine.report.picture.TextMetrics;
import io.jenkins.plugins.intoto.engine.verify.SupplyChain;
import io.jenkins.plugins.intoto.engine.verify.Verification;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

public class SvgReportTest {
    private static final String RED = "#cf222e";

    public static final Set<String> ELEMENTS =
            Set.of("svg", "title", "desc", "g", "rect", "circle", "path", "text", "style");

    public static final Set<String> ATTRIBUTES = Set.of(
            "aria-label",
            "class",
            "cx",
            "cy",
            "d",
            "direction",
            "fill",
            "font-family",
            "font-size",
            "font-weight",
            "height",
            "lengthAdjust",
            "r",
            "role",
            "rx",
            "stroke",
            "stroke-dasharray",
            "stroke-linecap",
            "stroke-linejoin",
            "stroke-width",
            "text-anchor",
            "textLength",
            "viewBox",
            "width",
            "x",
            "xml:space",
            "xmlns",
            "y");

    private static SvgDocument picture(SupplyChain chain) throws Exception {
        return picture(chain.verify());
    }

    private static SvgDocument picture(Verification verification) throws Exception {
        return SvgDocument.parse(SvgReport.toByteArray(verification));
    }

    private static List<String> titles(SvgDocument picture) {
        return picture.elements("title").stream().map(Element::getTextContent).toList();
    }

    static List<SupplyChain> everyKindOfChain() {
        return List.copyOf(SampleChains.all().values());
    }

    @ParameterizedTest
    @MethodSource("everyKindOfChain")
    void aPictureConsistsOfHarmlessShapesAndTextOnly(SupplyChain chain) throws Exception {
        var picture = picture(chain);
        assertThat(picture.elementNames()).isSubsetOf(ELEMENTS);
        assertThat(picture.attributeNames()).isSubsetOf(ATTRIBUTES);
    }

    @ParameterizedTest
    @MethodSource("everyKindOfChain")
    void allShapesLieWithinThePicture(SupplyChain chain) throws Exception {
        var picture = picture(chain);
        int width = Integer.parseInt(picture.root().getAttribute("width"));
        int height = Integer.parseInt(picture.root().getAttribute("height"));
        assertThat(picture.root().getAttribute("viewBox")).isEqualTo("0 0 " + width + " " + height);
        for (var rect : picture.elements("rect")) {
            int right = number(rect, "x") + number(rect, "width");
            int bottom = number(rect, "y") + number(rect, "height");
            assertThat(number(rect, "x")).isNotNegative();
            assertThat(right).isLessThanOrEqualTo(width);
            assertThat(bottom).isLessThanOrEqualTo(height);
        }
        for (var text : picture.elements("text")) {
            if (!text.hasAttribute("text-anchor")) {
                var font = new TextMetrics.Font(number(text, "font-size"), text.hasAttribute("font-weight"));
                assertThat(number(text, "x") + TextMetrics.width(text.getTextContent(), font))
                        .isLessThanOrEqualTo(width);
            }
            assertThat(number(text, "y")).isLessThan(height);
        }
    }

    private static int number(Element element, String attribute) {
        return Integer.parseInt(element.getAttribute(attribute));
    }

    @Test
    void aPictureHasATitleAndADescriptionForThoseWhoCannotSeeIt() throws Exception {
        var picture = picture(SampleChains.ofThreeStepsWithAChangedJar());
        assertThat(picture.root().getAttribute("role")).isEqualTo("img");
        assertThat(picture.root().getAttribute("aria-label"))
                .startsWith("not verified against release.layout: step 'package': material target/app.jar differs");
        assertThat(titles(picture).get(0)).isEqualTo(picture.root().getAttribute("aria-label"));
        assertThat(picture.elements("desc").get(0).getTextContent())
                .startsWith("FAILED: ")
                .contains("\n  step 'checkout' passed: 1 link of 1 needed, signed by ");
    }

    @Test
    void aPictureBringsItsOwnBackground() throws Exception {
        var picture = picture(SampleChains.ofThreeSteps());
        var first = picture.elements("rect").get(0);
        assertThat(first.getAttribute("fill")).isEqualTo("#ffffff");
        assertThat(first.getAttribute("width")).isEqualTo(picture.root().getAttribute("width"));
        assertThat(first.getAttribute("height")).isEqualTo(picture.root().getAttribute("height"));
    }

    @Test
    void onADarkPageEveryColourIsReplaced() throws Exception {
        var picture = picture(SampleChains.withInspections());
        var style = picture.elements("style").get(0).getTextContent();
        var rules = Pattern.compile("[.]([a-z-]+)\\{(?:fill|stroke):#[0-9a-f]{6}\\}");

        assertThat(style).startsWith("@media (prefers-color-scheme: dark) {").endsWith("}");
        assertThat(rules.matcher(style.substring(style.indexOf('{') + 1, style.length() - 1))
                        .replaceAll(""))
                .as("nothing but colours")
                .isEmpty();
        var dark = rules.matcher(style).results().map(rule -> rule.group(1)).toList();
        for (var shape : List.of("rect", "circle", "path", "text")) {
            for (var element : picture.elements(shape)) {
                var classes = List.of(element.getAttribute("class").split(" "));
                assertThat(dark).containsAll(classes);
                assertThat(classes.stream().anyMatch(name -> name.startsWith("fill-")))
                        .isEqualTo(element.getAttribute("fill").startsWith("#"));
                assertThat(classes.stream().anyMatch(name -> name.startsWith("stroke-")))
                        .isEqualTo(element.hasAttribute("stroke"));
            }
        }
    }

    @Test
    void eachStepIsABoxWithSignerAndCounts() throws Exception {
        assertThat(picture(SampleChains.ofThreeSteps()).texts())
                .containsSubsequence(
                        "checkout",
                        "signed by " + SupplyChain.shortId("alice"),
                        "0 materials → 3 products",
                        "build",
                        "signed by " + SupplyChain.shortId("bob"),
                        "3 materials → 4 products",
                        "package",
                        "signed by " + SupplyChain.shortId("carol"),
                        "1 material → 2 products");
    }

    @Test
    void aKeyThatHasANameIsCalledByItWithItsIdBeside() throws Exception {
        assertThat(picture(SampleChains.ofThreeSteps().naming("owner", "alice")).texts())
                .contains("signed by alice-key (" + SupplyChain.shortId("alice") + ")")
                .contains("Signed by owner-key (" + SupplyChain.shortId("owner") + ")")
                .anyMatch(text -> text.startsWith("Layout release.layout, expires "));
    }

    @Test
    void aLongNameLeavesRoomForTheId() throws Exception {
        var chain = new SupplyChain();
        chain.step("build").by("a-holder-with-a-long-name").link("a-holder-with-a-long-name", List.of(), List.of());
        var id = SupplyChain.shortId("a-holder-with-a-long-name");

        assertThat(picture(chain.naming("a-holder-with-a-long-name")).texts())
                .anyMatch(text -> text.matches("signed by a-holder[a-z-]*… \\(" + id + "\\)"));
    }

    @Test
    void anArrowSaysHowManyArtifactsOfWhichSideBecomeWhat() throws Exception {
        assertThat(picture(SampleChains.ofThreeSteps()).texts())
                .containsSubsequence(
                        "3 products", "→ materials", "3 products", "→ products", "1 product", "→ materials");
    }

    @Test
    void rulesBetweenTheSameSidesAreOneArrow() throws Exception {
        var chain = new SupplyChain();
        chain.step("one").by("bob").products("ALLOW *").link("bob", List.of(), List.of("a.o", "b.o", "c.h"));
        chain.step("two")
                .by("bob")
                .materials("MATCH *.o WITH PRODUCTS FROM one", "MATCH *.h WITH PRODUCTS FROM one", "DISALLOW *")
                .link("bob", List.of("a.o", "b.o", "c.h"), List.of());
        assertThat(picture(chain).texts()).containsOnlyOnce("→ materials").contains("3 products");
    }

    @Test
    void whatPassedHasNoRedInItsChain() throws Exception {
        var red = picture(SampleChains.ofThreeSteps()).elements("path").stream()
                .filter(path -> path.getAttribute("stroke").equals(RED));
        assertThat(red).isEmpty();
    }

    @Test
    void aBrokenArrowIsRedAndDashedAndHasACrossAndWords() throws Exception {
        var picture = picture(SampleChains.ofThreeStepsWithAChangedJar());
        assertThat(picture.elements("path"))
                .anyMatch(path -> path.getAttribute("stroke").equals(RED) && path.hasAttribute("stroke-dasharray"))
                .anyMatch(path -> path.getAttribute("stroke").equals(RED) && !path.hasAttribute("stroke-dasharray"));
        assertThat(picture.texts()).containsSubsequence("0 of 1 match", "products → materials");
    }

    @Test
    void theFailureStandsBelowTheStepThatFailed() throws Exception {
        var picture = picture(SampleChains.ofThreeStepsWithAChangedJar());
        assertThat(picture.text())
                .contains("material target/app.jar differs from the product of step 'build' (rule 1: MATCH target/*"
                        + " WITH PRODUCTS FROM build)");
        assertThat(titles(picture)).contains("step package: failed", "step build: passed");
    }

    @Test
    void furtherFailuresOfAStepAreCounted() throws Exception {
        var chain = new SupplyChain();
        chain.step("build")
                .by("bob")
                .products("DISALLOW *.exe")
                .link("bob", List.of(), List.of("a.exe", "b.exe", "c.exe", "d.exe", "e.exe"));
        assertThat(picture(chain).text())
                .contains("product c.exe is allowed by no rule")
                .doesNotContain("product d.exe")
                .contains("and 2 more failures");
    }

    @Test
    void manyMismatchesOnOneArrowAreNotPassedOffAsAnExactNumber() throws Exception {
        var chain = new SupplyChain();
        var before = IntStream.range(0, 50).mapToObj(i -> "f" + i).toList();
        var after = IntStream.range(0, 50).mapToObj(i -> "f" + i + "<-evil").toList();
        chain.step("one").by("bob").products("ALLOW *").link("bob", List.of(), before);
        chain.step("two")
                .by("bob")
                .materials("MATCH * WITH PRODUCTS FROM one", "DISALLOW *")
                .link("bob", after, List.of());
        assertThat(picture(chain).texts()).contains("20+ do not match");
    }

    @Test
    void aStepWithoutLinkLeavesTheStepBehindItUnchecked() throws Exception {
        var picture = picture(SampleChains.withMissingLink());
        assertThat(titles(picture)).contains("step build: failed", "step package: not checked");
        assertThat(picture.texts()).contains("no valid link", "not checked", "products → materials");
        assertThat(picture.text()).contains("its rules were not applied since there is no valid link of step 'build'");
    }

    @Test
    void theThresholdIsShownIfMoreThanOneLinkIsNeeded() throws Exception {
        assertThat(picture(SampleChains.withThreshold()).texts())
                .contains("2 links of 2 needed", "1 link of 3 needed")
                .contains("signed by " + SupplyChain.shortId("alice") + ", " + SupplyChain.shortId("bob"));
        assertThat(picture(SampleChains.ofThreeSteps()).text()).doesNotContain("needed");
    }

    @Test
    void aSublayoutHasItsOwnChainBelow() throws Exception {
        var picture = picture(SampleChains.withSublayout(SampleChains.ofThreeStepsWithAChangedJar()));
        assertThat(picture.texts())
                .containsSubsequence(
                        "Supply chain not verified",
                        "build",
                        "1 sublayout of 3 steps",
                        "deploy",
                        "Sublayout not verified: step 'build'",
                        "checkout",
                        "package");
    }

    @Test
    void aFailureOfASublayoutIsToldWhereItHappened() throws Exception {
        var text = picture(SampleChains.withSublayout(SampleChains.ofThreeStepsWithAChangedJar()))
                .text();
        assertThat(text.split("material target/app.jar differs", -1)).hasSize(2);
    }

    @Test
    void anInspectionHasADashedOutlineAndItsCommand() throws Exception {
        var picture = picture(SampleChains.all().get("inspections"));
        assertThat(titles(picture)).contains("inspection untar: passed");
        assertThat(picture.texts()).contains("inspection: tar xzf app.tar.gz");
        assertThat(picture.elements("rect").stream().filter(rect -> rect.hasAttribute("stroke-dasharray")))
                .hasSize(2);
    }

    @Test
    void inspectionsThatWereNotRunAreShownAsSuch() throws Exception {
        var picture = picture(SampleChains.withInspections());
        assertThat(titles(picture)).contains("inspection untar: not checked");
        assertThat(picture.texts()).contains("not run");
    }

    @Test
    void whatIsWrongWithTheLayoutStandsAboveTheChain() throws Exception {
        assertThat(picture(SampleChains.all().get("expired")).texts())
                .containsSubsequence("layout: it expired at 2026-02-28T12:00:00Z", "checkout");
        var rects = picture(SampleChains.all().get("expired")).elements("rect");
        int bottomOfNote = number(rects.get(1), "y") + number(rects.get(1), "height");
        assertThat(rects.subList(2, rects.size())).allMatch(rect -> number(rect, "y") >= bottomOfNote);
    }

    @Test
    void aLayoutThatIsNotTrustedIsAPictureWithoutSteps() throws Exception {
        var picture = picture(
                SampleChains.ofThreeSteps().verify(SupplyChain.key("mallory").publicKey()));
        assertThat(picture.texts())
                .contains("Supply chain not verified", "Layout release.layout")
                .doesNotContain("checkout");
        assertThat(picture.text()).contains("there is no signature by key");
    }

    @Test
    void rulesThatCompareAStepWithItselfAreALineInItsBox() throws Exception {
        assertThat(picture(SampleChains.ofBranches()).texts()).contains("kept: 2 materials → products");
    }

    @Test
    void stepsBeyondTheLimitAreCounted() throws Exception {
        var chain = new SupplyChain();
        IntStream.range(0, 120).forEach(i -> chain.step("step" + i).by("bob"));
        var picture = picture(chain);
        assertThat(picture.texts())
                .contains("Not shown: 20 more steps", "step99")
                .doesNotContain("step100");
    }

    @Test
    void arrowsBeyondTheLimitAreCounted() throws Exception {
        var chain = new SupplyChain();
        for (int i = 0; i < 40; i++) {
            var step = chain.step("step" + i).by("bob");
            for (int j = 0; j < i; j++) {
                step.materials("MATCH * WITH PRODUCTS FROM step" + j);
            }
        }
        assertThat(picture(chain).texts()).contains("Not shown: 280 more arrows");
    }

    @Test
    void aLongNameOfAStepDoesNotHideThatItsSublayoutFailed() throws Exception {
        var chain = new SupplyChain();
        chain.step("x".repeat(200)).by("bob").sublayout("bob", SampleChains.ofThreeStepsWithAChangedJar());
        assertThat(picture(chain).texts()).anyMatch(text -> text.startsWith("Sublayout not verified: step 'xxx"));
    }

    @Test
    void sublayoutsBeyondTheLimitAreCounted() throws Exception {
        var chain = new SupplyChain();
        for (int i = 0; i < 15; i++) {
            chain.step("step" + i).by("bob").sublayout("bob", SampleChains.withOtherCommand());
        }
        var text = picture(chain).text();
        assertThat(text)
                .contains("Sublayout verified: step 'step11'")
                .doesNotContain("Sublayout verified: step 'step12'")
                .contains("Not shown: 3 more sublayouts");
    }

    @Test
    void longNamesAreCutInTheBoxAndWholeInItsTitle() throws Exception {
        var picture = picture(SampleChains.withAwkwardNames());
        var name =
                "a-step-with-a-name-that-is-far-too-long-for-any-box-and-goes-on-and-on-without-a-single-space-in-it";
        assertThat(picture.texts()).contains("a-step-with-a-name-t…").doesNotContain(name);
        assertThat(titles(picture)).contains("step " + name + ": failed");
    }

    @Test
    void markupInNamesIsTextThatIsShown() throws Exception {
        var bytes = SvgReport.toByteArray(SampleChains.withAwkwardNames().verify());
        var picture = SvgDocument.parse(bytes);
        assertThat(picture.texts()).contains("]]>&amp;\"'");
        assertThat(titles(picture)).contains("step <script>alert(1)<script>: passed");
        assertThat(new String(bytes, StandardCharsets.UTF_8)).doesNotContain("<script", "<img", "]]>");
    }

    @Test
    void equalVerificationsGiveEqualPictures() {
        var chain = SampleChains.ofBranches();
        assertThat(SvgReport.toByteArray(chain.verify())).isEqualTo(SvgReport.toByteArray(chain.verify()));
    }
}
