package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.MISMATCH;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.PRIVATE_INSTEAD_OF_PUBLIC;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.UNSUPPORTED_ALGORITHM;

import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON object that describes a key in layouts and in the key files of securesystemslib (in-toto specification 1.0,
 * section 4.2): {@code keytype}, {@code scheme} and {@code keyval}.
 */
final class KeyObject {
    private static final String PRIVATE = "private";
    private static final String PUBLIC = "public";

    private final JsonObject object;
    private final String source;
    private final SignatureScheme declaredScheme;

    private KeyObject(JsonObject object) throws MalformedJsonException, UnreadableKeyException {
        this.object = object;
        this.source = source(object);
        this.declaredScheme = scheme(object.string("keytype"), object.string("scheme"));
    }

    private SignatureScheme scheme(String keytype, String name) throws UnreadableKeyException {
        var family = keytype.startsWith("ecdsa-sha2-nistp") ? KeyAlgorithm.ECDSA.keytype() : keytype;
        return SignatureScheme.named(name)
                .filter(scheme -> scheme.algorithm().keytype().equals(family))
                .orElseThrow(() -> new UnreadableKeyException(
                        source,
                        UNSUPPORTED_ALGORITHM,
                        "has the key type and scheme " + shown(keytype) + "/" + shown(name)
                                + ", which is not supported"));
    }

    /** Names of types and schemes are short words; anything else is not repeated. */
    private static String shown(String name) {
        return name.matches("[A-Za-z0-9._+-]{1,40}") ? name : "(unprintable)";
    }

    /** The document and the place in it. */
    static String source(JsonObject object) {
        return object.pointer().isEmpty() ? object.source() : object.source() + ": " + object.pointer();
    }

    /** Checks the id under which a key object stands, which becomes part of file names. */
    static void checkId(KeyId id, JsonObject object) throws MalformedJsonException {
        if (!id.isHex()) {
            throw new MalformedJsonException(
                    object.source(), object.pointer(), "stands under an id that is not hexadecimal");
        }
        if (!object.string("keyid", id.value()).equals(id.value())) {
            throw object.malformed("keyid", "differs from the id under which the key stands");
        }
    }

    static AsymmetricKey ofLayout(KeyId id, JsonObject object) throws MalformedJsonException, UnreadableKeyException {
        checkId(id, object);
        var key = new KeyObject(object);
        var material = key.publicMaterial();
        return AsymmetricKey.ofLayout(id, material, key.effectiveScheme(material), object.asMap());
    }

    /** The key of a public key file. */
    static AsymmetricKey ofPublicFile(JsonObject object) throws MalformedJsonException, UnreadableKeyException {
        var key = new KeyObject(object);
        return key.asFile(key.publicMaterial());
    }

    /** The key of a private key file, which is always Ed25519's 32 or 64 bytes in hexadecimal, or PEM. */
    static SigningKey ofPrivateFile(JsonObject object, PassphraseSource passphrases)
            throws MalformedJsonException, UnreadableKeyException {
        var key = new KeyObject(object);
        var secret = object.object("keyval").string(PRIVATE, "");
        if (secret.isEmpty()) {
            throw new UnreadableKeyException(
                    key.source,
                    UnreadableKeyException.Reason.PUBLIC_INSTEAD_OF_PRIVATE,
                    "holds a public key only, a private key is needed");
        }
        var pair = key.declaredScheme.algorithm().ofTraditionalText(secret, key.source, passphrases);
        var declared = key.material(object.object("keyval").string(PUBLIC));
        if (!declared.equals(pair.publicPart())) {
            throw new UnreadableKeyException(
                    key.source, MISMATCH, "its private and its public key do not belong together");
        }
        return SigningKey.of(pair, key.asFile(declared));
    }

    private AsymmetricKey asFile(PublicMaterial material) throws MalformedJsonException {
        var value = object.object("keyval").string(PUBLIC, material.text());
        var legacyId = KeyIdRule.idOfVerbatim(object.string("keytype"), object.string("scheme"), value);
        var key = AsymmetricKey.ofFile(material, effectiveScheme(material)).knownBy(legacyId);
        var id = object.optionalString("keyid");
        return id.isPresent() ? key.withSignatureId(new KeyId(id.get())) : key;
    }

    private SignatureScheme effectiveScheme(PublicMaterial material) {
        return declaredScheme.algorithm().effectiveScheme(declaredScheme, material);
    }

    private PublicMaterial publicMaterial() throws MalformedJsonException, UnreadableKeyException {
        var value = object.object("keyval");
        if (!value.string(PRIVATE, "").isEmpty()) {
            throw new UnreadableKeyException(
                    source,
                    PRIVATE_INSTEAD_OF_PUBLIC,
                    "holds a private key where only a public key may stand; if it was shared, replace the key");
        }
        var certificate = value.optionalString("certificate");
        if (certificate.isEmpty()) {
            return material(value.string(PUBLIC));
        }
        var certified = Certificates.material(Certificates.read(certificate.get(), source), source);
        checkFamily(certified);
        var text = value.string(PUBLIC, "");
        if (!text.isEmpty() && !material(text).equals(certified)) {
            throw new UnreadableKeyException(source, MISMATCH, "its certificate is of another key");
        }
        return certified;
    }

    private PublicMaterial material(String text) throws UnreadableKeyException {
        var material = declaredScheme.algorithm().ofText(text, source);
        checkFamily(material);
        return material;
    }

    private void checkFamily(PublicMaterial material) throws UnreadableKeyException {
        if (material.scheme().algorithm() != declaredScheme.algorithm()) {
            throw new UnreadableKeyException(source, MISMATCH, "its key is of another kind than its key type says");
        }
    }

    /** The object for a public key, as the legacy rule's tools write it. */
    static Map<String, Object> of(AsymmetricKey key, Optional<String> certificate) {
        var value = new LinkedHashMap<String, Object>();
        value.put(PUBLIC, key.publicValue());
        certificate.ifPresent(pem -> value.put("certificate", pem));
        return object(key, value);
    }

    /** The object for a key pair, as the legacy rule's tools write it to private key files. */
    static Map<String, Object> ofPrivate(SigningKey key) {
        var value = new LinkedHashMap<String, Object>();
        value.put(PUBLIC, key.publicKey().publicValue());
        value.put(PRIVATE, key.material().traditionalText());
        return object(key.publicKey(), value);
    }

    private static Map<String, Object> object(AsymmetricKey key, Map<String, Object> value) {
        var object = new LinkedHashMap<String, Object>();
        object.put("keyid", key.keyId().value());
        object.put("keyid_hash_algorithms", KeyIdRule.HASH_ALGORITHMS);
        object.put("keytype", key.keytype());
        object.put("scheme", key.scheme());
        object.put("keyval", Collections.unmodifiableMap(value));
        return Collections.unmodifiableMap(object);
    }
}
