package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.DAMAGED;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.PRIVATE_INSTEAD_OF_PUBLIC;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.TOO_SMALL;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.UNSUPPORTED_ALGORITHM;

import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.DSAPublicKeySpec;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Optional;

/** The JSON object that describes a GPG key in layouts: {@code type}, {@code method}, {@code keyval}, {@code subkeys}. */
final class GpgKeyObject {
    private static final int MINIMUM_DSA_BITS = 2048;
    private static final int MAXIMUM_DSA_BITS = 4096;

    private final JsonObject object;
    private final String source;

    private GpgKeyObject(JsonObject object) {
        this.object = object;
        this.source = KeyObject.source(object);
    }

    static boolean isGpg(JsonObject object) {
        return object.asMap().get("method") instanceof String method && method.startsWith("pgp+");
    }

    static GpgKey read(KeyId id, JsonObject object) throws MalformedJsonException, UnreadableKeyException {
        KeyObject.checkId(id, object);
        var subkeys = new LinkedHashMap<KeyId, GpgMaterial>();
        var subkeyObjects = object.optionalObject("subkeys");
        if (subkeyObjects.isPresent()) {
            for (var name : subkeyObjects.get().names()) {
                var subkey = subkeyObjects.get().object(name);
                KeyObject.checkId(new KeyId(name), subkey);
                subkeys.put(new KeyId(name), new GpgKeyObject(subkey).material());
            }
        }
        return new GpgKey(id, new GpgKeyObject(object).material(), subkeys, object.asMap());
    }

    private GpgMaterial material() throws MalformedJsonException, UnreadableKeyException {
        var algorithm = GpgMaterial.Algorithm.of(object.string("type"), object.string("method"));
        if (algorithm.isEmpty() || !object.strings("hashes").contains("pgp+SHA2")) {
            throw new UnreadableKeyException(
                    source, UNSUPPORTED_ALGORITHM, "is a GPG key of a kind that is not supported");
        }
        var value = object.object("keyval");
        if (!value.string("private", "").isEmpty()) {
            throw new UnreadableKeyException(
                    source, PRIVATE_INSTEAD_OF_PUBLIC, "holds a private key where only a public key may stand");
        }
        var created = seconds("creation_time");
        var validity = seconds("validity_period").filter(seconds -> seconds > 0);
        if (validity.isPresent() && created.isEmpty()) {
            throw object.malformed("validity_period", "needs a creation_time");
        }
        return new GpgMaterial(
                algorithm.get(),
                key(algorithm.get(), value.object("public")),
                created.map(Instant::ofEpochSecond),
                validity.map(seconds -> Instant.ofEpochSecond(created.get() + seconds)));
    }

    /** A number of seconds in 32 bits without a sign, as OpenPGP has them. */
    private Optional<Long> seconds(String name) throws MalformedJsonException {
        if (!object.has(name)) {
            return Optional.empty();
        }
        if (object.asMap().get(name) instanceof Long seconds && seconds >= 0 && seconds < 1L << 32) {
            return Optional.of(seconds);
        }
        throw object.malformed(name, "is not a number of seconds");
    }

    private PublicKey key(GpgMaterial.Algorithm algorithm, JsonObject value)
            throws MalformedJsonException, UnreadableKeyException {
        return switch (algorithm) {
            case RSA ->
                PublicMaterial.ofRsa(number(value, "n"), number(value, "e"), source)
                        .key();
            case EDDSA -> PublicMaterial.ofEd25519(octets(value, "q"), source).key();
            case DSA -> dsa(number(value, "y"), number(value, "p"), number(value, "q"), number(value, "g"));
        };
    }

    private PublicKey dsa(BigInteger y, BigInteger p, BigInteger q, BigInteger g) throws UnreadableKeyException {
        if (p.bitLength() < MINIMUM_DSA_BITS) {
            throw new UnreadableKeyException(
                    source,
                    TOO_SMALL,
                    "the DSA key has " + p.bitLength() + " bits, at least " + MINIMUM_DSA_BITS + " are required");
        }
        var one = BigInteger.ONE;
        if (p.bitLength() > MAXIMUM_DSA_BITS
                || !p.testBit(0)
                || q.compareTo(p) >= 0
                || g.compareTo(one) <= 0
                || g.compareTo(p) >= 0
                || y.compareTo(one) <= 0
                || y.compareTo(p) >= 0
                || !y.modPow(q, p).equals(one)) {
            throw new UnreadableKeyException(source, DAMAGED, "the DSA key is damaged");
        }
        try {
            var key = KeyFactory.getInstance("DSA").generatePublic(new DSAPublicKeySpec(y, p, q, g));
            java.security.Signature.getInstance("SHA256withDSA").initVerify(key);
            return key;
        } catch (GeneralSecurityException e) {
            throw new UnreadableKeyException(
                    source, UNSUPPORTED_ALGORITHM, "the DSA key is of a size that is not supported");
        }
    }

    private BigInteger number(JsonObject value, String name) throws MalformedJsonException, UnreadableKeyException {
        return new BigInteger(1, octets(value, name));
    }

    private byte[] octets(JsonObject value, String name) throws MalformedJsonException, UnreadableKeyException {
        try {
            return HexFormat.of().parseHex(value.string(name));
        } catch (IllegalArgumentException e) {
            throw new UnreadableKeyException(source, DAMAGED, "the numbers of the GPG key are not hexadecimal");
        }
    }
}
