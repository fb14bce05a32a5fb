package io.jenkins.plugins.intoto.engine.key;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A PEM block (RFC 7468), with the encryption headers that OpenSSL's older formats have (RFC 1421).
 *
 * @param type the label between {@code BEGIN} and the dashes
 * @param dekInfo the value of the header {@code DEK-Info}: the cipher and its parameters, if the content is encrypted
 * @param content the decoded content
 */
record Pem(String type, Optional<String> dekInfo, byte[] content) {
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,60})-----");
    private static final Pattern HEADER = Pattern.compile("(Proc-Type|DEK-Info): *\\S+");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /**
     * All blocks of a text; whatever stands between them is skipped. Blanks, or a backslash and an n, may stand in place of
     * line ends, as in fields of forms and in variables that hold one line.
     *
     * @throws UnreadableKeyException if a block is truncated or is not Base64
     */
    static List<Pem> read(String text, String source) throws UnreadableKeyException {
        var blocks = new ArrayList<Pem>();
        var lines = text.replace("\\r", "").replace("\\n", "\n");
        var begin = BEGIN.matcher(lines);
        int position = 0;
        while (begin.find(position)) {
            var type = begin.group(1);
            var footer = "-----END " + type + "-----";
            int end = lines.indexOf(footer, begin.end());
            if (end < 0) {
                throw damaged(source, "has no line \"" + footer + "\"; the file seems to be truncated");
            }
            blocks.add(block(type, lines.substring(begin.end(), end), source));
            position = end + footer.length();
        }
        return blocks;
    }

    private static Pem block(String type, String body, String source) throws UnreadableKeyException {
        var base64 = new StringBuilder();
        String dekInfo = null;
        for (var line : HEADER.matcher(body).replaceAll("\n$0\n").split("[\r\n]+")) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                base64.append(BLANKS.matcher(line).replaceAll(""));
            } else if (line.strip().startsWith("DEK-Info:")) {
                dekInfo = line.substring(colon + 1).strip();
            }
        }
        try {
            return new Pem(
                    type, Optional.ofNullable(dekInfo), Base64.getDecoder().decode(base64.toString()));
        } catch (IllegalArgumentException e) {
            throw damaged(source, "the block \"" + type + "\" is not Base64");
        }
    }

    private static UnreadableKeyException damaged(String source, String text) {
        return new UnreadableKeyException(source, UnreadableKeyException.Reason.DAMAGED, text);
    }

    /** A block as text, with a final line end. */
    static String write(String type, byte[] content) {
        return "-----BEGIN " + type + "-----\n" + LINES.encodeToString(content) + "\n-----END " + type + "-----\n";
    }

    /** A block as ASCII bytes, with a final line end. */
    static byte[] writeBytes(String type, byte[] content) {
        return write(type, content).getBytes(StandardCharsets.US_ASCII);
    }
}
