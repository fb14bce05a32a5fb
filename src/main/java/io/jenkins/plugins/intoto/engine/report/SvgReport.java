package io.jenkins.plugins.intoto.engine.report;

import io.jenkins.plugins.intoto.engine.report.picture.Colour;
import io.jenkins.plugins.intoto.engine.report.picture.SvgCanvas;
import io.jenkins.plugins.intoto.engine.report.picture.SvgCanvas.Stroke;
import io.jenkins.plugins.intoto.engine.report.picture.SvgSection;
import io.jenkins.plugins.intoto.engine.report.picture.SvgWriter;
import io.jenkins.plugins.intoto.engine.report.picture.TextMetrics;
import io.jenkins.plugins.intoto.engine.report.picture.TextMetrics.Font;
import io.jenkins.plugins.intoto.engine.report.picture.Tone;
import io.jenkins.plugins.intoto.engine.verify.LocatedFinding;
import io.jenkins.plugins.intoto.engine.verify.OutcomeWording;
import io.jenkins.plugins.intoto.engine.verify.Verification;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A verification as a picture of the supply chain, in SVG: the steps with their signers, the artifacts that flow between them,
 * and where it broke. The picture stands for itself: it has no scripts, links or references, so it shows as an image under a
 * strict Content-Security-Policy, and it brings its own background, light or dark as the page is that shows it. Names from
 * metadata are text in it and cannot be anything else.
 */
public final class SvgReport {
    /** How many layouts are drawn, sublayouts included. */
    private static final int MOST_LAYOUTS = 13;

    private static final int MARGIN = 24;
    private static final int SECTION_GAP = 36;
    private static final int LEGEND = 30;
    private static final int MOST_LINES = 200;
    private static final Font LEGEND_FONT = Font.plain(11);
    private static final String FONTS =
            "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

    private SvgReport() {}

    /**
     * Writes a picture.
     *
     * @param verification the outcome to draw
     * @param out receives UTF-8 text; flushed, not closed
     * @throws IOException if writing fails
     */
    public static void write(Verification verification, OutputStream out) throws IOException {
        out.write(toByteArray(verification));
        out.flush();
    }

    /** The picture as {@link #write} writes it. */
    public static byte[] toByteArray(Verification verification) {
        return svg(verification).getBytes(StandardCharsets.UTF_8);
    }

    private static String svg(Verification verification) {
        var sections = SvgSection.of(verification, MOST_LAYOUTS);
        int width = sections.stream().mapToInt(SvgSection::width).max().orElseThrow() + 2 * MARGIN;
        int height = sections.stream()
                        .mapToInt(section -> section.height() + SECTION_GAP)
                        .sum()
                + MARGIN
                + LEGEND;
        var xml = new SvgWriter();
        var failures = LocatedFinding.failures(verification);
        var summary = TextMetrics.visible(OutcomeWording.summary(
                verification, failures, LocatedFinding.warnings(verification).size()));
        xml.begin(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "width",
                width,
                "height",
                height,
                "viewBox",
                "0 0 " + width + " " + height,
                "role",
                "img",
                "aria-label",
                summary,
                "font-family",
                FONTS,
                "direction",
                "ltr",
                "xml:space",
                "preserve");
        xml.begin("title").text(summary).end();
        xml.begin("desc").text(description(verification)).end();
        xml.begin("style").text(Colour.DARK).end();
        var canvas = new SvgCanvas(xml);
        canvas.area(0, 0, width, height, 8, Colour.PAPER, Stroke.solid(Colour.OUTLINE, 1));
        int y = MARGIN;
        for (var section : sections) {
            section.draw(canvas.movedBy(MARGIN, y));
            y += section.height() + SECTION_GAP;
        }
        drawLegend(canvas.movedBy(MARGIN, y - 4));
        return xml.end().toString();
    }

    private static String description(Verification verification) {
        var lines = TextReport.DEFAULT.withVerbose(true).lines(verification);
        return String.join("\n", lines.subList(0, Math.min(MOST_LINES, lines.size())));
    }

    private static void drawLegend(SvgCanvas canvas) {
        int x = 0;
        x = entry(canvas, x, Tone.GOOD, "as the layout demands");
        x = entry(canvas, x, Tone.BAD, "broken");
        x = entry(canvas, x, Tone.UNKNOWN, "not checked");
        x = entry(canvas, x, Tone.CAUTION, "warning");
        canvas.text(x, 12, "→ artifacts equal in both steps", LEGEND_FONT, Colour.FAINT_INK);
    }

    private static int entry(SvgCanvas canvas, int x, Tone tone, String words) {
        canvas.symbol(x + SvgCanvas.SYMBOL, SvgCanvas.SYMBOL, tone);
        int text = x + 2 * SvgCanvas.SYMBOL + 6;
        canvas.text(text, 12, words, LEGEND_FONT, Colour.FAINT_INK);
        return text + TextMetrics.width(words, LEGEND_FONT) + 16;
    }
}
