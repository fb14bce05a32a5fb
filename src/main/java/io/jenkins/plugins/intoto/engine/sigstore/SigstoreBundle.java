package io.jenkins.plugins.intoto.engine.sigstore;

import static io.jenkins.plugins.intoto.engine.model.MetadataDefect.NO_ENVELOPE;
import static io.jenkins.plugins.intoto.engine.model.MetadataDefect.WRONG_SHAPE;

import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.CertificateIdentity;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.engine.sigstore.VerificationMaterial.CertificateChain;
import io.jenkins.plugins.intoto.engine.sigstore.VerificationMaterial.PublicKeyHint;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A Sigstore bundle (sigstore.bundle.v1, 0.1 to 0.3) of a DSSE envelope: one signature, and what is needed to verify it
 * without a network. Reading checks the form only; see the verification of signatures.
 */
public final class SigstoreBundle {
    /** The media type of the bundles that are written here. */
    public static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";

    private final DsseEnvelope envelope;
    private final VerificationEvidence evidence;

    private SigstoreBundle(DsseEnvelope envelope, VerificationEvidence evidence) {
        this.envelope = envelope;
        this.evidence = evidence;
    }

    /**
     * The bundle of an envelope that was signed with a key that verifiers know.
     *
     * @param envelope an envelope with one signature
     * @throws IllegalArgumentException if it has another number of signatures
     */
    public static SigstoreBundle of(DsseEnvelope envelope) {
        if (envelope.signatures().size() != 1) {
            throw new IllegalArgumentException("a Sigstore bundle has one signature, not "
                    + envelope.signatures().size());
        }
        var hint = envelope.signatures().get(0).keyId().value();
        return new SigstoreBundle(envelope, new VerificationEvidence(new PublicKeyHint(hint), List.of(), List.of()));
    }

    /**
     * Whether a JSON object means to be a Sigstore bundle.
     *
     * @param json the object
     */
    public static boolean isMeant(JsonObject json) {
        return json.has("mediaType") || json.has("verificationMaterial");
    }

    /**
     * Reads a bundle. Unknown members are ignored.
     *
     * @param json the bundle
     * @param source the name of the text for error messages
     * @param limits how much is accepted
     * @throws MalformedMetadataException if it is not a bundle, one of something else than a DSSE envelope, or has more than
     *     32 timestamps or log entries
     */
    public static SigstoreBundle read(byte[] json, String source, JsonLimits limits) throws MalformedMetadataException {
        return read(ProtoJson.parse(json, source, limits));
    }

    private static SigstoreBundle read(JsonObject json) throws MalformedMetadataException {
        try {
            var version = BundleVersion.of(json);
            if (!json.has("dsseEnvelope")) {
                throw new MalformedMetadataException(
                        json.source(),
                        json.pointer(),
                        NO_ENVELOPE,
                        json.has("messageSignature")
                                ? "holds the signature of a file, not an attestation"
                                : "holds no DSSE envelope, so no attestation");
            }
            var envelope = DsseEnvelope.read(json.object("dsseEnvelope"));
            if (envelope.signatures().size() != 1) {
                throw json.object("dsseEnvelope")
                        .malformed(
                                "signatures",
                                "must be one signature, are "
                                        + envelope.signatures().size());
            }
            var signedBy = envelope.signatures().get(0).keyId();
            return new SigstoreBundle(envelope, VerificationEvidence.of(json, version, signedBy));
        } catch (MalformedJsonException e) {
            throw new MalformedMetadataException(e, WRONG_SHAPE);
        }
    }

    /** The envelope. */
    public DsseEnvelope envelope() {
        return envelope;
    }

    VerificationEvidence evidence() {
        return evidence;
    }

    /** What the bundle says of the signer. */
    public VerificationMaterial material() {
        return evidence.material();
    }

    /** Whom the certificate of the signer names, unchecked; empty if there is no certificate, or one that cannot be read. */
    public Optional<CertificateIdentity> identity() {
        if (!(evidence.material() instanceof CertificateChain chain)) {
            return Optional.empty();
        }
        try {
            return KeyFiles.readPublic(chain.leaf().getEncoded(), "certificate") instanceof AsymmetricKey key
                    ? key.identity()
                    : Optional.empty();
        } catch (UnreadableKeyException | CertificateEncodingException e) {
            return Optional.empty(); // whoever verifies the bundle is told why
        }
    }

    /** The RFC 3161 responses over the signature, in DER; copies, unchecked. */
    public List<byte[]> timestamps() {
        return evidence.timestamps().stream().map(byte[]::clone).toList();
    }

    /** The log entries of the signature; unchecked. */
    public List<TransparencyEntry> entries() {
        return evidence.entries();
    }

    /**
     * This bundle with the certificate of the signing key.
     *
     * @param certificate the certificate; that of its issuers come from the verifier's trusted root
     */
    public SigstoreBundle withCertificate(X509Certificate certificate) {
        return new SigstoreBundle(envelope, evidence.withMaterial(new CertificateChain(List.of(certificate))));
    }

    /**
     * This bundle with the certificate that a key was read with.
     *
     * @param key the signing key
     * @throws IllegalArgumentException if the key has no certificate
     */
    public SigstoreBundle withCertificate(AsymmetricKey key) {
        var pem = key.certificate().orElseThrow(() -> new IllegalArgumentException(key + " has no certificate"));
        try {
            var in = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
            return withCertificate(
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in));
        } catch (CertificateException e) {
            throw new IllegalStateException("it was read from its encoding", e);
        }
    }

    /**
     * This bundle with one more timestamp.
     *
     * @param response an RFC 3161 response over the bytes of the signature, in DER
     */
    public SigstoreBundle withTimestamp(byte[] response) {
        return new SigstoreBundle(envelope, evidence.withTimestamp(response.clone()));
    }

    /**
     * This bundle with one more log entry.
     *
     * @param entry what the log answered when it took the signature
     */
    public SigstoreBundle withEntry(TransparencyEntry entry) {
        return new SigstoreBundle(envelope, evidence.withEntry(entry));
    }

    /**
     * The bundle as version 0.3 on one line, without a line end. Certificates of issuers, which older versions may have
     * brought, are left out.
     */
    public byte[] toJson() {
        var encoder = Base64.getEncoder();
        var verification = new TreeMap<String, Object>();
        if (evidence.material() instanceof CertificateChain chain) {
            try {
                verification.put(
                        "certificate",
                        Map.of("rawBytes", encoder.encodeToString(chain.leaf().getEncoded())));
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException("it was read from its encoding", e);
            }
        } else {
            verification.put("publicKey", Map.of("hint", ((PublicKeyHint) evidence.material()).hint()));
        }
        if (!evidence.timestamps().isEmpty()) {
            var list = evidence.timestamps().stream()
                    .map(timestamp -> (Object) Map.of("signedTimestamp", encoder.encodeToString(timestamp)))
                    .toList();
            verification.put("timestampVerificationData", Map.of("rfc3161Timestamps", list));
        }
        verification.put(
                "tlogEntries",
                evidence.entries().stream().map(TransparencyEntry::asMap).toList());
        return Json.compact(Map.of(
                "mediaType", MEDIA_TYPE, "dsseEnvelope", envelope.asMap(), "verificationMaterial", verification));
    }
}
