package io.jenkins.plugins.intoto.key;

import io.jenkins.plugins.intoto.key.OpenPgpReader.MalformedPacketException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A signature packet of version 4 (RFC 4880, section 5.2.3), as it stands in a public key.
 *
 * @param type what it says, section 5.2.1
 * @param headers the part of the packet that is signed
 * @param hashed the signed subpackets by their type
 * @param unhashed the other subpackets by their type
 * @param value the signature as the JDK takes it
 */
record OpenPgpSignature(
        int type, byte[] headers, Map<Integer, byte[]> hashed, Map<Integer, byte[]> unhashed, byte[] value) {
    static final int SUBKEY_BINDING = 0x18;
    static final int PRIMARY_KEY_BINDING = 0x19;
    static final int DIRECT_KEY = 0x1f;
    static final int KEY_REVOCATION = 0x20;
    static final int SUBKEY_REVOCATION = 0x28;

    private static final int VERSION = 4;
    private static final int CREATION_TIME = 2;
    private static final int KEY_EXPIRATION_TIME = 9;
    private static final int PRIMARY_USER_ID = 25;
    private static final int EMBEDDED_SIGNATURE = 32;

    /** Reads a packet; empty if its version or algorithm is not supported. */
    static Optional<OpenPgpSignature> read(byte[] body) throws MalformedPacketException {
        var reader = OpenPgpReader.of(body);
        if (reader.octet() != VERSION) {
            return Optional.empty();
        }
        int type = reader.octet();
        var algorithm = GpgMaterial.Algorithm.ofNumber(reader.octet());
        reader.octet();
        int length = reader.uint16();
        var hashed = subpackets(reader.octets(length));
        var headers = java.util.Arrays.copyOf(body, 6 + length);
        var unhashed = subpackets(reader.octets(reader.uint16()));
        reader.uint16();
        if (algorithm.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new OpenPgpSignature(type, headers, hashed, unhashed, value(algorithm.get(), reader)));
    }

    private static byte[] value(GpgMaterial.Algorithm algorithm, OpenPgpReader reader) throws MalformedPacketException {
        var first = reader.number();
        if (algorithm == GpgMaterial.Algorithm.RSA) {
            return Unsigned.bytes(first, (first.bitLength() + 7) / 8);
        }
        var second = reader.number();
        if (algorithm == GpgMaterial.Algorithm.DSA) {
            return DerWriter.sequence(DerWriter.integer(first), DerWriter.integer(second));
        }
        if (first.bitLength() > 256 || second.bitLength() > 256) {
            throw new MalformedPacketException("a number is too long");
        }
        var value = new byte[64];
        Unsigned.write(first, value, 0, 32);
        Unsigned.write(second, value, 32, 32);
        return value;
    }

    private static Map<Integer, byte[]> subpackets(byte[] content) throws MalformedPacketException {
        var reader = OpenPgpReader.of(content);
        var subpackets = new HashMap<Integer, byte[]>();
        while (reader.hasNext()) {
            var subpacket = reader.subpacket();
            subpackets.put(subpacket.tag(), subpacket.body());
        }
        return subpackets;
    }

    /** Whether it certifies that a user id belongs to the key. */
    boolean isCertification() {
        return type >= 0x10 && type <= 0x13;
    }

    /** When it was made, in seconds since 1970; 0 if it does not say. */
    long creationTime() throws MalformedPacketException {
        return seconds(CREATION_TIME);
    }

    /** For how many seconds after its creation the key is valid; 0 without an end. */
    long validityPeriod() throws MalformedPacketException {
        return seconds(KEY_EXPIRATION_TIME);
    }

    private long seconds(int subpacket) throws MalformedPacketException {
        var body = hashed.get(subpacket);
        return body == null ? 0 : OpenPgpReader.of(body).uint32();
    }

    boolean isOfPrimaryUserId() {
        var body = hashed.get(PRIMARY_USER_ID);
        return body != null && body.length == 1 && body[0] != 0;
    }

    /** The signature by which a subkey agrees to belong to its primary key; it need not be signed itself. */
    Optional<OpenPgpSignature> embedded() throws MalformedPacketException {
        var body = hashed.getOrDefault(EMBEDDED_SIGNATURE, unhashed.get(EMBEDDED_SIGNATURE));
        return body == null ? Optional.empty() : read(body);
    }
}
