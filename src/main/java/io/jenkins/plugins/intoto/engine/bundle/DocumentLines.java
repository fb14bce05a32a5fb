package io.jenkins.plugins.intoto.engine.bundle;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines that may be one JSON object. Only brackets and strings are looked at: whether it is one is for a parser to tell.
 */
final class DocumentLines {
    private final List<byte[]> lines = new ArrayList<>();
    private long length;
    private int depth;
    private boolean broken;

    /**
     * @param begin the first line, see {@link #isBegun}
     */
    DocumentLines(byte[] begin) {
        add(begin);
    }

    /** Whether an object begins on a line, and does not end there. */
    static boolean isBegun(byte[] line) {
        return startsWithObject(line) && new DocumentLines(line).isOpen();
    }

    /** Whether a line may hold an object from its beginning to its end. */
    static boolean mayBeWhole(byte[] line) {
        return startsWithObject(line) && new DocumentLines(line).isComplete();
    }

    private static boolean startsWithObject(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t') {
                return b == '{';
            }
        }
        return false;
    }

    /** Adds the next line. */
    void add(byte[] line) {
        lines.add(line);
        length += line.length + 1L;
        boolean inString = false;
        boolean ended = false;
        for (int i = 0; i < line.length && !broken; i++) {
            byte b = line[i];
            if (inString) {
                if (b == '\\') {
                    i++;
                } else if (b == '"') {
                    inString = false;
                }
            } else if (b == '"') {
                inString = true;
            } else if (b == '{' || b == '[') {
                broken = ended;
                depth++;
            } else if (b == '}' || b == ']') {
                depth--;
                broken = depth < 0;
                ended = depth == 0;
            }
        }
        // No string of JSON has a line end within it.
        broken |= inString;
    }

    /** Whether more lines are needed. */
    boolean isOpen() {
        return !broken && depth > 0;
    }

    /** Whether every bracket is closed. */
    boolean isComplete() {
        return !broken && depth == 0;
    }

    /** How many bytes all lines have with their ends. */
    long length() {
        return length;
    }

    /** The lines without their ends. */
    List<byte[]> lines() {
        return lines;
    }

    /** All lines as one text. */
    byte[] text() {
        var text = new ByteArrayOutputStream((int) Math.min(length, Integer.MAX_VALUE - 16));
        for (byte[] line : lines) {
            text.writeBytes(line);
            text.write('\n');
        }
        return text.toByteArray();
    }
}
