package io.jenkins.plugins.intoto.engine.record;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * File names as Unicode. On POSIX systems names are bytes, and the JVM decodes them by the locale: outside of a UTF-8
 * locale every character beyond ASCII is lost, and in none is an invalid byte told from a replacement character. Where
 * text may have suffered so, this goes back to the bytes, which the URI of a path gives and takes unchanged. A byte that is
 * no part of UTF-8 becomes the lone surrogate U+DC80 to U+DCFF, as in Python, so that no two names are confused.
 */
public final class FileNames {
    private static final FileSystem DEFAULT = FileSystems.getDefault();
    private static final boolean BYTES = DEFAULT.getSeparator().equals("/");
    private static final boolean UTF_8 = "UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding"));
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private FileNames() {}

    /** The last name of a path. */
    static String last(Path path) {
        var decoded = path.toString();
        if (isTrusted(path, decoded)) {
            return decoded.substring(
                    decoded.lastIndexOf(path.getFileSystem().getSeparator().charAt(0)) + 1);
        }
        byte[] raw = bytes(path);
        int end = raw[raw.length - 1] == '/' ? raw.length - 1 : raw.length;
        int start = end;
        while (raw[start - 1] != '/') {
            start--;
        }
        return decode(raw, start, end);
    }

    /** The text of a whole path. */
    static String of(Path path) {
        var decoded = path.toString();
        if (isTrusted(path, decoded)) {
            return decoded;
        }
        var absolute = decode(bytes(path));
        if (path.isAbsolute()) {
            return absolute;
        }
        var base = decode(bytes(Path.of("")));
        return absolute.startsWith(base) ? absolute.substring(base.length()) : absolute;
    }

    /**
     * A path below a directory, or anywhere if the text is absolute.
     *
     * @param text as this class gives it
     * @throws java.nio.file.InvalidPathException if it cannot be a path
     */
    static Path resolve(Path directory, String text) {
        if (!hasBytes(directory) || isEncodable(text)) {
            return directory.resolve(text);
        }
        var encoded =
                new StringBuilder(text.startsWith("/") ? "/" : directory.toUri().getRawPath());
        if (encoded.charAt(encoded.length() - 1) != '/') {
            encoded.append('/');
        }
        for (byte b : encode(text)) {
            if (b != '/') {
                encoded.append('%').append(HEX[b >> 4 & 15]).append(HEX[b & 15]);
            } else if (encoded.charAt(encoded.length() - 1) != '/') {
                encoded.append('/');
            }
        }
        return Path.of(URI.create("file://".concat(encoded.toString())));
    }

    /**
     * Opens a file for reading, in the cheapest way that finds it.
     *
     * @throws IOException of a type that tells why, as those of {@link Files} do
     */
    static InputStream open(Path file) throws IOException {
        var text = file.toString();
        if (file.getFileSystem() == DEFAULT && isTrusted(file, text)) {
            try {
                return new FileInputStream(text);
            } catch (FileNotFoundException e) {
                // It is thrown for whatever prevents the opening; the attempt below tells which it is.
                return Files.newInputStream(file);
            }
        }
        return Files.newInputStream(file);
    }

    /** Whether text is nothing but ASCII, which is the same in all that is done here. */
    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** Whether the names of a path are bytes. Those of other file systems than the machine's own are text. */
    private static boolean hasBytes(Path path) {
        return BYTES && path.getFileSystem() == DEFAULT;
    }

    private static boolean isTrusted(Path path, String decoded) {
        // Text without any character beyond U+00FF, which is most, need not be searched for one.
        return !hasBytes(path) || (UTF_8 ? decoded.indexOf('\ufffd') < 0 : isAscii(decoded));
    }

    private static boolean isEncodable(String text) {
        if (!UTF_8) {
            return isAscii(text);
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static byte[] bytes(Path path) {
        var uri = path.toUri().getRawPath();
        var bytes = new ByteArrayOutputStream(uri.length());
        for (int i = 0; i < uri.length(); i++) {
            if (uri.charAt(i) == '%') {
                bytes.write(Integer.parseInt(uri.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(uri.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    private static String decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    private static String decode(byte[] bytes, int from, int to) {
        var text = new StringBuilder(to - from);
        var decoder = StandardCharsets.UTF_8.newDecoder();
        for (int start = from; start < to; ) {
            int end = start + 1;
            while (end < to && (bytes[end] & 0xc0) == 0x80 && end - start < 4) {
                end++;
            }
            try {
                text.append(decoder.decode(ByteBuffer.wrap(bytes, start, end - start)));
                start = end;
            } catch (CharacterCodingException e) {
                text.append((char) (0xdc00 | bytes[start] & 0xff));
                start++;
            }
        }
        return text.toString();
    }

    private static byte[] encode(String text) {
        var bytes = new ByteArrayOutputStream(text.length() + 16);
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            if (codePoint >= 0xdc80 && codePoint <= 0xdcff) {
                bytes.write(codePoint & 0xff);
            } else {
                bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
