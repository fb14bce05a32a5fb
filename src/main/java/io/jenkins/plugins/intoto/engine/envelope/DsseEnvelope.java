package io.jenkins.plugins.intoto.engine.envelope;

import static io.jenkins.plugins.intoto.engine.model.MetadataDefect.NOT_JSON;
import static io.jenkins.plugins.intoto.engine.model.MetadataDefect.WRONG_SHAPE;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.key.Signature;
import io.jenkins.plugins.intoto.engine.key.Signer;
import io.jenkins.plugins.intoto.engine.key.SigningException;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A DSSE envelope (DSSE 1.0) of any payload: a link, an attestation, a policy, or something else that the payload type names.
 * The payload is held as the bytes that were signed and interpreted by nobody here.
 */
public final class DsseEnvelope {
    /** The payload type of links, layouts and statements (ITE-5; in-toto attestation framework, envelope layer v1). */
    public static final String IN_TOTO_TYPE = "application/vnd.in-toto+json";

    private static final Pattern NARROWER_STATEMENT_TYPE =
            Pattern.compile("application/vnd\\.in-toto\\.[A-Za-z0-9_-]+\\+json");

    private final String source;
    private final String payloadType;
    private final byte[] payload;
    private final List<Signature> signatures;

    DsseEnvelope(String source, String payloadType, byte[] payload, List<Signature> signatures) {
        this.source = source;
        this.payloadType = payloadType;
        this.payload = payload;
        this.signatures = List.copyOf(signatures);
    }

    /**
     * Reads an envelope. Unknown members are ignored, base64 is taken in either alphabet and with line ends, and {@code null} is
     * as good as nothing, as the JSON mapping of protocol buffers has it.
     *
     * @param json the envelope
     * @param source the name of the text for error messages
     * @param limits how much is accepted
     * @throws MalformedMetadataException if it is not an envelope
     */
    public static DsseEnvelope read(byte[] json, String source, JsonLimits limits) throws MalformedMetadataException {
        JsonObject object;
        try {
            object = Json.parseObject(json, source, limits);
        } catch (MalformedJsonException e) {
            throw new MalformedMetadataException(e, NOT_JSON);
        }
        return read(object);
    }

    /**
     * Takes an envelope out of a document that holds it.
     *
     * @param object the envelope
     * @throws MalformedMetadataException if it is not an envelope
     */
    public static DsseEnvelope read(JsonObject object) throws MalformedMetadataException {
        try {
            var signatures = signatures(object);
            return new DsseEnvelope(
                    object.source(), object.string("payloadType"), base64(object, "payload"), signatures);
        } catch (MalformedJsonException e) {
            throw new MalformedMetadataException(e, WRONG_SHAPE);
        }
    }

    /** The signatures of an envelope; no more of them are read than are looked at. */
    static List<Signature> signatures(JsonObject envelope) throws MalformedJsonException, MalformedMetadataException {
        if (!envelope.has("signatures")) {
            throw new MalformedJsonException(envelope.source(), envelope.pointer(), "has no \"signatures\"");
        }
        var pointer = envelope.pointer() + "/signatures";
        if (envelope.asMap().get("signatures") instanceof List<?> list) {
            SignatureLimits.checkCount(list.size(), envelope.source(), pointer);
        }
        var signatures = new ArrayList<Signature>();
        for (var signature : envelope.objects("signatures")) {
            boolean anonymous = signature.asMap().get("keyid") == null;
            var keyId = new KeyId(anonymous ? "" : signature.string("keyid"));
            signatures.add(Signature.of(keyId, base64(signature, "sig")));
        }
        SignatureLimits.check(signatures, envelope.source(), pointer);
        return signatures;
    }

