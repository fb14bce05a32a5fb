package io.jenkins.plugins.intoto.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.model.ItemNames;
import io.jenkins.plugins.intoto.engine.report.picture.SvgDocument;
import io.jenkins.plugins.intoto.engine.report.picture.SvgWriter;
import io.jenkins.plugins.intoto.engine.report.picture.TextMetrics;
import io.jenkins.plugins.intoto.engine.verify.SupplyChain;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ReportPropertiesTest {
    private static final List<String> NASTY = List.of(
            "<script>alert(1)</script>",
            "]]>",
            "<![CDATA[",
            "<!--",
            "-->",
            "<?xml?>",
            "&lt;",
            "&#0;",
            "&#x202e;",
            "&nope;",
            "\" onload=\"alert(1)",
            "'",
            "\u0000",
            "\u0008",
            "\u001b[31m",
            "\u0085",
            "\u2028",
            "\u202e",
            "\u200d",
            "\ufeff",
            "\ufffe",
            "\uffff",
            "\ud83d\ude80",
            "\ud83d\udc69\u200d\ud83d\udcbb",
            "\u05e9\u05dc\u05d5\u05dd",
            "e\u0301\u0302\u0303\u0304",
            "\ud808\ude19",
            "\ufdfd",
            "\ue000",
            "%s%n",
            "\\u0041");

    /** Any text of valid Unicode, often with something in it that has broken other programs. */
    @Provide
    Arbitrary<String> texts() {
        var any = Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .filter(c -> !(c >= 0xd800 && c <= 0xdfff))
                .map(Character::toString);
        return Arbitraries.oneOf(Arbitraries.of(NASTY), any, Arbitraries.of("a", "b c", "-", "1"))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> names() {
        return texts().filter(ItemNames::isSafe);
    }

    /** Text that need not be valid Unicode. */
    @Provide
    Arbitrary<String> chars() {
        return Arbitraries.strings().all().ofMaxLength(40);
    }

    private static SupplyChain chain(List<String> names, List<String> paths, String text) {
        var chain = new SupplyChain().source(text);
        for (int i = 0; i < names.size(); i++) {
            var name = i + names.get(i);
            var step = chain.step(name).by("bob").command("run", text);
            if (i > 0) {
                step.materialRule("MATCH", "*", "WITH", "PRODUCTS", "FROM", i - 1 + names.get(i - 1));
            }
            step.materialRule("DISALLOW", "*");
            step.productRule("REQUIRE", text);
            step.link("bob", List.of(text), i % 2 == 0 ? List.of() : paths, paths);
        }
        return chain;
    }

    @Property(tries = 200)
    void aPictureOfAnyNamesIsWellFormedAndHasOnlyWhatItMayHave(
            @ForAll("names") String name, @ForAll("names") String other, @ForAll("texts") String text)
            throws Exception {
        var paths = new ArrayList<>(List.of(text + "1", text + "2"));
        var verification = chain(List.of(name, other), paths, text).verify();
        var picture = SvgDocument.parse(SvgReport.toByteArray(verification));
        assertThat(picture.elementNames()).isSubsetOf(SvgReportTest.ELEMENTS);
        assertThat(picture.attributeNames()).isSubsetOf(SvgReportTest.ATTRIBUTES);
        assertThat(picture.text().codePoints()).noneMatch(c -> {
            int type = Character.getType(c);
            return type == Character.CONTROL || type == Character.FORMAT || type == Character.PRIVATE_USE;
        });
    }

    @Property(tries = 100)
    void aJsonReportOfAnyNamesConformsToItsSchemaAndCanBeReadBack(
            @ForAll("names") String name, @ForAll("texts") String text) throws Exception {
        var verification = chain(List.of(name), List.of(text + "1"), text).verify();
        byte[] report = JsonReport.toByteArray(verification);
        assertThat(ReportSchema.closed().defects(report)).isEmpty();
        var layout = Json.parseObject(report, "report.json", JsonReport.LIMITS).object("layout");
        assertThat(layout.string("source")).isEqualTo(text);
    }

    @Property(tries = 300)
    void textsAndAttributesAreReadBackAsTheyWereWritten(@ForAll("texts") String text) throws Exception {
        var xml = new SvgWriter()
                .begin("text", "d", text)
                .text(text)
                .end()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        var replaced = text.codePoints()
                .map(c -> (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xfffe || c == 0xffff ? 0xfffd : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        var element = SvgDocument.parse(xml).root();
        assertThat(element.getTextContent()).isEqualTo(replaced);
        assertThat(element.getAttribute("d")).isEqualTo(replaced);
    }

    @Property(tries = 300)
    void anyCharactersMakeWellFormedXml(@ForAll("chars") String text) throws Exception {
        var xml = new SvgWriter().begin("text", "d", text).text(text).end().toString();
        assertThat(SvgDocument.parse(xml.getBytes(StandardCharsets.UTF_8)).elementNames())
                .containsExactly("text");
    }

    @Property(tries = 300)
    void fittedTextIsNeverWiderThanItsPlace(@ForAll("texts") String text) {
        var font = TextMetrics.Font.bold(14);
        var visible = TextMetrics.visible(text);
        assertThat(TextMetrics.width(TextMetrics.fit(visible, font, 60), font)).isLessThanOrEqualTo(60);
        assertThat(TextMetrics.wrap(visible, font, 60, 4))
                .hasSizeLessThanOrEqualTo(4)
                .allMatch(line -> TextMetrics.width(line, font) <= 60);
    }
}
