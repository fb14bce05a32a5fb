package io.jenkins.plugins.intoto.engine.sigstore;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The size and root of a log's tree as the log signed it (C2SP tlog-checkpoint, in a C2SP signed-note). Byte arrays are not
 * copied and must not be changed.
 *
 * @param size how many entries the tree has
 * @param rootHash the hash of its root
 */
record Checkpoint(long size, byte[] rootHash) {
    private static final String SEPARATOR = "\n\n";
    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final Pattern SIGNATURE = Pattern.compile("\u2014 (\\S+) ([A-Za-z0-9+/=]+)");
    private static final int HINT_LENGTH = 4;

    /**
     * Reads a checkpoint and checks that a log signed it: the first signature that says that it is by the log's key must be,
     * and further ones are not looked at (C2SP signed-note). Signatures by others, such as witnesses, and lines that extend the
     * checkpoint are passed over.
     *
     * @param note the signed note
     * @param log the log
     * @param now when the log's key must be usable
     * @return the checkpoint; empty if it is malformed or not signed by the log
     */
    static Optional<Checkpoint> signedBy(TransparencyLog log, String note, Instant now) {
        int separator = note.lastIndexOf(SEPARATOR);
        if (separator < 0) {
            return Optional.empty();
        }
        var text = note.substring(0, separator + 1);
        var lines = text.split("\n", -1);
        if (lines.length < 4 || lines[0].isEmpty() || !SIZE.matcher(lines[1]).matches()) {
            return Optional.empty();
        }
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        for (var line : note.substring(separator + SEPARATOR.length()).split("\n")) {
            var signature = SIGNATURE.matcher(line);
            if (signature.matches() && isNameOf(signature.group(1), lines[0], log)) {
                var value = signature(signature.group(2), log);
                if (value.isPresent()) {
                    return log.signed(value.get(), message, now)
                            ? decode(lines[2]).map(root -> new Checkpoint(Long.parseLong(lines[1]), root))
                            : Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** Rekor v1 puts a number after its name in the origin. */
    private static boolean isNameOf(String name, String origin, TransparencyLog log) {
        return (origin.equals(name) || origin.startsWith(name + " "))
                && (log.baseUrl().isEmpty() || log.baseUrl().contains(name));
    }

    /** The signature without the hint at the key; empty if it hints at another. */
    private static Optional<byte[]> signature(String base64, TransparencyLog log) {
        return decode(base64)
                .filter(value -> value.length > HINT_LENGTH
                        && log.id().length >= HINT_LENGTH
                        && Arrays.equals(value, 0, HINT_LENGTH, log.id(), 0, HINT_LENGTH))
                .map(value -> Arrays.copyOfRange(value, HINT_LENGTH, value.length));
    }

    private static Optional<byte[]> decode(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
