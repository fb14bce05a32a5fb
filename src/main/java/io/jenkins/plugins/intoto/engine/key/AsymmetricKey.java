package io.jenkins.plugins.intoto.engine.key;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A public RSA, Ed25519 or ECDSA key. */
public final class AsymmetricKey implements VerificationKey {
    private final PublicMaterial material;
    private final SignatureScheme scheme;
    private final KeyId keyId;
    private final Set<KeyId> signatureIds;
    private final X509Certificate certificate;
    private final Map<String, Object> declaration;

    private AsymmetricKey(
            PublicMaterial material,
            SignatureScheme scheme,
            KeyId keyId,
            Set<KeyId> signatureIds,
            X509Certificate certificate,
            Map<String, Object> declaration) {
        this.material = material;
        this.scheme = scheme;
        this.keyId = keyId;
        this.signatureIds = signatureIds;
        this.certificate = certificate;
        this.declaration = declaration;
    }

    /** A key of a key file, which goes by the ids of both rules. */
    static AsymmetricKey ofFile(PublicMaterial material) {
        return ofFile(material, material.scheme());
    }

    static AsymmetricKey ofFile(PublicMaterial material, SignatureScheme scheme) {
        var ids = new LinkedHashSet<KeyId>();
        for (var rule : KeyIdRule.values()) {
            ids.add(idUnder(rule, scheme.schemeName(), material));
        }
        if (scheme.algorithm() == KeyAlgorithm.ECDSA) {
            // tools of the legacy rule take P-256's scheme for every curve
            ids.add(idUnder(KeyIdRule.LEGACY, SignatureScheme.ECDSA_P256.schemeName(), material));
        }
        return new AsymmetricKey(material, scheme, ids.iterator().next(), ids, null, null);
    }

    /** A key of a layout, which goes by the id that the layout gives it, and is written as the layout has it. */
    static AsymmetricKey ofLayout(
            KeyId id, PublicMaterial material, SignatureScheme scheme, Map<String, Object> declaration) {
        return new AsymmetricKey(material, scheme, id, Set.of(id), null, declaration);
    }

    /** This key of a key file, known to belong to the subject of a certificate. */
    AsymmetricKey withCertificate(X509Certificate itsCertificate) {
        return new AsymmetricKey(material, scheme, keyId, signatureIds, itsCertificate, declaration);
    }

    /** This key of a key file, known by another legacy id. */
    AsymmetricKey knownBy(KeyId id) {
        return new AsymmetricKey(material, scheme, id, idsAnd(id), certificate, declaration);
    }

    /** This key of a key file, with another id under which its signatures may be filed. */
    AsymmetricKey withSignatureId(KeyId id) {
        return new AsymmetricKey(material, scheme, keyId, idsAnd(id), certificate, declaration);
    }

    private Set<KeyId> idsAnd(KeyId id) {
        var ids = new LinkedHashSet<>(signatureIds);
        ids.add(id);
        return ids;
    }

    private static KeyId idUnder(KeyIdRule rule, String scheme, PublicMaterial material) {
        return rule.idOf(material.scheme().algorithm().keytype(), scheme, material.text());
    }

    /**
     * The id that a rule gives this key, whatever id a layout gives it.
     *
     * @param rule how to compute it
     */
    public KeyId idUnder(KeyIdRule rule) {
        return rule == KeyIdRule.LEGACY && declaration == null ? keyId : idUnder(rule, scheme.schemeName(), material);
    }

    @Override
    public KeyId keyId() {
        return keyId;
    }

    @Override
    public Set<KeyId> signatureIds() {
        return Set.copyOf(signatureIds);
    }

    @Override
    public String materialFingerprint() {
        return material.fingerprint();
    }

    /** The kinds of keys as metadata names them. */
    public static List<String> keytypes() {
        return Arrays.stream(KeyAlgorithm.values()).map(KeyAlgorithm::keytype).toList();
    }

    /** The kind of key as metadata names it: {@code rsa}, {@code ed25519} or {@code ecdsa}. */
    public String keytype() {
        return scheme.algorithm().keytype();
    }

    /** The scheme of the key's signatures as metadata names it, such as {@code rsassa-pss-sha256}. */
    public String scheme() {
        return scheme.schemeName();
    }

    /**
     * Whether a policy may give the scheme of the key that name: its own, or one that other tools have for keys of this kind.
     *
     * @param name the name
     */
    public boolean isOfScheme(String name) {
        return name.equals(scheme()) || scheme.algorithm().isCalled(name);
    }

    /** The digest of the message that {@link SigningKey#forAttestations} signs; empty if it signs the message as a whole. */
    public Optional<DigestAlgorithm> attestationDigest() {
        return AttestationSignatures.schemes(material).get(0).digestAlgorithm();
    }

    /** What the Java platform calls the algorithm by which {@link SigningKey#forAttestations} signs, such as SHA256withRSA. */
    public String attestationAlgorithm() {
        return AttestationSignatures.schemes(material).get(0).jcaName();
    }

