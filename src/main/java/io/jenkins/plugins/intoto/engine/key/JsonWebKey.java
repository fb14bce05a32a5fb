package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.PRIVATE_INSTEAD_OF_PUBLIC;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.PUBLIC_INSTEAD_OF_PRIVATE;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.SEVERAL_KEYS;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.UNSUPPORTED_ALGORITHM;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.UNSUPPORTED_FORMAT;

import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.math.BigInteger;
import java.util.Arrays;

/** Public keys as JSON Web Keys (RFC 7517, RFC 7518, section 6, RFC 8037), alone or in a set of one. */
final class JsonWebKey {
    private static final String KEYS = "keys";
    private static final String TYPE = "kty";
    private static final String CURVE = "crv";

    private JsonWebKey() {}

    /** Whether an object is a key, a set of keys, or an encrypted key (RFC 7516, section 7.2). */
    static boolean is(JsonObject object) {
        return object.has(TYPE) || object.has(KEYS) || object.has("ciphertext");
    }

    static AsymmetricKey read(JsonObject object) throws MalformedJsonException, UnreadableKeyException {
        var key = only(object);
        if (isPrivate(key)) {
            throw new UnreadableKeyException(
                    object.source(),
                    PRIVATE_INSTEAD_OF_PUBLIC,
                    "holds a private key where a public key is needed; get that with"
                            + " \"step crypto jwk public < KEY\"");
        }
        return AsymmetricKey.ofFile(material(key, object.source()));
    }

    private static PublicMaterial material(JsonObject key, String source)
            throws MalformedJsonException, UnreadableKeyException {
        var type = key.string(TYPE);
        return switch (type) {
            case "RSA" -> PublicMaterial.ofRsa(number(key, "n"), number(key, "e"), source);
            case "EC" -> PublicMaterial.ofEc(curve(key, source), point(key), source);
            case "OKP" -> {
                if (!key.string(CURVE).equals("Ed25519")) {
                    throw unsupported(key.string(CURVE), source);
                }
                yield PublicMaterial.ofEd25519(key.base64("x"), source);
            }
            default -> throw unsupported(type, source);
        };
    }

    private static EcCurve curve(JsonObject key, String source) throws MalformedJsonException, UnreadableKeyException {
        var name = key.string(CURVE);
        return Arrays.stream(EcCurve.values())
                .filter(curve -> curve.displayName().equals(name))
                .findFirst()
                .orElseThrow(() -> unsupported(name, source));
    }

    /** The uncompressed point; its check finds a coordinate of a wrong length. */
    private static byte[] point(JsonObject key) throws MalformedJsonException {
        byte[] x = key.base64("x");
        byte[] y = key.base64("y");
        var point = new byte[1 + x.length + y.length];
        point[0] = 4;
        System.arraycopy(x, 0, point, 1, x.length);
        System.arraycopy(y, 0, point, 1 + x.length, y.length);
        return point;
    }

    private static BigInteger number(JsonObject key, String name) throws MalformedJsonException {
        return new BigInteger(1, key.base64(name));
    }

    private static JsonObject only(JsonObject object) throws MalformedJsonException, UnreadableKeyException {
        if (!object.has(KEYS)) {
            return object;
        }
        var keys = object.objects(KEYS);
        if (keys.size() != 1) {
            throw new UnreadableKeyException(
                    object.source(),
                    SEVERAL_KEYS,
                    "is a set of " + keys.size() + " JSON Web Keys; put the one to use in its own file");
        }
        return keys.get(0);
    }

    private static boolean isPrivate(JsonObject key) {
        return key.has("d") || key.has("k") || key.has("ciphertext");
    }

    /** Why a JSON Web Key cannot sign, and what to do. */
    static UnreadableKeyException unsupportedPrivate(JsonObject object)
            throws MalformedJsonException, UnreadableKeyException {
        return isPrivate(only(object))
                ? new UnreadableKeyException(
                        object.source(),
                        UNSUPPORTED_FORMAT,
                        "is a private JSON Web Key, which cannot sign here; convert it with"
                                + " \"step crypto key format --pem KEY\"")
                : new UnreadableKeyException(
                        object.source(), PUBLIC_INSTEAD_OF_PRIVATE, "holds a public key only, a private key is needed");
    }

    private static UnreadableKeyException unsupported(String kind, String source) {
        var shown = kind.matches("[A-Za-z0-9._+-]{1,40}") ? "the kind " + kind : "an unknown kind";
        return new UnreadableKeyException(
                source, UNSUPPORTED_ALGORITHM, "is a JSON Web Key of " + shown + "; " + KeyAlgorithm.SUPPORTED);
    }
}
