package io.jenkins.plugins.intoto.engine.sigstore;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What an entry of a log says was signed, by whom, and how: Rekor's kinds {@code dsse} 0.0.1 and 0.0.2, {@code intoto}
 * 0.0.1 and 0.0.2, and {@code hashedrekord} 0.0.1 and 0.0.2.
 *
 * @param algorithm how the digest was computed
 * @param digest the digest of what was signed
 * @param ofPayload whether it is of the payload alone rather than of all that the signature covers
 * @param signature the bytes of the signature; empty for {@code intoto} 0.0.1, where the log has checked one by this verifier
 *     over this payload and does not keep it
 * @param verifier the certificate or public key of the signer in DER
 */
record EntryBody(
        DigestAlgorithm algorithm, byte[] digest, boolean ofPayload, Optional<byte[]> signature, byte[] verifier) {
    private static final JsonLimits LIMITS = new JsonLimits(16L << 20, 16);

    /**
     * @param entry the entry
     * @param source the name of its bundle for error messages
     * @throws MalformedMetadataException if it is not of the kind that it is said to be
     * @throws MalformedJsonException if it is of another kind, or lacks something
     */
    static EntryBody of(TransparencyEntry entry, String source)
            throws MalformedMetadataException, MalformedJsonException {
        var body = ProtoJson.parse(entry.canonicalizedBody(), source + ", body of the log entry", LIMITS);
        if (!body.string("kind").equals(entry.kind())) {
            throw body.malformed("kind", "differs from that of the entry");
        }
        if (!body.string("apiVersion").equals(entry.kindVersion())) {
            throw body.malformed("apiVersion", "differs from that of the entry");
        }
        var spec = body.object("spec");
        return switch (entry.kind() + "/" + entry.kindVersion()) {
            case "dsse/0.0.1" -> dsse(spec);
            case "dsse/0.0.2" -> dsseV2(spec.object("dsseV002"));
            case "intoto/0.0.1" -> intotoV1(spec);
            case "intoto/0.0.2" -> intoto(spec.object("content"));
            case "hashedrekord/0.0.1" -> hashedRekord(spec);
            case "hashedrekord/0.0.2" -> hashedRekordV2(spec.object("hashedRekordV002"));
            default -> throw body.malformed("kind", "is a kind of entry that is not supported");
        };
    }

    private static EntryBody dsse(JsonObject spec) throws MalformedJsonException {
        var hash = spec.object("payloadHash");
        var signature = only(spec);
        return new EntryBody(
                algorithm(hash),
                hex(hash, "value"),
                true,
                Optional.of(signature.base64("signature")),
                pem(signature, signature.base64("verifier")));
    }

    private static EntryBody dsseV2(JsonObject spec) throws MalformedJsonException {
        var signature = only(spec);
        var hash = spec.object("payloadHash");
        return new EntryBody(
                algorithm(hash),
                hash.base64("digest"),
                true,
                Optional.of(signature.base64("content")),
                verifierV2(signature));
    }

    private static EntryBody intotoV1(JsonObject spec) throws MalformedJsonException {
        var hash = spec.object("content").object("payloadHash");
        return new EntryBody(
                algorithm(hash), hex(hash, "value"), true, Optional.empty(), pem(spec, spec.base64("publicKey")));
    }

    private static EntryBody intoto(JsonObject content) throws MalformedJsonException {
        var hash = content.object("payloadHash");
        var signature = only(content.object("envelope"));
        // the log holds the signature in base64 of its base64
        var base64 = new String(signature.base64("sig"), StandardCharsets.ISO_8859_1);
        return new EntryBody(
                algorithm(hash),
                hex(hash, "value"),
                true,
                Optional.of(decode(signature, "sig", base64)),
                pem(signature, signature.base64("publicKey")));
    }

    private static EntryBody hashedRekord(JsonObject spec) throws MalformedJsonException {
        var hash = spec.object("data").object("hash");
        var signature = spec.object("signature");
        return new EntryBody(
                algorithm(hash),
                hex(hash, "value"),
                false,
                Optional.of(signature.base64("content")),
                pem(signature, signature.object("publicKey").base64("content")));
    }

    private static EntryBody hashedRekordV2(JsonObject spec) throws MalformedJsonException {
        var data = spec.object("data");
        var signature = spec.object("signature");
        return new EntryBody(
                algorithm(data),
                data.base64("digest"),
                false,
                Optional.of(signature.base64("content")),
                verifierV2(signature));
    }

    private static JsonObject only(JsonObject parent) throws MalformedJsonException {
        var signatures = parent.objects("signatures");
        if (signatures.size() != 1) {
            throw parent.malformed("signatures", "must be one signature");
        }
        return signatures.get(0);
    }

    private static byte[] verifierV2(JsonObject signature) throws MalformedJsonException {
        var verifier = signature.object("verifier");
        var certificate = verifier.optionalObject("x509Certificate");
        return (certificate.isPresent() ? certificate.get() : verifier.object("publicKey")).base64("rawBytes");
    }

    private static DigestAlgorithm algorithm(JsonObject hash) throws MalformedJsonException {
        Optional<DigestAlgorithm> algorithm =
                switch (hash.string("algorithm")) {
                    case "sha256", "SHA2_256" -> Optional.of(DigestAlgorithm.SHA256);
                    case "sha384", "SHA2_384" -> Optional.of(DigestAlgorithm.SHA384);
                    case "sha512", "SHA2_512" -> Optional.of(DigestAlgorithm.SHA512);
                    default -> Optional.empty();
                };
        return algorithm.orElseThrow(() -> hash.malformed("algorithm", "is not supported"));
    }

    private static byte[] hex(JsonObject object, String name) throws MalformedJsonException {
        try {
            return HexFormat.of().parseHex(object.string(name));
        } catch (IllegalArgumentException e) {
            throw object.malformed(name, "is not hexadecimal");
        }
    }

    private static byte[] pem(JsonObject object, byte[] pem) throws MalformedJsonException {
        var text = new String(pem, StandardCharsets.ISO_8859_1);
        return decode(object, "verifier", text.replaceAll("-----[A-Z ]+-----|\\s", ""));
    }

    private static byte[] decode(JsonObject object, String name, String base64) throws MalformedJsonException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw object.malformed(name, "is not base64");
        }
    }

    /**
     * Whether this is about a signature.
     *
     * @param content the signature with what it covers
     * @param itsVerifier the signer's certificate or public key in DER
     */
    boolean isOf(SignedContent content, byte[] itsVerifier) {
        var expected = ofPayload ? content.payloadDigest(algorithm) : Optional.of(content.messageDigest(algorithm));
        return expected.isPresent()
                && Arrays.equals(digest, expected.get())
                && signature.map(value -> Arrays.equals(value, content.value())).orElse(true)
                && Arrays.equals(verifier, itsVerifier);
    }
}
