package io.jenkins.plugins.intoto.engine.key;

import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A key that verifies signatures (in-toto specification 1.0, section 4.2). */
public sealed interface VerificationKey permits AsymmetricKey, GpgKey {
    /**
     * Reads a key object of a layout.
     *
     * @param id the name under which the object stands in the layout's {@code keys}; taken as it is
     * @param object the key object
     * @return the key, known by that id alone
     * @throws MalformedJsonException if a member is missing or of a wrong type, or the id is not hexadecimal
     * @throws UnreadableKeyException if the key is not one that can be used, or if the object holds a private key
     */
    static VerificationKey fromJson(KeyId id, JsonObject object) throws MalformedJsonException, UnreadableKeyException {
        return GpgKeyObject.isGpg(object) ? GpgKeyObject.read(id, object) : KeyObject.ofLayout(id, object);
    }

    /**
     * The id by which the key is known: the one that a layout declares, the fingerprint of a GPG key, or the legacy id of a
     * key file.
     */
    KeyId keyId();

    /**
     * Every id under which signatures by this key may be filed: the declared one for a key of a layout, those of both
     * {@linkplain KeyIdRule rules} for a key file, those of the subkeys for a GPG key.
     */
    Set<KeyId> signatureIds();

    /**
     * What identifies the key itself, whatever it is called and however it is encoded: the hexadecimal SHA-256 of its
     * SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7). Signatures by two keys of one fingerprint are by one functionary.
     */
    String materialFingerprint();

    /**
     * The fingerprints of all keys whose signatures this one accepts: that of {@link #materialFingerprint}, and those of a
     * GPG key's subkeys. Two keys that have one in common may be one functionary.
     */
    default Set<String> materialFingerprints() {
        return Set.of(materialFingerprint());
    }

    /**
     * Checks a signature. The id that it names only decides which subkey of a GPG key is tried; it is the caller's to check
     * that it is one of {@link #signatureIds}.
     *
     * @param signature the signature
     * @param message the signed bytes; streamed, except that an Ed25519 key holds them while it checks
     * @param at the time of the verification
     * @return whether the signature is valid and the key {@linkplain #whyUnusable usable}; false for a malformed signature, and
     *     if writing the message ends because the thread was interrupted
     */
    boolean verifies(Signature signature, Signer.Message message, Instant at);

    /**
     * Why the key must not be used at a time, such as that it has expired; empty if it may.
     *
     * @param at the time of the verification
     */
    Optional<String> whyUnusable(Instant at);

    /** When the key, or the certificate that it was read from, expires; empty if it never does. */
    Optional<Instant> expires();

    /**
     * Why a signature must not be accepted at a time, though the key may: the subkey of a GPG key that it names has expired.
     *
     * @param signature the signature
     * @param at the time of the verification
     */
    default Optional<String> whyUnusable(Signature signature, Instant at) {
        return whyUnusable(at);
    }

    /** The key as a layout holds it: plain JSON values. */
    Map<String, Object> toJson();
}
