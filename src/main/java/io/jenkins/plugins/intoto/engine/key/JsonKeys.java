package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.DAMAGED;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;

/** Key files in JSON: of securesystemslib, and JSON Web Keys. */
final class JsonKeys {
    private static final JsonLimits LIMITS = new JsonLimits(KeyFiles.MAXIMUM_BYTES, 8);

    private JsonKeys() {}

    static SigningKey readPrivate(byte[] content, String source, PassphraseSource passphrases)
            throws UnreadableKeyException {
        try {
            var object = parse(content, source);
            if (JsonWebKey.is(object)) {
                throw JsonWebKey.unsupportedPrivate(object);
            }
            return KeyObject.ofPrivateFile(object, passphrases);
        } catch (MalformedJsonException e) {
            throw damaged(source, e);
        }
    }

    static SigningKey readEncrypted(String text, String source, PassphraseSource passphrases)
            throws UnreadableKeyException {
        var encrypted = EncryptedJson.of(text, source);
        return EncryptedKeys.read(
                plain -> readPrivate(plain, source, PassphraseSource.NONE), encrypted::decrypt, source, passphrases);
    }

    static VerificationKey readPublic(byte[] content, String source) throws UnreadableKeyException {
        try {
            var object = parse(content, source);
            if (JsonWebKey.is(object)) {
                return JsonWebKey.read(object);
            }
            return GpgKeyObject.isGpg(object)
                    ? GpgKeyObject.read(new KeyId(object.string("keyid")), object)
                    : KeyObject.ofPublicFile(object);
        } catch (MalformedJsonException e) {
            throw damaged(source, e);
        }
    }

    private static JsonObject parse(byte[] content, String source) throws MalformedJsonException {
        return Json.parseObject(KeyFormat.text(content).getBytes(StandardCharsets.UTF_8), source, LIMITS);
    }

    /** The reason is not repeated: it may quote a value, and the value may be the secret. */
    private static UnreadableKeyException damaged(String source, MalformedJsonException e) {
        var place = e.pointer()
                        .matches(
                                "(/(keyval|public|private|keytype|scheme|keyid|certificate|keys|0|kty|crv|x|y|n|e)){1,3}")
                ? " at " + e.pointer()
                : "";
        return new UnreadableKeyException(source, DAMAGED, "is JSON, but not of a key" + place);
    }
}
