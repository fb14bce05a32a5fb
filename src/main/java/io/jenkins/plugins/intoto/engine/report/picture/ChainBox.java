package io.jenkins.plugins.intoto.engine.report.picture;

import io.jenkins.plugins.intoto.engine.report.picture.TextMetrics.Font;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands in the box of a node and in the notes below it, cut to the width that all boxes have.
 *
 * @param title its name
 * @param facts lines about it
 * @param notes what stands below
 */
record ChainBox(String title, List<String> facts, List<Note> notes) {
    static final int WIDTH = 236;
    static final Font TITLE = Font.bold(14);
    static final Font FACT = Font.plain(12);
    static final Font NOTE = Font.plain(11);
    static final int PADDING = 12;

    /** How wide a line about the step may be. */
    static final int WIDTH_OF_FACTS = WIDTH - 2 * PADDING;

    static final int FACT_HEIGHT = 18;
    static final int NOTE_LINE = 15;

    /** Where the baseline of the first fact is below the upper edge. */
    static final int FIRST_FACT = 50;

    /** The place of a note's text, right of its symbol. */
    static final int NOTE_INDENT = 30;

    static final int TITLE_INDENT = 2 * SvgCanvas.SYMBOL + 8;
    private static final int DESCENT = 4;
    private static final int NOTE_GAP = 6;
    private static final int NOTE_PADDING = 16;
    private static final int MOST_NOTE_LINES = 7;

    /** A note as the lines that it takes. */
    record Note(Tone tone, List<String> lines) {
        int height() {
            return NOTE_PADDING + lines.size() * NOTE_LINE;
        }
    }

    static ChainBox of(ChainNode node) {
        int width = WIDTH_OF_FACTS;
        var notes = new ArrayList<Note>();
        for (var note : node.notes()) {
            notes.add(note(note, WIDTH));
        }
        return new ChainBox(
                TextMetrics.fit(TextMetrics.visible(node.name()), TITLE, width - TITLE_INDENT),
                node.facts().stream()
                        .map(fact -> TextMetrics.fit(TextMetrics.visible(fact), FACT, width))
                        .toList(),
                notes);
    }

    /** A note in a frame of some width. */
    static Note note(ChainNode.Note note, int width) {
        return new Note(
                note.tone(),
                TextMetrics.wrap(
                        TextMetrics.visible(note.sentence()), NOTE, width - NOTE_INDENT - PADDING, MOST_NOTE_LINES));
    }

    /** The height of the box itself. */
    int height() {
        return FIRST_FACT - DESCENT + facts.size() * FACT_HEIGHT;
    }

    /** The height of the notes with the gaps above them. */
    int notesHeight() {
        return notes.stream().mapToInt(note -> NOTE_GAP + note.height()).sum();
    }

    /** Where a note begins below the box. */
    int noteOffset(int index) {
        return notes.subList(0, index).stream()
                        .mapToInt(note -> NOTE_GAP + note.height())
                        .sum()
                + NOTE_GAP;
    }
}
