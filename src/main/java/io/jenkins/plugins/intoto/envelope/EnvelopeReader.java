package io.jenkins.plugins.intoto.envelope;

import static io.jenkins.plugins.intoto.model.MetadataDefect.NOT_JSON;
import static io.jenkins.plugins.intoto.model.MetadataDefect.NO_ENVELOPE;
import static io.jenkins.plugins.intoto.model.MetadataDefect.WRONG_SHAPE;

import io.jenkins.plugins.intoto.file.LimitedFile;
import io.jenkins.plugins.intoto.file.UnreadableFileException;
import io.jenkins.plugins.intoto.json.CanonicalJson;
import io.jenkins.plugins.intoto.json.Json;
import io.jenkins.plugins.intoto.json.JsonLimits;
import io.jenkins.plugins.intoto.json.JsonObject;
import io.jenkins.plugins.intoto.json.MalformedJsonException;
import io.jenkins.plugins.intoto.key.KeyId;
import io.jenkins.plugins.intoto.key.Signature;
import io.jenkins.plugins.intoto.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.model.PayloadReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Reads links and layouts in either envelope. Limits of size and depth are checked before anything is interpreted. */
public final class EnvelopeReader {
    private static final String SIGNATURES = "/signatures";

    private final String source;
    private final JsonLimits limits;

    private EnvelopeReader(String source, JsonLimits limits) {
        this.source = source;
        this.limits = limits;
    }

    /**
     * @param file a link or a layout
     * @param limits how much is accepted
     * @throws UnreadableFileException if the file cannot be read
     * @throws MalformedMetadataException if it holds neither a link nor a layout
     */
    public static Envelope read(Path file, JsonLimits limits)
            throws UnreadableFileException, MalformedMetadataException {
        return read(LimitedFile.read(file, limits.maxBytes()), file.toString(), limits);
    }

    /**
     * @param content the content of a file
     * @param source the name of the file for error messages
     * @param limits how much is accepted
     * @throws MalformedMetadataException if it holds neither a link nor a layout
     */
    public static Envelope read(byte[] content, String source, JsonLimits limits) throws MalformedMetadataException {
        return new EnvelopeReader(source, limits).read(content);
    }

    private Envelope read(byte[] content) throws MalformedMetadataException {
        Map<String, byte[]> members;
        try {
            members = CanonicalJson.members(content, source, limits);
        } catch (MalformedJsonException e) {
            throw new MalformedMetadataException(e, NOT_JSON);
        }
        try {
            if (members.containsKey("signed") && !members.containsKey("payload")) {
                return metablock(members);
            }
            if (members.containsKey("payload") && !members.containsKey("signed")) {
                return dsse(members);
            }
        } catch (MalformedJsonException e) {
            throw new MalformedMetadataException(e, WRONG_SHAPE);
        }
        throw new MalformedMetadataException(
                source, "", NO_ENVELOPE, "has neither \"signed\" nor \"payload\", so it is no signed in-toto metadata");
    }

    private Metablock metablock(Map<String, byte[]> members) throws MalformedJsonException, MalformedMetadataException {
        var signatures = new ArrayList<Signature>();
        for (var json : signatureObjects(members)) {
            signatures.add(metablockSignature(json));
        }
        SignatureLimits.check(signatures, source, SIGNATURES);
        byte[] canonical = members.get("signed");
        return new Metablock(source, signatures, canonical, PayloadReader.read(canonical, source));
    }

    private static Signature metablockSignature(JsonObject json) throws MalformedJsonException {
        var keyId = new KeyId(json.string("keyid"));
        // GPG signatures of the reference have the member "signature" beside "other_headers".
        if (json.has("other_headers")) {
            return Signature.ofGpg(keyId, hex(json, json.has("sig") ? "sig" : "signature"), hex(json, "other_headers"));
        }
        var signature = Signature.of(keyId, hex(json, "sig"));
        return json.optionalString("cert").map(signature::withCertificate).orElse(signature);
    }

    private DsseEnvelope dsse(Map<String, byte[]> members) throws MalformedJsonException, MalformedMetadataException {
        var type = text(members, "payloadType");
        if (!type.equals(DsseEnvelope.PAYLOAD_TYPE)) {
            throw new MalformedMetadataException(
                    source, "/payloadType", NO_ENVELOPE, "must be \"" + DsseEnvelope.PAYLOAD_TYPE + "\"");
        }
        byte[] body = base64(new MalformedJsonException(source, "/payload", "is not base64"), text(members, "payload"));
        var signatures = new ArrayList<Signature>();
        for (var json : signatureObjects(members)) {
            signatures.add(Signature.of(
                    new KeyId(json.string("keyid", "")),
                    base64(json.malformed("sig", "is not base64"), json.string("sig"))));
        }
        SignatureLimits.check(signatures, source, SIGNATURES);
        try {
            byte[] canonical = CanonicalJson.canonicalise(body, source, limits);
            return new DsseEnvelope(source, signatures, body, PayloadReader.read(canonical, source));
        } catch (MalformedJsonException e) {
            throw new MalformedMetadataException(e, NOT_JSON);
        }
    }

    private List<JsonObject> signatureObjects(Map<String, byte[]> members)
            throws MalformedJsonException, MalformedMetadataException {
        if (!members.containsKey("signatures")) {
            throw new MalformedJsonException(source, "", "has no \"signatures\"");
        }
        var value = value(members, "signatures");
        if (value instanceof List<?> list) {
            SignatureLimits.checkCount(list.size(), source, SIGNATURES);
        }
        return JsonObject.of(Map.of("signatures", value), source).objects("signatures");
    }

    private String text(Map<String, byte[]> members, String name) throws MalformedJsonException {
        if (!members.containsKey(name)) {
            throw new MalformedJsonException(source, "", "has no \"" + name + "\"");
        }
        return JsonObject.of(Map.of(name, value(members, name)), source).string(name);
    }

    private Object value(Map<String, byte[]> members, String name) throws MalformedJsonException {
        var value = Json.parseCanonical(members.get(name), source);
        if (value == null) {
            throw new MalformedJsonException(source, "/" + name, "must not be null");
        }
        return value;
    }

    private static byte[] hex(JsonObject json, String name) throws MalformedJsonException {
        try {
            return HexFormat.of().parseHex(json.string(name));
        } catch (IllegalArgumentException e) {
            throw json.malformed(name, "is not hexadecimal");
        }
    }

    /** Decodes base64 in the standard or the URL-safe alphabet, padded or not, as DSSE demands of readers. */
    private static byte[] base64(MalformedJsonException failure, String text) throws MalformedJsonException {
        try {
            return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            throw failure;
        }
    }
}
