package io.jenkins.plugins.intoto.engine.key;

import io.jenkins.plugins.intoto.engine.json.CanonicalJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * How an id is computed from a key. Two rules are in use that give different ids for the same key, so a key that comes
 * without an id has both. Each is the SHA-256 of a canonical JSON object that describes the key.
 */
public enum KeyIdRule {
    /**
     * The rule of securesystemslib up to 0.31, of in-toto up to 2.1 and its {@code -k}, and of in-toto-golang: with the
     * member {@code keyid_hash_algorithms}, and PEM without white space around it.
     */
    LEGACY {
        @Override
        public KeyId idOf(String keytype, String scheme, String publicValue) {
            return idOfVerbatim(keytype, scheme, publicValue.strip());
        }
    },
    /** The rule of securesystemslib 1.0 and later: key type, scheme and value alone, and PEM with a final line end. */
    CURRENT {
        @Override
        public KeyId idOf(String keytype, String scheme, String publicValue) {
            var stripped = publicValue.strip();
            var value = stripped.startsWith("-----BEGIN ") ? stripped + "\n" : stripped;
            return digest(Map.of("keytype", keytype, "scheme", scheme, "keyval", Map.of("public", value)));
        }
    };

    /** What the legacy rule and the files written by its tools state in {@code keyid_hash_algorithms}. */
    static final List<String> HASH_ALGORITHMS = List.of("sha256", "sha512");

    /**
     * Computes the id of a key.
     *
     * @param keytype the type as metadata names it, such as {@code rsa}
     * @param scheme the signature scheme, such as {@code rsassa-pss-sha256}
     * @param publicValue the public key as metadata holds it: a SubjectPublicKeyInfo in PEM, or 64 hexadecimal digits for
     *     Ed25519
     * @return the id, 64 hexadecimal digits
     */
    public abstract KeyId idOf(String keytype, String scheme, String publicValue);

    /**
     * The legacy id over a value as it stands. Tools of that rule take it so from JSON key files, where PEM may have a
     * final line end, and from nowhere else.
     */
    static KeyId idOfVerbatim(String keytype, String scheme, String publicValue) {
        return digest(Map.of(
                "keyid_hash_algorithms",
                HASH_ALGORITHMS,
                "keytype",
                keytype,
                "scheme",
                scheme,
                "keyval",
                Map.of("public", publicValue)));
    }

    private static KeyId digest(Map<String, Object> description) {
        return new KeyId(HexFormat.of().formatHex(sha256(CanonicalJson.of(description))));
    }

    /** SHA-256, which every Java platform has. */
    static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
