package io.jenkins.plugins.intoto.key;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the data types of the SSH protocol (RFC 4251, section 5). */
final class SshReader {
    private final ByteBuffer content;

    private SshReader(byte[] content) {
        this.content = ByteBuffer.wrap(content);
    }

    /** Thrown when the bytes are not what was expected. */
    static final class MalformedSshException extends IOException {
        private static final long serialVersionUID = 1L;

        MalformedSshException(String reason) {
            super(reason);
        }
    }

    static SshReader of(byte[] content) {
        return new SshReader(content);
    }

    /** Reads bytes that must be there. */
    void expect(String ascii) throws MalformedSshException {
        var expected = ascii.getBytes(StandardCharsets.US_ASCII);
        if (!Arrays.equals(take(expected.length), expected)) {
            throw new MalformedSshException("unexpected content");
        }
    }

    void expectEnd() throws MalformedSshException {
        if (content.hasRemaining()) {
            throw new MalformedSshException("trailing content");
        }
    }

    int uint32() throws MalformedSshException {
        return ByteBuffer.wrap(take(Integer.BYTES)).getInt();
    }

    byte[] string() throws MalformedSshException {
        return take(uint32());
    }

    String text() throws MalformedSshException {
        return new String(string(), StandardCharsets.ISO_8859_1);
    }

    /** A number that must not be negative. */
    BigInteger number() throws MalformedSshException {
        var bytes = string();
        return bytes.length == 0 ? BigInteger.ZERO : new BigInteger(1, bytes);
    }

    private byte[] take(int length) throws MalformedSshException {
        if (length < 0 || length > content.remaining()) {
            throw new MalformedSshException("truncated");
        }
        var bytes = new byte[length];
        content.get(bytes);
        return bytes;
    }
}
