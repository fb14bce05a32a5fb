package io.jenkins.plugins.intoto.engine.sigstore;

import static io.jenkins.plugins.intoto.engine.model.MetadataDefect.WRONG_SHAPE;
import static io.jenkins.plugins.intoto.engine.sigstore.ProtoJson.int64;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An entry of a transparency log as a Sigstore bundle holds it: Rekor v1 or v2; unchecked. */
public final class TransparencyEntry {
    private final long logIndex;
    private final byte[] logId;
    private final String kind;
    private final String kindVersion;
    private final long integratedTime;
    private final byte[] inclusionPromise;
    private final InclusionProof inclusionProof;
    private final byte[] canonicalizedBody;

    private TransparencyEntry(JsonObject json) throws MalformedJsonException {
        this.logIndex = int64(json, "logIndex");
        this.logId = json.object("logId").base64("keyId");
        this.kind = json.object("kindVersion").string("kind");
        this.kindVersion = json.object("kindVersion").string("version");
        this.integratedTime = int64(json, "integratedTime");
        var promise = json.optionalObject("inclusionPromise");
        this.inclusionPromise = promise.isPresent() ? promise.get().base64("signedEntryTimestamp") : null;
        var proof = json.optionalObject("inclusionProof");
        this.inclusionProof = proof.isPresent() ? proof(proof.get()) : null;
        this.canonicalizedBody = json.base64("canonicalizedBody");
    }

    /**
     * Reads an entry, as a log of Rekor v2 answers with it.
     *
     * @param json a TransparencyLogEntry in the JSON mapping of protocol buffers
     * @param source its name for error messages
     * @param limits how much is accepted
     * @throws MalformedMetadataException if it is something else
     */
    public static TransparencyEntry read(byte[] json, String source, JsonLimits limits)
            throws MalformedMetadataException {
        try {
            return new TransparencyEntry(ProtoJson.parse(json, source, limits));
        } catch (MalformedJsonException e) {
            throw new MalformedMetadataException(e, WRONG_SHAPE);
        }
    }

    static TransparencyEntry of(JsonObject json) throws MalformedJsonException {
        return new TransparencyEntry(json);
    }

    private static InclusionProof proof(JsonObject json) throws MalformedJsonException {
        var hashes = new ArrayList<byte[]>();
        for (var hash : json.strings("hashes")) {
            try {
                hashes.add(Json.base64(hash));
            } catch (IllegalArgumentException e) {
                throw json.malformed("hashes", "is not base64");
            }
        }
        var checkpoint = json.optionalObject("checkpoint");
        return new InclusionProof(
                int64(json, "logIndex"),
                json.base64("rootHash"),
                int64(json, "treeSize"),
                hashes,
                checkpoint.isPresent() ? checkpoint.get().string("envelope") : "");
    }

    /** The place of the entry in all of the log, which may consist of several trees. */
    public long logIndex() {
        return logIndex;
    }

    /** The id of the log's key, a copy. */
    public byte[] logId() {
        return logId.clone();
    }

    boolean isOf(TransparencyLog log) {
        return log.hasId(logId);
    }

    /** The body is what a proof proves; the index beside it is not signed by every log. */
    boolean isSameAs(TransparencyEntry other) {
        return Arrays.equals(logId, other.logId) && Arrays.equals(canonicalizedBody, other.canonicalizedBody);
    }

    /** What kind of entry it is, such as {@code dsse} or {@code hashedrekord}. */
    public String kind() {
        return kind;
    }

    /** The version of the kind, such as {@code 0.0.2}. */
    public String kindVersion() {
        return kindVersion;
    }

    /** When the log says that it took the entry, in seconds since 1970; 0 for Rekor v2, which does not say. */
    public long integratedTime() {
        return integratedTime;
    }

    /** The log's signature over entry and time, a copy; Rekor v1 only. */
    public Optional<byte[]> inclusionPromise() {
        return Optional.ofNullable(inclusionPromise).map(byte[]::clone);
    }

    Optional<InclusionProof> inclusionProof() {
        return Optional.ofNullable(inclusionProof);
    }

    /** The entry as the log holds it, a copy. */
    public byte[] canonicalizedBody() {
        return canonicalizedBody.clone();
    }

    Map<String, Object> asMap() {
        var encoder = Base64.getEncoder();
        var json = new TreeMap<String, Object>();
        json.put("logIndex", Long.toString(logIndex));
        json.put("logId", Map.of("keyId", encoder.encodeToString(logId)));
        json.put("kindVersion", Map.of("kind", kind, "version", kindVersion));
        if (integratedTime != 0) {
            json.put("integratedTime", Long.toString(integratedTime));
        }
        if (inclusionPromise != null) {
            json.put("inclusionPromise", Map.of("signedEntryTimestamp", encoder.encodeToString(inclusionPromise)));
        }
        if (inclusionProof != null) {
            json.put("inclusionProof", asMap(inclusionProof));
        }
        json.put("canonicalizedBody", encoder.encodeToString(canonicalizedBody));
        return json;
    }

    private static Map<String, Object> asMap(InclusionProof proof) {
        var encoder = Base64.getEncoder();
        List<String> hashes =
                proof.hashes().stream().map(encoder::encodeToString).toList();
        return Map.of(
                "logIndex", Long.toString(proof.logIndex()),
                "rootHash", encoder.encodeToString(proof.rootHash()),
                "treeSize", Long.toString(proof.treeSize()),
                "hashes", hashes,
                "checkpoint", Map.of("envelope", proof.checkpoint()));
    }

    @Override
    public String toString() {
        return "entry " + logIndex + " of log " + HexFormat.of().formatHex(logId);
    }
}