    /**
     * The name that Sigstore has for keys of this kind and size with the scheme of {@link SigningKey#forAttestations}
     * (sigstore.common.v1.PublicKeyDetails), such as {@code PKIX_ECDSA_P256_SHA_256}; empty if it has none.
     */
    public Optional<String> publicKeyDetails() {
        return material.scheme().algorithm().publicKeyDetails(material);
    }

    /** The key as metadata holds it: a SubjectPublicKeyInfo in PEM, or 64 hexadecimal digits for Ed25519. */
    public String publicValue() {
        return material.text();
    }

    /** The SubjectPublicKeyInfo in DER (RFC 5280, section 4.1.2.7). */
    public byte[] encoded() {
        return material.key().getEncoded();
    }

    /** The X.509 certificate that the key was read from, in PEM. */
    public Optional<String> certificate() {
        return Optional.ofNullable(certificate).map(Certificates::pem);
    }

    /** Whom the certificate names that the key was read from, unchecked; empty if it was read from none. */
    public Optional<CertificateIdentity> identity() {
        try {
            return certificate == null
                    ? Optional.empty()
                    : Optional.of(CertificateIdentity.of(certificate, "the certificate"));
        } catch (UnreadableKeyException e) {
            return Optional.empty(); // its names are damaged, so it names nobody
        }
    }

    PublicMaterial material() {
        return material;
    }

    SignatureScheme signatureScheme() {
        return scheme;
    }

    @Override
    public boolean verifies(Signature signature, Signer.Message message, Instant at) {
        return signature.otherHeaders().isEmpty()
                && whyUnusable(at).isEmpty()
                && scheme.verifies(material.key(), signature.value(), message);
    }

    /**
     * Checks the signature of an attestation. Beside it stands no scheme, so every one is accepted that keys of this kind
     * have: ECDSA in DER or as two numbers, with SHA-256 or the digest of the curve; RSA by PKCS#1 v1.5 or PSS with SHA-256,
     * SHA-384 or SHA-512; Ed25519.
     *
     * @param signature the bytes of the signature
     * @param message the signed bytes
     * @param at the time at which the key must be {@linkplain #whyUnusable usable}
     * @return whether the signature is valid; false for a malformed one
     */
    public boolean verifiesAttestation(byte[] signature, byte[] message, Instant at) {
        return verifiesAttestation(signature, (Signer.Message) out -> out.write(message), at);
    }

    /**
     * Checks the signature of an attestation, as above.
     *
     * @param signature the bytes of the signature
     * @param message what is signed
     * @param at the time at which the key must be {@linkplain #whyUnusable usable}
     * @return whether the signature is valid; false for a malformed one
     * @throws java.io.UncheckedIOException if the message cannot be read
     */
    public boolean verifiesAttestation(byte[] signature, Signer.Message message, Instant at) {
        return whyUnusable(at).isEmpty() && AttestationSignatures.verifies(material, signature, message);
    }

    /**
     * Checks the signature of a file. It is made as that of an attestation; one by Ed25519 can also be of the file's SHA-512
     * (Ed25519ph, RFC 8032, section 5.1), as Sigstore's logs take it.
     *
     * @param signature the bytes of the signature
     * @param file the content of the file
     * @param at the time at which the key must be {@linkplain #whyUnusable usable}
     * @return whether the signature is valid; false for a malformed one
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public boolean verifiesFile(byte[] signature, Signer.Message file, Instant at) {
        return verifiesAttestation(signature, file, at)
                || whyUnusable(at).isEmpty()
                        && material.scheme().algorithm().verifiesPrehashed(material, signature, file);
    }

    /** A key that was read from a certificate is usable only while the certificate is valid; all others always are. */
    @Override
    public Optional<String> whyUnusable(Instant at) {
        return Optional.ofNullable(certificate).flatMap(itsCertificate -> Certificates.whyInvalid(itsCertificate, at));
    }

    @Override
    public Optional<Instant> expires() {
        return Optional.ofNullable(certificate)
                .map(itsCertificate -> itsCertificate.getNotAfter().toInstant());
    }

    /** The key object as it was read from a layout; a new one, without a certificate, for a key file. */
    @Override
    public Map<String, Object> toJson() {
        return declaration == null ? KeyObject.of(this, Optional.empty()) : declaration;
    }

    /** The key object with the certificate in {@code keyval.certificate}, as the {@code rootcas} of a layout hold it. */
    public Map<String, Object> toJsonWithCertificate() {
        return declaration == null ? KeyObject.of(this, certificate()) : declaration;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof AsymmetricKey other
                && material.equals(other.material)
                && scheme == other.scheme
                && keyId.equals(other.keyId)
                && signatureIds.equals(other.signatureIds)
                && Objects.equals(certificate, other.certificate)
                && Objects.equals(declaration, other.declaration);
    }

    @Override
    public int hashCode() {
        return Objects.hash(material, keyId);
    }

    @Override
    public String toString() {
        return keytype() + " key " + keyId.shortForm();
    }
}
