package io.jenkins.plugins.intoto.archive;

import io.jenkins.plugins.intoto.engine.file.FileFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files of lines that only grow. Whoever writes to one sees to it that nobody else does at the same time. */
final class GrowingFile {
    private GrowingFile() {}

    /**
     * Adds lines at the end of a file, which is made if it is not there. They are on disk when this returns, and if it fails,
     * the file is as it was.
     *
     * @param file the file
     * @param lines whole lines with their ends
     * @throws IOException if they cannot be written
     */
    static void append(Path file, byte[] lines) throws IOException {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = endOfLastLine(channel);
            channel.truncate(end);
            try {
                var buffer = ByteBuffer.wrap(lines);
                for (long position = end; buffer.hasRemaining(); ) {
                    position += channel.write(buffer, position);
                }
                channel.force(false);
            } catch (IOException e) {
                channel.truncate(end);
                throw e;
            }
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw FileFailure.of(file, e);
        }
    }

    /** Where the last whole line ends: one that was cut off when Jenkins went down is none. */
    private static long endOfLastLine(FileChannel channel) throws IOException {
        var one = ByteBuffer.allocate(1);
        long end = channel.size();
        while (end > 0 && channel.read(one.clear(), end - 1) == 1 && one.get(0) != '\n') {
            end--;
        }
        return end;
    }
}
