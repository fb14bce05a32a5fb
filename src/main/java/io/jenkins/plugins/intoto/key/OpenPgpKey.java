package io.jenkins.plugins.intoto.key;

import io.jenkins.plugins.intoto.key.GpgMaterial.Algorithm;
import io.jenkins.plugins.intoto.key.OpenPgpReader.MalformedPacketException;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A public key packet of version 4 (RFC 4880, section 5.5.2).
 *
 * @param body its content
 * @param algorithm the kind of key
 * @param created when it was made, in seconds since 1970
 * @param value its numbers, by the names and in the encoding that metadata has for them
 */
record OpenPgpKey(byte[] body, Algorithm algorithm, long created, Map<String, Object> value) {
    private static final int VERSION = 4;
    private static final byte[] ED25519_OID = HexFormat.of().parseHex("2b06010401da470f01");
    private static final int ED25519_LENGTH = 32;
    private static final int UNCOMPRESSED_PREFIX = 0x40;

    /** Reads a packet; empty if its version or algorithm is not supported. */
    static Optional<OpenPgpKey> read(byte[] body) throws MalformedPacketException {
        var reader = OpenPgpReader.of(body);
        if (reader.octet() != VERSION) {
            return Optional.empty();
        }
        long created = reader.uint32();
        var algorithm = Algorithm.ofNumber(reader.octet());
        if (algorithm.isEmpty()) {
            return Optional.empty();
        }
        return switch (algorithm.get()) {
            case RSA -> Optional.of(new OpenPgpKey(body, Algorithm.RSA, created, numbers(reader, "n", "e")));
            case DSA -> Optional.of(new OpenPgpKey(body, Algorithm.DSA, created, numbers(reader, "p", "q", "g", "y")));
            case EDDSA -> ed25519(reader).map(q -> new OpenPgpKey(body, Algorithm.EDDSA, created, Map.of("q", q)));
        };
    }

    private static Map<String, Object> numbers(OpenPgpReader reader, String... names) throws MalformedPacketException {
        var value = new LinkedHashMap<String, Object>();
        for (var name : names) {
            value.put(name, hex(reader.number()));
        }
        return value;
    }

    private static String hex(BigInteger number) {
        return HexFormat.of().formatHex(Unsigned.bytes(number, (number.bitLength() + 7) / 8));
    }

    private static Optional<String> ed25519(OpenPgpReader reader) throws MalformedPacketException {
        if (!Arrays.equals(reader.octets(reader.octet()), ED25519_OID)) {
            return Optional.empty();
        }
        var point = Unsigned.bytes(reader.number(), ED25519_LENGTH + 1);
        return point[0] == UNCOMPRESSED_PREFIX
                ? Optional.of(HexFormat.of().formatHex(point, 1, point.length))
                : Optional.empty();
    }

    /** The OpenPGP fingerprint (section 12.2) in hexadecimal, by which metadata knows the key. */
    String fingerprint() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(signed()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The form in which signatures about the key cover it (section 5.2.4). */
    byte[] signed() {
        var out = new ByteArrayOutputStream();
        out.write(0x99);
        out.write(body.length >> 8);
        out.write(body.length);
        out.writeBytes(body);
        return out.toByteArray();
    }

    /** The object that metadata holds for this key. */
    Map<String, Object> toJson(long validityPeriod) {
        var object = new LinkedHashMap<String, Object>();
        object.put("type", algorithm.type());
        object.put("method", algorithm.method());
        object.put("hashes", List.of("pgp+SHA2"));
        object.put("keyid", fingerprint());
        object.put("keyval", Map.of("private", "", "public", value));
        object.put("creation_time", created);
        if (validityPeriod > 0) {
            object.put("validity_period", validityPeriod);
        }
        return object;
    }
}
