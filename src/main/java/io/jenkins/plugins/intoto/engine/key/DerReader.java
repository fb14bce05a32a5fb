package io.jenkins.plugins.intoto.engine.key;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;

/** Reads the part of DER (X.690) that key files consist of, element by element. */
final class DerReader {
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int NULL = 0x05;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int SEQUENCE = 0x30;

    private final byte[] content;
    private final int end;
    private int position;

    private DerReader(byte[] content, int position, int end) {
        this.content = content;
        this.position = position;
        this.end = end;
    }

    /** Thrown when the bytes are not the DER that was expected. */
    static final class MalformedDerException extends IOException {
        private static final long serialVersionUID = 1L;

        MalformedDerException(String reason) {
            super(reason);
        }
    }

    static DerReader of(byte[] content) {
        return new DerReader(content, 0, content.length);
    }

    /** The members of the sequence that the whole of the content consists of. */
    static DerReader ofSequence(byte[] content) throws MalformedDerException {
        var reader = of(content);
        var members = reader.sequence();
        reader.expectEnd();
        return members;
    }

    /** The context-specific constructed tag of a number. */
    static int context(int number) {
        return 0xa0 | number;
    }

    boolean hasNext() {
        return position < end;
    }

    /** The tag of the next element; -1 at the end. */
    int nextTag() {
        return hasNext() ? content[position] & 0xff : -1;
    }

    void expectEnd() throws MalformedDerException {
        if (hasNext()) {
            throw new MalformedDerException("trailing content");
        }
    }

    DerReader sequence() throws MalformedDerException {
        return enter(SEQUENCE);
    }

    /** Enters the next element, which must have a tag. */
    DerReader enter(int tag) throws MalformedDerException {
        if (nextTag() != tag) {
            throw new MalformedDerException("unexpected tag");
        }
        position++;
        int length = length();
        if (length > end - position) {
            throw new MalformedDerException("truncated");
        }
        var element = new DerReader(content, position, position + length);
        position += length;
        return element;
    }

    private int length() throws MalformedDerException {
        int first = octet();
        if (first < 0x80) {
            return first;
        }
        int octets = first & 0x7f;
        if (octets == 0 || octets > 3) {
            throw new MalformedDerException("length out of range");
        }
        int length = 0;
        for (int i = 0; i < octets; i++) {
            length = length << 8 | octet();
        }
        if (length < 0x80 || length >> 8 * (octets - 1) == 0) {
            throw new MalformedDerException("length in more octets than it needs");
        }
        return length;
    }

    private int octet() throws MalformedDerException {
        if (!hasNext()) {
            throw new MalformedDerException("truncated");
        }
        return content[position++] & 0xff;
    }

    BigInteger integer() throws MalformedDerException {
        var bytes = enter(INTEGER).rest();
        if (bytes.length == 0) {
            throw new MalformedDerException("empty integer");
        }
        var number = new BigInteger(bytes);
        if (bytes.length > number.bitLength() / Byte.SIZE + 1) {
            throw new MalformedDerException("integer in more octets than it needs");
        }
        return number;
    }

    byte[] octets() throws MalformedDerException {
        return enter(OCTET_STRING).rest();
    }

    /** A bit string of whole bytes. */
    byte[] bits() throws MalformedDerException {
        var string = enter(BIT_STRING);
        if (string.octet() != 0) {
            throw new MalformedDerException("bit string of odd length");
        }
        return string.rest();
    }

    /** An object identifier in dotted form. */
    String oid() throws MalformedDerException {
        var bytes = enter(OBJECT_IDENTIFIER);
        var text = new StringBuilder();
        while (bytes.hasNext()) {
            long arc = bytes.arc();
            if (text.length() == 0) {
                long root = Math.min(arc / 40, 2);
                text.append(root).append('.').append(arc - 40 * root);
            } else {
                text.append('.').append(arc);
            }
        }
        return text.toString();
    }

    private long arc() throws MalformedDerException {
        long arc = 0;
        int octet;
        do {
            octet = octet();
            if (arc > Integer.MAX_VALUE) {
                throw new MalformedDerException("object identifier out of range");
            }
            arc = arc << 7 | octet & 0x7f;
        } while (octet >= 0x80);
        return arc;
    }

    /** The next element, tag and length included. */
    byte[] element() throws MalformedDerException {
        int start = position;
        enter(nextTag());
        return Arrays.copyOfRange(content, start, position);
    }

    /** Everything that has not been read yet. */
    byte[] rest() {
        var rest = Arrays.copyOfRange(content, position, end);
        position = end;
        return rest;
    }
}
