package io.jenkins.plugins.intoto.archive;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * Says that a build attested an artifact. It proves nothing: whoever follows it looks into the journal of the build.
 *
 * @param sha256 the digest of the artifact, in lower-case hexadecimal
 * @param job the id of the job among the {@link IndexedJobs}
 * @param build the number of the build
 * @param seconds when, in seconds since 1970
 */
record Pointer(String sha256, String job, int build, long seconds) {
    /** A digest as it stands in journals. */
    static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private static final Pattern LINE =
            Pattern.compile("([0-9a-f]{64}) ([0-9a-f]{16}) ([1-9][0-9]{0,8}) ([0-9]{1,12}) ([0-9a-f]{8})");

    /** The pointer for a line of a journal; empty if that line is about no artifact with such a digest. */
    static Optional<Pointer> of(Map<String, Object> line, String job, int build) {
        if (line.get("sha256") instanceof String sha256
                && SHA256.matcher(sha256).matches()) {
            return Optional.of(new Pointer(sha256, job, build, seconds(line.get("time"))));
        }
        return Optional.empty();
    }

    private static long seconds(Object time) {
        try {
            return Math.max(0, Instant.parse(String.valueOf(time)).getEpochSecond());
        } catch (DateTimeParseException e) {
            return 0; // among those of the same artifact it comes last
        }
    }

    /** The line for it, with an end and with a checksum that tells whether it was damaged. */
    String toLine() {
        var text = sha256 + " " + job + " " + build + " " + seconds;
        return text + " " + checksum(text) + "\n";
    }

    /** Reads a line without its end; empty if it is damaged. */
    static Optional<Pointer> parse(String line) {
        var parts = LINE.matcher(line);
        if (!parts.matches() || !checksum(line.substring(0, parts.end(4))).equals(parts.group(5))) {
            return Optional.empty();
        }
        return Optional.of(new Pointer(
                parts.group(1), parts.group(2), Integer.parseInt(parts.group(3)), Long.parseLong(parts.group(4))));
    }

    private static String checksum(String text) {
        var checksum = new CRC32C();
        checksum.update(text.getBytes(StandardCharsets.US_ASCII));
        return "%08x".formatted(checksum.getValue());
    }
}
