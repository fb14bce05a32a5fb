package io.jenkins.plugins.intoto.engine.envelope;

import static io.jenkins.plugins.intoto.engine.model.MetadataDefect.NOT_JSON;
import static io.jenkins.plugins.intoto.engine.model.MetadataDefect.NO_ENVELOPE;
import static io.jenkins.plugins.intoto.engine.model.MetadataDefect.WRONG_SHAPE;

import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.JsonReader;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.key.Signature;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.engine.model.PayloadReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Reads links and layouts in either envelope, as a stream: artifacts become tables as they come, and their text is never held.
 * Limits of size and depth are checked before anything is interpreted.
 */
public final class EnvelopeReader {
    /** How much besides artifacts is held of a file: the output of a command, two streams of 16 MiB, is the most of it. */
    private static final long MOST_HELD = 64L << 20;

    private static final String SIGNATURES = "/signatures";

    /** Opens a file, as often as it is asked for. */
    @FunctionalInterface
    public interface Content {
        /**
         * @return the content from its beginning; closed by whoever reads it
         * @throws UnreadableFileException if it cannot be read
         */
        InputStream open() throws UnreadableFileException;
    }

    private final Content content;
    private final String source;
    private final JsonLimits limits;
    private final Map<String, Object> others = new HashMap<>();
    private PayloadReader signed;
    private byte[] body;

    private EnvelopeReader(Content content, String source, JsonLimits limits) {
        this.content = content;
        this.source = source;
        this.limits = limits;
    }

    /**
     * @param file a link or a layout; not held in memory unless it can be read once only
     * @param limits how much is accepted
     * @throws UnreadableFileException if the file cannot be read
     * @throws MalformedMetadataException if it holds neither a link nor a layout
     */
    public static Envelope read(Path file, JsonLimits limits)
            throws UnreadableFileException, MalformedMetadataException {
        return LimitedFile.isStream(file)
                ? read(LimitedFile.read(file, limits.maxBytes()), file.toString(), limits)
                : read(() -> LimitedFile.open(file), file.toString(), limits);
    }

    /**
     * @param content the content of a file
     * @param source the name of the file for error messages
     * @param limits how much is accepted
     * @throws MalformedMetadataException if it holds neither a link nor a layout
     */
    public static Envelope read(byte[] content, String source, JsonLimits limits) throws MalformedMetadataException {
        try {
            limits.checkSize(content.length, source);
            return read(() -> new ByteArrayInputStream(content), source, limits);
        } catch (MalformedJsonException e) {
            throw new MalformedMetadataException(e, NOT_JSON);
        } catch (UnreadableFileException e) {
            throw new IllegalStateException("memory can be read", e);
        }
    }

    /**
     * @param content opens a file
     * @param source the name of the file for error messages
     * @param limits how much is accepted
     * @throws UnreadableFileException if the file cannot be opened
     * @throws MalformedMetadataException if it cannot be read to its end, or holds neither a link nor a layout
     */
    public static Envelope read(Content content, String source, JsonLimits limits)
            throws UnreadableFileException, MalformedMetadataException {
        return new EnvelopeReader(content, source, limits).read();
    }

    private Envelope read() throws UnreadableFileException, MalformedMetadataException {
        try {
            readMembers();
        } catch (MalformedJsonException e) {
            throw new MalformedMetadataException(e, NOT_JSON);
        }
        try {
            boolean isDsse = body != null || others.containsKey("payload");
            if ((signed != null) != isDsse) {
                return isDsse ? dsse() : metablock();
            }
        } catch (MalformedJsonException e) {
            throw new MalformedMetadataException(e, WRONG_SHAPE);
        }
        throw new MalformedMetadataException(
                source,
                "",
                NO_ENVELOPE,
                "has neither \"signed\" nor \"payload\", so it is not signed in-toto metadata");
    }

    private void readMembers() throws UnreadableFileException, MalformedJsonException, MalformedMetadataException {
        // DSSE leaves the alphabet to whoever writes.
        for (var form : Base64Form.values()) {
            try {
                read(form);
                return;
            } catch (OtherForm e) {
                // the next is tried
            }
        }
        throw new MalformedMetadataException(source, "/payload", WRONG_SHAPE, "is not base64");
    }

    /** How a payload can be written; the first two are decoded as they come, the last is held as text. */
    private enum Base64Form {
        STANDARD,
        URL_SAFE,
        WITH_LINE_ENDS
    }

