package io.jenkins.plugins.intoto.engine.bundle;

import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.json.ByteOrderMark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The lines of a stream, which end with a line feed, or a carriage return and a line feed; without a byte order mark. */
final class LineSource {
    private final InputStream in;
    private final String source;
    private final long maxBytes;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int end;
    private int number;
    private boolean cut;
    private Optional<byte[]> last = Optional.empty();
    private boolean again;

    LineSource(InputStream in, String source, long maxBytes) {
        this.in = in;
        this.source = source;
        this.maxBytes = Math.min(maxBytes, Integer.MAX_VALUE - 16);
    }

    /** The number of the line that was returned last. */
    int number() {
        return number;
    }

    /** Whether the line that was returned last is too long, so that its content was passed over. */
    boolean isCut() {
        return cut;
    }

    /** Makes the line that was returned last the next. */
    void unread() {
        again = true;
    }

    /** The next line without its end, itself empty if it is too long; empty after the last. */
    Optional<byte[]> next() throws UnreadableFileException {
        if (!again) {
            last = read();
        }
        again = false;
        return last;
    }

    private Optional<byte[]> read() throws UnreadableFileException {
        try {
            if (position == end && !fill()) {
                return Optional.empty();
            }
            number++;
            cut = false;
            var line = new ByteArrayOutputStream(Math.min(end - position, 1 << 13));
            do {
                int feed = position;
                while (feed < end && buffer[feed] != '\n') {
                    feed++;
                }
                // A carriage return before the line feed is not part of the line.
                if (line.size() + (long) (feed - position) > maxBytes + 1) {
                    cut = true;
                    line = new ByteArrayOutputStream(0);
                }
                if (!cut) {
                    line.write(buffer, position, feed - position);
                }
                position = feed + 1;
                if (feed < end) {
                    return Optional.of(ended(line.toByteArray()));
                }
            } while (fill());
            return Optional.of(ended(line.toByteArray()));
        } catch (IOException e) {
            throw new UnreadableFileException(source, "cannot be read: " + e.getMessage(), e);
        }
    }

    private boolean fill() throws IOException {
        position = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    private byte[] ended(byte[] line) {
        byte[] ended = withoutReturn(number == 1 ? ByteOrderMark.strippedFrom(line) : line);
        cut |= ended.length > maxBytes;
        return cut ? new byte[0] : ended;
    }

    private static byte[] withoutReturn(byte[] line) {
        return line.length > 0 && line[line.length - 1] == '\r' ? java.util.Arrays.copyOf(line, line.length - 1) : line;
    }
}
