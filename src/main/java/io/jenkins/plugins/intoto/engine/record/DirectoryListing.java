package io.jenkins.plugins.intoto.engine.record;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The names in a directory, sorted by code point.
 *
 * @param ascii whether all of them are nothing but ASCII
 */
record DirectoryListing(String[] names, boolean ascii) {
    private static final String[] NONE = {};

    /**
     * Lists a directory.
     *
     * @throws RecordingException if the directory cannot be read
     */
    static DirectoryListing of(Path directory) throws RecordingException {
        String[] names = NONE;
        int size = 0;
        boolean ascii = true;
        try (var entries = Files.newDirectoryStream(directory)) {
            for (var entry : entries) {
                if (size == names.length) {
                    names = Arrays.copyOf(names, Math.max(16, size + size / 2));
                }
                var name = FileNames.last(entry);
                ascii = ascii && FileNames.isAscii(name);
                names[size++] = name;
            }
        } catch (DirectoryIteratorException e) {
            throw DirectoryWalk.unreadable(directory, e.getCause());
        } catch (IOException e) {
            throw DirectoryWalk.unreadable(directory, e);
        }
        names = Arrays.copyOf(names, size);
        if (ascii) {
            Arrays.sort(names);
        } else {
            Arrays.sort(names, new ByCodePoint());
        }
        return new DirectoryListing(names, ascii);
    }

    /** Java compares text by UTF-16 code unit, which puts characters beyond the first 65,536 before the last of those. */
    static final class ByCodePoint implements Comparator<String>, java.io.Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public int compare(String a, String b) {
            int length = Math.min(a.length(), b.length());
            for (int i = 0; i < length; i++) {
                char x = a.charAt(i);
                char y = b.charAt(i);
                if (x != y) {
                    boolean xBeyond = Character.isSurrogate(x);
                    boolean yBeyond = Character.isSurrogate(y);
                    return xBeyond == yBeyond ? x - y : xBeyond ? 1 : -1;
                }
            }
            return a.length() - b.length();
        }
    }
}
