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
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A DSSE envelope (DSSE 1.0) of any payload: an attestation, a policy, or something else that the payload type names. The
 * payload is held as the bytes that were signed and interpreted by nobody here.
 */
public final class SignedMessage {
    /** The payload type of statements (in-toto attestation framework, envelope layer v1). */
    public static final String STATEMENT_TYPE = "application/vnd.in-toto+json";

    private static final Pattern NARROWER_STATEMENT_TYPE =
            Pattern.compile("application/vnd\\.in-toto\\.[A-Za-z0-9_-]+\\+json");

    private final String source;
    private final String payloadType;
    private final byte[] payload;
    private final List<Signature> signatures;

    private SignedMessage(String source, String payloadType, byte[] payload, List<Signature> signatures) {
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
    public static SignedMessage read(byte[] json, String source, JsonLimits limits) throws MalformedMetadataException {
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
    public static SignedMessage read(JsonObject object) throws MalformedMetadataException {
        try {
            if (!object.has("signatures")) {
                throw new MalformedJsonException(object.source(), object.pointer(), "has no \"signatures\"");
            }
            var pointer = object.pointer() + "/signatures";
            if (object.asMap().get("signatures") instanceof List<?> list) {
                SignatureLimits.checkCount(list.size(), object.source(), pointer);
            }
            var signatures = new ArrayList<Signature>();
            for (var signature : object.objects("signatures")) {
                boolean anonymous = signature.asMap().get("keyid") == null;
                var keyId = new KeyId(anonymous ? "" : signature.string("keyid"));
                signatures.add(Signature.of(keyId, base64(signature, "sig")));
            }
            SignatureLimits.check(signatures, object.source(), pointer);
            return new SignedMessage(
                    object.source(), object.string("payloadType"), base64(object, "payload"), signatures);
        } catch (MalformedJsonException e) {
            throw new MalformedMetadataException(e, WRONG_SHAPE);
        }
    }

    /**
     * Signs a payload with one key; attestations carry one signature.
     *
     * @param payloadType what the payload is
     * @param payload the bytes to sign
     * @param signer the key, see {@link io.jenkins.plugins.intoto.engine.key.SigningKey#forAttestations}
     * @throws SigningException if the key cannot sign
     * @throws IOException if the signer cannot be reached
     */
    public static SignedMessage sign(String payloadType, byte[] payload, Signer signer)
            throws SigningException, IOException {
        byte[] signature = signer.sign(out -> {
            PreAuthenticationEncoding.writeHeader(payloadType, payload.length, out);
            out.write(payload);
        });
        return new SignedMessage(
                "envelope",
                payloadType,
                payload.clone(),
                List.of(Signature.of(signer.publicKey().keyId(), signature)));
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
     * Whether the payload type is that of a statement: {@link #STATEMENT_TYPE}, or one that names the predicate too, which
     * is not to be relied on.
     */
    public boolean holdsStatement() {
        return payloadType.equals(STATEMENT_TYPE)
                || NARROWER_STATEMENT_TYPE.matcher(payloadType).matches();
    }

    /** The payload, a copy. */
    public byte[] payload() {
        return payload.clone();
    }

    /** The signatures in the order of the envelope; unchecked. */
    public List<Signature> signatures() {
        return signatures;
    }

    /** The bytes that the signatures cover. */
    public byte[] preAuthenticationEncoding() {
        var out = new ByteArrayOutputStream(payload.length + payloadType.length() + 32);
        try {
            PreAuthenticationEncoding.writeHeader(payloadType, payload.length, out);
            out.write(payload);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return out.toByteArray();
    }

    /** The envelope on one line, without a line end. */
    public byte[] toJson() {
        return Json.compact(asMap());
    }

    /** The envelope as plain JSON values. */
    public Map<String, Object> asMap() {
        var encoder = Base64.getEncoder();
        return Map.of(
                "payload",
                encoder.encodeToString(payload),
                "payloadType",
                payloadType,
                "signatures",
                signatures.stream()
                        .map(signature -> (Object) Map.of(
                                "keyid", signature.keyId().value(), "sig", encoder.encodeToString(signature.value())))
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
