package io.jenkins.plugins.intoto.key;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads the binary structures of OpenPGP (RFC 4880): packets, numbers, subpackets. */
final class OpenPgpReader {
    static final int SIGNATURE = 2;
    static final int PUBLIC_KEY = 6;
    static final int USER_ID = 13;
    static final int PUBLIC_SUBKEY = 14;
    static final int USER_ATTRIBUTE = 17;

    private final ByteBuffer content;

    private OpenPgpReader(ByteBuffer content) {
        this.content = content;
    }

    /**
     * A packet (section 4.2).
     *
     * @param tag what it is
     * @param body its content
     */
    record Packet(int tag, byte[] body) {}

    /** Thrown when the bytes are not what was expected. */
    static final class MalformedPacketException extends IOException {
        private static final long serialVersionUID = 1L;

        MalformedPacketException(String reason) {
            super(reason);
        }
    }

    static OpenPgpReader of(byte[] content) {
        return new OpenPgpReader(ByteBuffer.wrap(content));
    }

    static List<Packet> packets(byte[] content) throws MalformedPacketException {
        var reader = of(content);
        var packets = new ArrayList<Packet>();
        while (reader.hasNext()) {
            packets.add(reader.packet());
        }
        return packets;
    }

    private Packet packet() throws MalformedPacketException {
        int header = octet();
        if ((header & 0x80) == 0) {
            throw new MalformedPacketException("not a packet");
        }
        if ((header & 0x40) != 0) {
            return new Packet(header & 0x3f, octets(newLength()));
        }
        int length =
                switch (header & 3) {
                    case 0 -> octet();
                    case 1 -> uint16();
                    case 2 -> int32();
                    default -> content.remaining();
                };
        return new Packet(header >> 2 & 0xf, octets(length));
    }

    /** Section 4.2.2 without partial lengths, which keys do not have. */
    private int newLength() throws MalformedPacketException {
        int first = octet();
        if (first < 192) {
            return first;
        }
        if (first == 255) {
            return int32();
        }
        if (first >= 224) {
            throw new MalformedPacketException("partial length");
        }
        return (first - 192 << 8) + octet() + 192;
    }

    boolean hasNext() {
        return content.hasRemaining();
    }

    int octet() throws MalformedPacketException {
        return octets(1)[0] & 0xff;
    }

    int uint16() throws MalformedPacketException {
        return octet() << 8 | octet();
    }

    long uint32() throws MalformedPacketException {
        return int32() & 0xffff_ffffL;
    }

    private int int32() throws MalformedPacketException {
        return ByteBuffer.wrap(octets(Integer.BYTES)).getInt();
    }

    byte[] octets(int length) throws MalformedPacketException {
        if (length < 0 || length > content.remaining()) {
            throw new MalformedPacketException("truncated");
        }
        var octets = new byte[length];
        content.get(octets);
        return octets;
    }

    /** A multiprecision integer (section 3.2). */
    BigInteger number() throws MalformedPacketException {
        return new BigInteger(1, octets((uint16() + 7) / 8));
    }

    /** A subpacket of a signature (section 5.2.3.1), whose tag is its type. */
    Packet subpacket() throws MalformedPacketException {
        var body = of(octets(subpacketLength()));
        int type = body.octet() & 0x7f;
        return new Packet(type, body.octets(body.content.remaining()));
    }

    private int subpacketLength() throws MalformedPacketException {
        int first = octet();
        if (first < 192) {
            return first;
        }
        return first == 255 ? int32() : (first - 192 << 8) + octet() + 192;
    }
}
