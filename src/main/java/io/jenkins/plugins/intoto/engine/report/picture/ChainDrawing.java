package io.jenkins.plugins.intoto.engine.report.picture;

import io.jenkins.plugins.intoto.engine.report.picture.ChainPicture.Arrow;
import io.jenkins.plugins.intoto.engine.report.picture.ChainPicture.PlacedBox;
import io.jenkins.plugins.intoto.engine.report.picture.SvgCanvas.Stroke;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.engine.verify.Verdict;
import java.util.Comparator;

/** Draws the boxes and arrows of a chain. */
final class ChainDrawing {
    private static final int SYMBOL_Y = 21;
    private static final int TITLE_BASELINE = 26;
    private static final int LABEL_ABOVE = -5;
    private static final int LABEL_BELOW = 13;
    private static final int NOTE_BASELINE = 19;

    private final SvgCanvas canvas;

    ChainDrawing(SvgCanvas canvas) {
        this.canvas = canvas;
    }

    void draw(ChainPicture picture) {
        // What is broken comes last, so that no other line covers it.
        picture.arrows().stream()
                .sorted(Comparator.comparing(ChainDrawing::prominence))
                .forEach(this::draw);
        picture.boxes().forEach(this::draw);
    }

    private static int prominence(Arrow arrow) {
        return switch (arrow.edge().flow().state()) {
            case NOT_CHECKED -> 0;
            case HOLDS -> 1;
            case BROKEN -> 2;
        };
    }

    private void draw(Arrow arrow) {
        var edge = arrow.edge();
        int x = arrow.label().x();
        int above = arrow.label().y() + LABEL_ABOVE;
        int below = arrow.label().y() + LABEL_BELOW;
        switch (edge.flow().state()) {
            case HOLDS -> {
                canvas.arrow(arrow.points(), Stroke.solid(Colour.LINE, 2));
                canvas.centredText(x, above, edge.amount(), ChainGutters.LABEL, Colour.INK);
            }
            case BROKEN -> {
                canvas.arrow(arrow.points(), new Stroke(Tone.BAD.strong(), 2, "7 5"));
                int amount = TextMetrics.width(edge.amount(), ChainGutters.BROKEN_LABEL);
                canvas.cross(x - amount / 2 - 3, above - 4);
                canvas.centredText(
                        x + ChainGutters.CROSS / 2, above, edge.amount(), ChainGutters.BROKEN_LABEL, Tone.BAD.strong());
            }
            case NOT_CHECKED -> {
                canvas.arrow(arrow.points(), new Stroke(Colour.LINE, 2, "1 5"));
                canvas.centredText(x, above, edge.amount(), ChainGutters.LABEL, Colour.FAINT_INK);
            }
        }
        canvas.centredText(x, below, edge.destination(), ChainGutters.LABEL, Colour.FAINT_INK);
    }

    private void draw(PlacedBox box) {
        var node = box.node();
        var content = box.content();
        var tone = Tone.of(node.verdict());
        canvas.beginGroup((node.kind() == ChainNode.Kind.INSPECTION ? "inspection " : "step ")
                + DisplayText.of(node.name()) + ": " + node.verdict().words());
        var outline = node.verdict() == Verdict.PASSED ? Colour.OUTLINE : tone.strong();
        if (node.kind() == ChainNode.Kind.SUBLAYOUT) {
            // A second sheet behind the box: there is more below.
            canvas.area(
                    box.x() + 4, box.y() - 4, ChainBox.WIDTH, box.height(), 6, Colour.BOX, Stroke.solid(outline, 1));
        }
        canvas.area(
                box.x(),
                box.y(),
                ChainBox.WIDTH,
                box.height(),
                6,
                node.verdict() == Verdict.FAILED ? tone.pale() : Colour.BOX,
                new Stroke(
                        outline,
                        node.verdict() == Verdict.FAILED ? 2 : 1,
                        node.kind() == ChainNode.Kind.INSPECTION ? "5 4" : ""));
        int left = box.x() + ChainBox.PADDING;
        canvas.symbol(left + SvgCanvas.SYMBOL, box.y() + SYMBOL_Y, tone);
        canvas.text(
                left + ChainBox.TITLE_INDENT, box.y() + TITLE_BASELINE, content.title(), ChainBox.TITLE, Colour.INK);
        for (int i = 0; i < content.facts().size(); i++) {
            int baseline = box.y() + ChainBox.FIRST_FACT + i * ChainBox.FACT_HEIGHT;
            canvas.text(left, baseline, content.facts().get(i), ChainBox.FACT, Colour.FAINT_INK);
        }
        for (int i = 0; i < content.notes().size(); i++) {
            draw(content.notes().get(i), box.x(), box.y() + box.height() + content.noteOffset(i), ChainBox.WIDTH);
        }
        canvas.endGroup();
    }

    /** A note in a frame with the symbol of its tone. */
    void draw(ChainBox.Note note, int x, int y, int width) {
        canvas.area(
                x,
                y,
                width,
                note.height(),
                6,
                note.tone().pale(),
                Stroke.solid(note.tone().strong(), 1));
        canvas.symbol(x + ChainBox.NOTE_INDENT / 2, y + NOTE_BASELINE - 4, note.tone());
        for (int i = 0; i < note.lines().size(); i++) {
            canvas.text(
                    x + ChainBox.NOTE_INDENT,
                    y + NOTE_BASELINE + i * ChainBox.NOTE_LINE,
                    note.lines().get(i),
                    ChainBox.NOTE,
                    Colour.INK);
        }
    }
}
