package io.jenkins.plugins.intoto.engine.key;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.HexFormat;

/** Writes the part of DER (X.690) that key files consist of; an element is its encoding. */
final class DerWriter {
    /** AlgorithmIdentifier of RSA keys (RFC 8017, A.1). */
    static final byte[] RSA = hex("300d06092a864886f70d0101010500");
    /** AlgorithmIdentifier of Ed25519 keys (RFC 8410, section 3). */
    static final byte[] ED25519 = hex("300506032b6570");

    private DerWriter() {}

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    /** AlgorithmIdentifier of the EC keys on a curve (RFC 5480, section 2.1.1). */
    static byte[] ec(EcCurve curve) {
        return sequence(oid("1.2.840.10045.2.1"), oid(curve.oid()));
    }

    static byte[] sequence(byte[]... members) {
        return element(DerReader.SEQUENCE, members);
    }

    static byte[] integer(long value) {
        return integer(BigInteger.valueOf(value));
    }

    static byte[] integer(BigInteger value) {
        return element(DerReader.INTEGER, value.toByteArray());
    }

    static byte[] octets(byte[] value) {
        return element(DerReader.OCTET_STRING, value);
    }

    static byte[] bits(byte[] value) {
        return element(DerReader.BIT_STRING, new byte[1], value);
    }

    static byte[] oid(String dotted) {
        var arcs = dotted.split("\\.");
        var content = new ByteArrayOutputStream();
        writeArc(Long.parseLong(arcs[0]) * 40 + Long.parseLong(arcs[1]), content);
        for (int i = 2; i < arcs.length; i++) {
            writeArc(Long.parseLong(arcs[i]), content);
        }
        return element(DerReader.OBJECT_IDENTIFIER, content.toByteArray());
    }

    private static void writeArc(long arc, ByteArrayOutputStream out) {
        int groups = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(arc) + 6) / 7);
        for (int group = groups - 1; group >= 0; group--) {
            out.write((int) (arc >> 7 * group & 0x7f) | (group > 0 ? 0x80 : 0));
        }
    }

    /** An element of a tag with these parts as its content, one after the other. */
    static byte[] element(int tag, byte[]... parts) {
        int length = 0;
        for (var part : parts) {
            length += part.length;
        }
        var out = new ByteArrayOutputStream(length + 5);
        out.write(tag);
        if (length >= 0x80) {
            int octets = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
            out.write(0x80 | octets);
            for (int i = octets - 1; i > 0; i--) {
                out.write(length >> 8 * i);
            }
        }
        out.write(length);
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
