package io.jenkins.plugins.intoto.engine.key;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A public GPG key as layouts hold it: an OpenPGP primary key and its subkeys, known by their fingerprints. Whoever trusts
 * the primary key trusts signatures by its subkeys.
 */
public final class GpgKey implements VerificationKey {
    private final KeyId keyId;
    private final GpgMaterial primary;
    private final Map<KeyId, GpgMaterial> subkeys;
    private final Set<KeyId> signatureIds;
    private final Map<String, Object> declaration;

    GpgKey(KeyId keyId, GpgMaterial primary, Map<KeyId, GpgMaterial> subkeys, Map<String, Object> declaration) {
        this.keyId = keyId;
        this.primary = primary;
        this.subkeys = Map.copyOf(subkeys);
        this.signatureIds = idsOf(keyId, subkeys);
        this.declaration = Collections.unmodifiableMap(declaration);
    }

    /** A subkey alone. */
    private GpgKey(GpgKey whole, KeyId subkey) {
        this.keyId = subkey;
        this.primary = whole.primary;
        this.subkeys = whole.subkeys;
        this.signatureIds = Set.of(subkey);
        this.declaration = whole.declaration;
    }

    private static Set<KeyId> idsOf(KeyId keyId, Map<KeyId, GpgMaterial> subkeys) {
        var ids = new LinkedHashSet<>(subkeys.keySet());
        ids.add(keyId);
        return Set.copyOf(ids);
    }

    /**
     * One subkey alone, as a step can name it: signatures by the others and by the primary key are not by it. It remains a
     * part of this key, expires with it, and is the same functionary.
     *
     * @param id the fingerprint of the subkey
     * @return empty if there is no such subkey
     */
    public Optional<GpgKey> subkey(KeyId id) {
        return subkeys.containsKey(id) && signatureIds.contains(id)
                ? Optional.of(new GpgKey(this, id))
                : Optional.empty();
    }

    @Override
    public KeyId keyId() {
        return keyId;
    }

    @Override
    public Set<KeyId> signatureIds() {
        return signatureIds;
    }

    /** The fingerprint of the primary key's material, which is not its OpenPGP fingerprint. */
    @Override
    public String materialFingerprint() {
        return primary.fingerprint();
    }

    @Override
    public Set<String> materialFingerprints() {
        List<String> fingerprints = new ArrayList<>();
        fingerprints.add(primary.fingerprint());
        subkeys.values().forEach(subkey -> fingerprints.add(subkey.fingerprint()));
        return Set.copyOf(fingerprints);
    }

    /** Checks a signature by the subkey that it names, or else by the primary key. */
    @Override
    public boolean verifies(Signature signature, Signer.Message message, Instant at) {
        return whyUnusable(signature, at).isEmpty()
                && signature
                        .otherHeaders()
                        .filter(headers -> signer(signature).verifies(signature.value(), headers, message))
                        .isPresent();
    }

    private GpgMaterial signer(Signature signature) {
        return subkeys.getOrDefault(signature.keyId(), primary);
    }

    @Override
    public Optional<String> whyUnusable(Signature signature, Instant at) {
        return whyUnusable(at).or(() -> signer(signature).whyUnusable(at));
    }

    /** A key is usable from its creation until it expires; when the primary key has expired, so have its subkeys. */
    @Override
    public Optional<String> whyUnusable(Instant at) {
        return primary.whyUnusable(at);
    }

    @Override
    public Optional<Instant> expires() {
        return primary.expires();
    }

    @Override
    public Map<String, Object> toJson() {
        return declaration;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof GpgKey other && keyId.equals(other.keyId) && declaration.equals(other.declaration);
    }

    @Override
    public int hashCode() {
        return keyId.hashCode();
    }

    @Override
    public String toString() {
        return "GPG key " + keyId.shortForm();
    }
}
