package io.jenkins.plugins.intoto.engine.remote;

import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.engine.sigstore.SigstoreBundle;
import io.jenkins.plugins.intoto.engine.sigstore.TransparencyEntry;
import io.jenkins.plugins.intoto.engine.sigstore.VerificationMaterial.CertificateChain;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An attestation as cosign 1 and 2 keep it: the layer is the envelope, and annotations have what a Sigstore bundle has beside
 * it.
 */
final class CosignLayer {
    static final String MEDIA_TYPE = "application/vnd.dsse.envelope.v1+json";

    private static final String SIGNATURE = "dev.cosignproject.cosign/signature";
    private static final String CERTIFICATE = "dev.sigstore.cosign/certificate";
    private static final String CHAIN = "dev.sigstore.cosign/chain";
    private static final String BUNDLE = "dev.sigstore.cosign/bundle";
    private static final String TIMESTAMP = "dev.sigstore.cosign/rfc3161timestamp";
    private static final String PREDICATE_TYPE = "predicateType";

    private static final JsonLimits LIMITS = new JsonLimits(16L << 20, 16);

    private CosignLayer() {}

    /**
     * Makes the line of a bundle: a Sigstore bundle if there is more to verify than the envelope.
     *
     * @param envelope the content of the layer
     * @param layer its descriptor
     * @param source the name of the layer, for messages
     * @throws MalformedJsonException if one of them is not what cosign writes
     * @throws MalformedMetadataException if the layer is not an envelope
     */
    static byte[] line(byte[] envelope, JsonObject layer, String source, JsonLimits limits)
            throws MalformedJsonException, MalformedMetadataException {
        var json = Json.parseObject(envelope, source, limits);
        var annotations = layer.objectOrNull("annotations");
        if (annotations.isEmpty()
                || annotations.get().names().stream().noneMatch(name -> List.of(CERTIFICATE, BUNDLE, TIMESTAMP)
                        .contains(name))) {
            return Json.compact(json.asMap());
        }
        var keyId = DsseEnvelope.read(json).signatures().stream()
                .findFirst()
                .map(signature -> signature.keyId().value())
                .orElse("");
        return Json.compact(Map.of(
                "mediaType",
                "application/vnd.dev.sigstore.bundle+json;version=0.1",
                "dsseEnvelope",
                json.asMap(),
                "verificationMaterial",
                material(annotations.get(), keyId)));
    }

    private static Map<String, Object> material(JsonObject annotations, String keyId) throws MalformedJsonException {
        var material = new TreeMap<String, Object>();
        var certificate = annotations.string(CERTIFICATE, "");
        if (certificate.isEmpty()) {
            material.put("publicKey", Map.of("hint", keyId));
        } else {
            material.put(
                    "x509CertificateChain",
                    Map.of("certificates", List.of(Map.of("rawBytes", base64OfPem(certificate, annotations)))));
        }
        if (annotations.has(TIMESTAMP)) {
            var timestamp = inner(annotations, TIMESTAMP).string("SignedRFC3161Timestamp");
            material.put(
                    "timestampVerificationData",
                    Map.of("rfc3161Timestamps", List.of(Map.of("signedTimestamp", timestamp))));
        }
        if (annotations.has(BUNDLE)) {
            material.put("tlogEntries", List.of(entry(inner(annotations, BUNDLE))));
        }
        return material;
    }

    private static String base64OfPem(String pem, JsonObject annotations) throws MalformedJsonException {
        int begin = pem.indexOf("-----BEGIN CERTIFICATE-----");
        int end = pem.indexOf("-----END CERTIFICATE-----");
        if (begin < 0 || end < begin) {
            throw annotations.malformed(CERTIFICATE, "is not a certificate in PEM");
        }
        return pem.substring(begin, end)
                .replace("-----BEGIN CERTIFICATE-----", "")
                .replaceAll("\\s", "");
    }

    private static JsonObject inner(JsonObject annotations, String name) throws MalformedJsonException {
        var text = annotations.string(name).getBytes(StandardCharsets.UTF_8);
        return Json.parseObject(text, annotations.source() + ", " + name, LIMITS);
    }

    /** An entry of Rekor 1 with the log's promise. */
    private static Map<String, Object> entry(JsonObject bundle) throws MalformedJsonException {
        var payload = bundle.object("Payload");
        byte[] body = payload.base64("body");
        var entry = Json.parseObject(body, payload.source() + ", body", LIMITS);
        byte[] logId;
        try {
            logId = HexFormat.of().parseHex(payload.string("logID"));
        } catch (IllegalArgumentException e) {
            throw payload.malformed("logID", "is not hexadecimal");
        }
        return Map.of(
                "logIndex",
                String.valueOf(payload.asMap().get("logIndex")),
                "integratedTime",
                String.valueOf(payload.asMap().get("integratedTime")),
                "logId",
                Map.of("keyId", Base64.getEncoder().encodeToString(logId)),
                "kindVersion",
                Map.of("kind", entry.string("kind"), "version", entry.string("apiVersion")),
                "inclusionPromise",
                Map.of("signedEntryTimestamp", bundle.string("SignedEntryTimestamp")),
                "canonicalizedBody",
                Base64.getEncoder().encodeToString(body));
    }

    /**
     * The annotations of a layer with the envelope of a bundle. What cosign 1 and 2 do not know is left out: entries of Rekor 2,
     * which have no promise, and further timestamps.
     */
    static Map<String, Object> annotations(String predicateType) {
        return new TreeMap<>(Map.of(SIGNATURE, "", PREDICATE_TYPE, predicateType));
    }

    static Map<String, Object> annotations(SigstoreBundle bundle, String predicateType) {
        var annotations = annotations(predicateType);
        if (bundle.material() instanceof CertificateChain chain) {
            annotations.put(CERTIFICATE, pem(chain.leaf()));
            annotations.put(CHAIN, "");
        }
        bundle.timestamps().stream()
                .findFirst()
                .ifPresent(timestamp -> annotations.put(
                        TIMESTAMP,
                        text(Map.of(
                                "SignedRFC3161Timestamp", Base64.getEncoder().encodeToString(timestamp)))));
        bundle.entries().stream()
                .filter(entry -> entry.inclusionPromise().isPresent())
                .findFirst()
                .ifPresent(entry -> annotations.put(BUNDLE, text(annotation(entry))));
        return annotations;
    }

    private static Map<String, Object> annotation(TransparencyEntry entry) {
        var encoder = Base64.getEncoder();
        return Map.of(
                "SignedEntryTimestamp",
                encoder.encodeToString(entry.inclusionPromise().orElseThrow()),
                "Payload",
                Map.of(
                        "body", encoder.encodeToString(entry.canonicalizedBody()),
                        "integratedTime", entry.integratedTime(),
                        "logIndex", entry.logIndex(),
                        "logID", HexFormat.of().formatHex(entry.logId())));
    }

    private static String text(Map<String, Object> json) {
        return new String(Json.compact(json), StandardCharsets.UTF_8);
    }

    private static String pem(X509Certificate certificate) {
        try {
            var encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
            return "-----BEGIN CERTIFICATE-----\n" + encoder.encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("it was read from its encoding", e);
        }
    }
}
