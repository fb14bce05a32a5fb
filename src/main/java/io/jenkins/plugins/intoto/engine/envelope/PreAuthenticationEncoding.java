package io.jenkins.plugins.intoto.engine.envelope;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The bytes that a DSSE signature covers: {@code DSSEv1 LEN(type) type LEN(body) body}, lengths in bytes (DSSE 1.0). */
final class PreAuthenticationEncoding {
    private PreAuthenticationEncoding() {}

    /** Writes all that stands before the body. */
    static void writeHeader(String payloadType, long bodyLength, OutputStream out) throws IOException {
        byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
        out.write(("DSSEv1 " + type.length + " ").getBytes(StandardCharsets.US_ASCII));
        out.write(type);
        out.write((" " + bodyLength + " ").getBytes(StandardCharsets.US_ASCII));
    }
}
