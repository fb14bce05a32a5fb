package io.jenkins.plugins.intoto.engine.statement;

import io.jenkins.plugins.intoto.engine.json.ByteOrderMark;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The artifacts of a file of checksums as coreutils write it ({@code sha256sum}, {@code cksum}): {@code DIGEST  NAME},
 * {@code DIGEST *NAME}, or {@code SHA256 (NAME) = DIGEST}; a backslash before the line says that the name is escaped; lines
 * that end with NUL hold names as they are. The file is for those who verify its digests, nothing is hashed here.
 */
public final class Checksums {
    /** The largest file that is read, in bytes. */
    public static final long MAXIMUM_BYTES = 16L << 20;

    private static final Pattern PLAIN = Pattern.compile("([0-9A-Fa-f]+)[ \t](.+)", Pattern.DOTALL);
    private static final Pattern TAGGED =
            Pattern.compile("([A-Za-z][A-Za-z0-9/_-]*) ?\\((.+)\\) ?= ?([0-9A-Za-z+/=]+)", Pattern.DOTALL);
    private static final Map<Integer, String> BY_LENGTH =
            Map.of(32, "md5", 40, "sha1", 56, "sha224", 64, "sha256", 96, "sha384", 128, "sha512");

    /** Names of files of checksums whose length would be taken for one of the SHA-2 family. */
    private static final Pattern OTHER_FAMILY =
            Pattern.compile("b2sum|blake|sha-?3[-_]|sm3sum", Pattern.CASE_INSENSITIVE);

    private final Place place;
    private final Map<String, Map<String, String>> digests = new LinkedHashMap<>();

    private Checksums(Place place) {
        this.place = place;
    }

    /**
     * Reads a file of checksums. Names stay as they stand there. A file that is listed by several algorithms is one artifact.
     *
     * @param content the whole file
     * @param source its name, for error messages
     * @return the artifacts in order, at least one
     * @throws MalformedStatementException if a line is not a checksum, two lines contradict each other, or there is none
     */
    public static List<ResourceDescriptor> read(byte[] content, String source) throws MalformedStatementException {
        var checksums = new Checksums(Place.of(source));
        var text = checksums.decoded(content);
        boolean zero = text.indexOf('\0') >= 0;
        int number = 0;
        for (var line : text.split(zero ? "\0" : "\r?\n")) {
            number++;
            if (!line.isEmpty() && (zero || !line.startsWith("#"))) {
                checksums.add(line, zero, number);
            }
        }
        if (checksums.digests.isEmpty()) {
            throw checksums.place.malformed("lists no file");
        }
        var artifacts = new ArrayList<ResourceDescriptor>();
        checksums.digests.forEach((name, values) -> artifacts.add(ResourceDescriptor.of(name, DigestMap.of(values))));
        return artifacts;
    }

    private String decoded(byte[] content) throws MalformedStatementException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(ByteOrderMark.strippedFrom(content)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw place.malformed("is not text in UTF-8");
        }
    }

    private void add(String line, boolean zero, int number) throws MalformedStatementException {
        boolean escaped = !zero && line.startsWith("\\");
        var bare = escaped ? line.substring(1) : line;
        var tagged = TAGGED.matcher(bare);
        if (tagged.matches()) {
            var algorithm = DigestFormat.named(tagged.group(1))
                    .orElseThrow(
                            () -> malformed(number, "'" + tagged.group(1) + "' is not a digest algorithm known here"));
            add(name(tagged.group(2), escaped, number), algorithm, hex(tagged.group(3), algorithm), number);
            return;
        }
        var plain = PLAIN.matcher(bare);
        if (!plain.matches()) {
            throw malformed(number, "is not a checksum as sha256sum writes it");
        }
        if (OTHER_FAMILY.matcher(place.source()).find()) {
            throw malformed(
                    number,
                    "its algorithm is not named, and its length is also that of SHA-2; write the file with --tag");
        }
        var hex = plain.group(1);
        var algorithm = BY_LENGTH.get(hex.length());
        if (algorithm == null) {
            throw malformed(
                    number, "a digest of " + hex.length() + " hexadecimal digits is of no algorithm known here");
        }
        add(name(withoutMode(plain.group(2)), escaped, number), algorithm, hex, number);
    }

    /** What is left of a name when the mark for text or binary is taken off, which the short form of BSD lacks. */
    private static String withoutMode(String name) {
        return name.length() > 1 && (name.charAt(0) == ' ' || name.charAt(0) == '*') ? name.substring(1) : name;
    }

    /** A digest of {@code cksum --base64} in hexadecimal, any other as it is. */
    private static String hex(String digest, String algorithm) {
        var format = DigestFormat.of(algorithm);
        try {
            var decoded = HexFormat.of().formatHex(Base64.getDecoder().decode(digest));
            boolean isHex = format.defect(digest.toLowerCase(Locale.ROOT)).isEmpty();
            return !isHex && format.defect(decoded).isEmpty() ? decoded : digest;
        } catch (IllegalArgumentException e) {
            return digest;
        }
    }

    private String name(String name, boolean escaped, int number) throws MalformedStatementException {
        if (name.equals("-")) {
            throw malformed(number, "is of standard input, which has no name");
        }
        if (!escaped) {
            return name;
        }
        var plain = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '\\') {
                i++;
                int kind = i < name.length() ? "\\nr".indexOf(name.charAt(i)) : -1;
                if (kind < 0) {
                    throw malformed(number, "its name is escaped in a way that coreutils do not");
                }
                plain.append("\\\n\r".charAt(kind));
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private void add(String name, String algorithm, String digest, int number) throws MalformedStatementException {
        var value = digest.toLowerCase(Locale.ROOT);
        var defect = DigestFormat.of(algorithm).defect(value);
        if (defect.isPresent()) {
            throw malformed(number, algorithm + " " + defect.get());
        }
        var earlier = digests.computeIfAbsent(name, any -> new TreeMap<>()).putIfAbsent(algorithm, value);
        if (earlier != null && !earlier.equals(value)) {
            throw malformed(number, "has another " + algorithm + " of '" + name + "' than a line before it");
        }
    }

    private MalformedStatementException malformed(int number, String reason) {
        return place.malformed("line " + number + ": " + reason);
    }
}