    /**
     * Signs a payload.
     *
     * @param payloadType what the payload is
     * @param payload the bytes to sign
     * @param signers the keys, see {@link Signer#forAttestations}; attestations carry
     *     one signature
     * @throws SigningException if a key cannot sign
     * @throws IOException if a signer cannot be reached
     */
    public static DsseEnvelope sign(String payloadType, byte[] payload, Signer... signers)
            throws SigningException, IOException {
        var unsigned = new DsseEnvelope("envelope", payloadType, payload.clone(), List.of());
        var signatures = new ArrayList<Signature>();
        for (var signer : signers) {
            signatures.add(Signature.of(signer.publicKey().keyId(), signer.sign(unsigned::writeSignedBytes)));
        }
        return new DsseEnvelope(unsigned.source, payloadType, unsigned.payload, signatures);
    }

    /** The name of the text that the envelope was read from. */
    public String source() {
        return source;
    }

    /** What the payload is; signed together with it. */
    public String payloadType() {
        return payloadType;
    }

    /**
     * Whether the payload type is that of a statement: {@link #IN_TOTO_TYPE}, or one that names the predicate too, which
     * is not to be relied on.
     */
    public boolean holdsStatement() {
        return payloadType.equals(IN_TOTO_TYPE)
                || NARROWER_STATEMENT_TYPE.matcher(payloadType).matches();
    }

    /** The payload, a copy. */
    public byte[] payload() {
        return payload.clone();
    }

    /** The payload, not a copy. */
    byte[] body() {
        return payload;
    }

    /** The signatures in the order of the envelope; unchecked. */
    public List<Signature> signatures() {
        return signatures;
    }

    /** The bytes that the signatures cover. */
    public byte[] preAuthenticationEncoding() {
        var out = new ByteArrayOutputStream(payload.length + payloadType.length() + 32);
        try {
            writeSignedBytes(out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return out.toByteArray();
    }

    /** Writes the bytes that the signatures cover. */
    void writeSignedBytes(OutputStream out) throws IOException {
        writeEncodingHeader(payloadType, payload.length, out);
        out.write(payload);
    }

    /**
     * Writes all that stands before the payload in the bytes that signatures cover: {@code DSSEv1 LEN(type) type LEN(body)}, with
     * lengths in bytes.
     */
    static void writeEncodingHeader(String payloadType, long bodyLength, OutputStream out) throws IOException {
        byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
        out.write(("DSSEv1 " + type.length + " ").getBytes(StandardCharsets.US_ASCII));
        out.write(type);
        out.write((" " + bodyLength + " ").getBytes(StandardCharsets.US_ASCII));
    }

    /** The envelope on one line, without a line end. */
    public byte[] toJson() {
        return Json.compact(asMap());
    }

    /** The envelope as plain JSON values. */
    public Map<String, Object> asMap() {
        var json = new HashMap<>(membersBesidePayload(payloadType, signatures));
        json.put("payload", Base64.getEncoder().encodeToString(payload));
        return json;
    }

    /** All members but the payload, which comes first in the order of names. */
    static Map<String, Object> membersBesidePayload(String payloadType, List<Signature> signatures) {
        return Map.of(
                "payloadType",
                payloadType,
                "signatures",
                signatures.stream()
                        .map(signature -> Map.of(
                                "keyid",
                                signature.keyId().value(),
                                "sig",
                                Base64.getEncoder().encodeToString(signature.value())))
                        .toList());
    }

    /**
     * Decodes base64 in the standard or the URL-safe alphabet, padded or not, as DSSE demands of readers; line ends within
     * it are passed over, as by most who read envelopes.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static byte[] decoded(String base64) {
        return Json.base64(base64.replace("\r", "").replace("\n", ""));
    }

    private static byte[] base64(JsonObject object, String name) throws MalformedJsonException {
        try {
            return decoded(object.string(name));
        } catch (IllegalArgumentException e) {
            throw object.malformed(name, "is not base64");
        }
    }

    @Override
    public String toString() {
        return source + ": " + payloadType + ", " + payload.length + " bytes";
    }
}
