package io.jenkins.plugins.intoto.engine.report.picture;

import io.jenkins.plugins.intoto.engine.report.picture.TextMetrics.Font;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.engine.text.Wording;
import io.jenkins.plugins.intoto.engine.verify.Finding;
import io.jenkins.plugins.intoto.engine.verify.LinkOutcome;
import io.jenkins.plugins.intoto.engine.verify.LocatedFinding;
import io.jenkins.plugins.intoto.engine.verify.OutcomeWording;
import io.jenkins.plugins.intoto.engine.verify.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One layout in a picture: a heading with the verdict, what is wrong with the layout itself, and its chain.
 *
 * @param tone the verdict
 * @param title the heading
 * @param font its font
 * @param lines lines below the heading
 * @param notes what is wrong with the layout
 * @param chain its steps and inspections; empty if there are none
 */
public record SvgSection(
        Tone tone,
        String title,
        Font font,
        List<String> lines,
        List<ChainNode.Note> notes,
        Optional<ChainPicture> chain) {
    static final int NARROWEST = 620;

    private static final int MOST_NOTES = 8;
    private static final int WIDEST_NOTE = 760;
    private static final Font TITLE = Font.bold(18);
    private static final Font SUBTITLE = Font.bold(15);
    private static final Font LINE = Font.plain(12);
    private static final int HEADING = 34;
    private static final int LINE_HEIGHT = 18;
    private static final int GAP = 8;
    private static final int TITLE_INDENT = 26;

    /** A layout and those of its sublayouts, each after the one that it belongs to. */
    public static List<SvgSection> of(Verification verification, int most) {
        var sections = new ArrayList<SvgSection>();
        add(verification, "Supply chain", "", sections, most);
        var lines = new ArrayList<>(sections.get(0).lines());
        addOmitted(lines, count(verification) - sections.size(), "more sublayout");
        sections.set(0, sections.get(0).with(lines));
        return sections;
    }

    private static void add(Verification verification, String kind, String place, List<SvgSection> sections, int most) {
        if (sections.size() == most) {
            return;
        }
        // The verdict stands before names, which may be too long for the line.
        var title = kind + (verification.passed() ? " verified" : " not verified") + place;
        sections.add(of(verification, title, sections.isEmpty() ? TITLE : SUBTITLE));
        for (var step : verification.steps()) {
            for (var link : step.links()) {
                if (link.sublayout().isPresent()) {
                    add(
                            link.sublayout().get(),
                            "Sublayout",
                            ": step '" + DisplayText.of(step.step().name()) + "'",
                            sections,
                            most);
                }
            }
        }
    }

    /** How many layouts a verification is about: its own and those below. */
    private static int count(Verification verification) {
        return 1
                + verification.steps().stream()
                        .flatMap(step -> step.links().stream())
                        .map(LinkOutcome::sublayout)
                        .flatMap(Optional::stream)
                        .mapToInt(SvgSection::count)
                        .sum();
    }

    private static SvgSection of(Verification verification, String title, Font font) {
        boolean passed = verification.passed();
        var graph = ChainGraph.of(verification);
        var lines = new ArrayList<String>();
        lines.add("Layout " + DisplayText.of(verification.source())
                + verification
                        .layout()
                        .map(layout -> ", expires " + layout.expires())
                        .orElse(""));
        if (!verification.layoutSigners().isEmpty()) {
            lines.add("Signed by " + verification.keyNames().of(verification.layoutSigners()));
        }
        int warnings = LocatedFinding.warnings(verification).size();
        lines.add("Verified at " + verification.at() + ": "
                + (passed
                        ? OutcomeWording.steps(verification)
                        : Wording.count(LocatedFinding.failures(verification).size(), "failure"))
                + (warnings == 0 ? "" : ", " + Wording.count(warnings, "warning")));
        addOmitted(lines, graph.omittedNodes(), "more step");
        addOmitted(lines, graph.omittedEdges(), "more arrow");
        return new SvgSection(
                passed ? Tone.GOOD : Tone.BAD,
                title,
                font,
                lines,
                notes(verification.layoutFailures()),
                graph.nodes().isEmpty() ? Optional.empty() : Optional.of(ChainPicture.of(graph)));
    }

    private static List<ChainNode.Note> notes(List<Finding> failures) {
        var notes = new ArrayList<ChainNode.Note>();
        for (var failure : failures.subList(0, Math.min(MOST_NOTES, failures.size()))) {
            notes.add(new ChainNode.Note(Tone.BAD, failure.sentence()));
        }
        if (failures.size() > MOST_NOTES) {
            notes.add(new ChainNode.Note(
                    Tone.BAD, "and " + Wording.count((long) failures.size() - MOST_NOTES, "more failure")));
        }
        return notes;
    }

    private static void addOmitted(List<String> lines, int number, String noun) {
        if (number > 0) {
            lines.add("Not shown: " + Wording.count(number, noun));
        }
    }

    private SvgSection with(List<String> otherLines) {
        return new SvgSection(tone, title, font, otherLines, notes, chain);
    }

    /** The width, in units of the picture. */
    public int width() {
        return Math.max(NARROWEST, chain.map(ChainPicture::width).orElse(0));
    }

    /** The height, in units of the picture. */
    public int height() {
        return chainY() + chain.map(picture -> GAP + picture.height()).orElse(0);
    }

    private int chainY() {
        return HEADING
                + lines.size() * LINE_HEIGHT
                + notes.stream().mapToInt(note -> GAP + boxed(note).height()).sum()
                + GAP;
    }

    private ChainBox.Note boxed(ChainNode.Note note) {
        return ChainBox.note(note, Math.min(width(), WIDEST_NOTE));
    }

    /** Draws all of it from the canvas's origin. */
    public void draw(SvgCanvas canvas) {
        canvas.beginGroup(title);
        canvas.symbol(SvgCanvas.SYMBOL, SvgCanvas.SYMBOL + 4, tone);
        canvas.text(
                TITLE_INDENT,
                18,
                TextMetrics.fit(TextMetrics.visible(title), font, width() - TITLE_INDENT),
                font,
                tone == Tone.GOOD ? Colour.INK : tone.strong());
        int y = HEADING;
        for (var line : lines) {
            y += LINE_HEIGHT;
            canvas.text(0, y - 8, TextMetrics.fit(TextMetrics.visible(line), LINE, width()), LINE, Colour.FAINT_INK);
        }
        for (var note : notes) {
            var boxed = boxed(note);
            new ChainDrawing(canvas).draw(boxed, 0, y + GAP, Math.min(width(), WIDEST_NOTE));
            y += GAP + boxed.height();
        }
        chain.ifPresent(picture -> new ChainDrawing(canvas.movedBy(0, chainY() + GAP)).draw(picture));
        canvas.endGroup();
    }
}
