package io.jenkins.plugins.intoto.engine.sigstore;

import static io.jenkins.plugins.intoto.engine.model.MetadataDefect.WRONG_SHAPE;
import static io.jenkins.plugins.intoto.engine.model.MetadataDefect.WRONG_TYPE;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.key.Signature;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import java.util.Optional;

/**
 * A Sigstore bundle (sigstore.bundle.v1, 0.1 to 0.3) of the signature of a file ({@code messageSignature}), which attests
 * nothing but that somebody signed these bytes. Reading checks the form only; see {@link SignatureVerification}.
 */
public final class BlobBundle {
    private static final KeyId NO_ID = new KeyId("");

    private final String source;
    private final Signature signature;
    private final BlobDigest digest;
    private final VerificationEvidence evidence;

    /** What the bundle says the digest of the file is, which is not signed. */
    record BlobDigest(DigestAlgorithm algorithm, byte[] value) {}

    private BlobBundle(JsonObject json) throws MalformedJsonException {
        var version = BundleVersion.of(json);
        var message = json.object("messageSignature");
        this.source = json.source();
        this.signature = Signature.of(NO_ID, message.base64("signature"));
        if (signature.value().length == 0) {
            throw message.malformed("signature", "is empty");
        }
        var member = message.optionalObject("messageDigest");
        this.digest = member.isPresent() ? digest(member.get()) : null;
        this.evidence = VerificationEvidence.of(json, version, NO_ID);
    }

    private static BlobDigest digest(JsonObject json) throws MalformedJsonException {
        var algorithm =
                switch (json.string("algorithm")) {
                    case "SHA2_256" -> DigestAlgorithm.SHA256;
                    case "SHA2_384" -> DigestAlgorithm.SHA384;
                    case "SHA2_512" -> DigestAlgorithm.SHA512;
                    default -> throw json.malformed("algorithm", "must be SHA2_256, SHA2_384 or SHA2_512");
                };
        return new BlobDigest(algorithm, json.base64("digest"));
    }

    /**
     * Reads a bundle. Unknown members are ignored.
     *
     * @param json the bundle
     * @param source the name of the text for error messages
     * @param limits how much is accepted
     * @throws MalformedMetadataException if it is not a bundle, or one of an attestation
     */
    public static BlobBundle read(byte[] json, String source, JsonLimits limits) throws MalformedMetadataException {
        var object = ProtoJson.parse(json, source, limits);
        if (object.has("dsseEnvelope")) {
            throw new MalformedMetadataException(
                    source, "", WRONG_TYPE, "is a bundle of an attestation, not of the signature of a file");
        }
        try {
            return new BlobBundle(object);
        } catch (MalformedJsonException e) {
            throw new MalformedMetadataException(e, WRONG_SHAPE);
        }
    }

    String source() {
        return source;
    }

    Signature signature() {
        return signature;
    }

    Optional<BlobDigest> digest() {
        return Optional.ofNullable(digest);
    }

    VerificationEvidence evidence() {
        return evidence;
    }
}