    /** Takes all members of the file. */
    private void read(Base64Form form)
            throws UnreadableFileException, MalformedJsonException, MalformedMetadataException, OtherForm {
        others.clear();
        signed = null;
        body = null;
        var in = content.open();
        try (var json = JsonReader.strict(in, source, limits, MOST_HELD)) {
            var names = new HashSet<String>();
            json.<InTotoException>members((name, value) -> {
                if (!names.add(name)) {
                    throw value.malformed("is named twice in one object");
                }
                member(name, value, form);
            });
            json.end();
        } catch (MalformedJsonException | MalformedMetadataException | OtherForm e) {
            throw e;
        } catch (InTotoException e) {
            throw new IllegalStateException("members fail in these ways only", e);
        }
    }

    private void member(String name, JsonReader value, Base64Form form)
            throws MalformedJsonException, MalformedMetadataException, OtherForm {
        switch (name) {
            case "signed" -> signed = PayloadReader.take(value, source);
            case "payload" -> {
                if (value.isString()) {
                    body = payload(value, form);
                } else {
                    others.put(name, value.value());
                }
            }
            case "payloadType", "signatures" -> {
                if (value.isArray()) {
                    others.put(name, elements(value));
                } else {
                    others.put(name, value.value());
                }
            }
            // Looked at only for being JSON that a signature could cover.
            default -> value.canonical();
        }
    }

    private static byte[] payload(JsonReader value, Base64Form form) throws MalformedJsonException, OtherForm {
        if (form == Base64Form.WITH_LINE_ENDS) {
            try {
                return DsseEnvelope.decoded((String) value.value());
            } catch (IllegalArgumentException e) {
                throw new OtherForm();
            }
        }
        var decoded = new ByteArrayOutputStream();
        if (!value.base64(decoded, form == Base64Form.URL_SAFE)) {
            throw new OtherForm();
        }
        return decoded.toByteArray();
    }

    /** The signatures; no more of them are read than are looked at. */
    private List<Object> elements(JsonReader array) throws MalformedJsonException, MalformedMetadataException {
        var elements = new ArrayList<Object>();
        while (array.nextElement()) {
            SignatureLimits.checkCount(elements.size() + 1, source, SIGNATURES);
            elements.add(Json.parseCanonical(array.canonical(), source));
        }
        return elements;
    }

    private Metablock metablock() throws MalformedJsonException, MalformedMetadataException {
        var members = JsonObject.of(others, source);
        if (!members.has("signatures")) {
            throw new MalformedJsonException(source, "", "has no \"signatures\"");
        }
        var signatures = new ArrayList<Signature>();
        for (var json : members.objects("signatures")) {
            signatures.add(metablockSignature(json));
        }
        SignatureLimits.check(signatures, source, SIGNATURES);
        return new Metablock(source, signatures, signed.interpreted());
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

    private Envelope dsse() throws MalformedJsonException, MalformedMetadataException {
        var members = JsonObject.of(others, source);
        if (!members.string("payloadType").equals(DsseEnvelope.IN_TOTO_TYPE)) {
            throw new MalformedMetadataException(
                    source, "/payloadType", NO_ENVELOPE, "must be \"" + DsseEnvelope.IN_TOTO_TYPE + "\"");
        }
        if (body == null) {
            throw new MalformedJsonException(source, "/payload", "must be a string");
        }
        var envelope = new DsseEnvelope(source, DsseEnvelope.IN_TOTO_TYPE, body, DsseEnvelope.signatures(members));
        try (var json = JsonReader.strict(new ByteArrayInputStream(body), source, limits, MOST_HELD)) {
            var payload = PayloadReader.take(json, source);
            json.end();
            return new DsseMetadata(envelope, payload.interpreted().payload());
        } catch (MalformedJsonException e) {
            throw new MalformedMetadataException(e, NOT_JSON);
        }
    }

    private static byte[] hex(JsonObject json, String name) throws MalformedJsonException {
        try {
            return HexFormat.of().parseHex(json.string(name));
        } catch (IllegalArgumentException e) {
            throw json.malformed(name, "is not hexadecimal");
        }
    }

    /** The payload is not base64 of the form that was tried. */
    private static final class OtherForm extends InTotoException {
        private static final long serialVersionUID = 1L;

        OtherForm() {
            super("is not base64");
        }
    }
}
