package io.jenkins.plugins.intoto.engine.envelope;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonWriter;
import io.jenkins.plugins.intoto.engine.key.KeyIdRule;
import io.jenkins.plugins.intoto.engine.key.Signature;
import io.jenkins.plugins.intoto.engine.key.Signer;
import io.jenkins.plugins.intoto.engine.key.SigningException;
import io.jenkins.plugins.intoto.engine.model.Payload;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * Metadata that can be signed and written. It is streamed each time it is needed and never held as a whole, so that a link
 * of a million artifacts takes no more memory than its artifacts.
 */
public final class UnsignedEnvelope {
    /** Writes a JSON document, always the same. */
    private interface Document {
        void writeTo(JsonWriter json) throws IOException;
    }

    private final EnvelopeFormat format;
    private final Document document;
    private final byte[] body;

    private UnsignedEnvelope(EnvelopeFormat format, Document document, byte[] body) {
        this.format = format;
        this.document = document;
        this.body = body;
    }

    /**
     * @param payload a link or a layout
     * @param format how to put it together with its signatures
     */
    public static UnsignedEnvelope of(Payload payload, EnvelopeFormat format) {
        return new UnsignedEnvelope(format, payload::writeTo, null);
    }

    /**
     * The metadata of an envelope that was read, to be signed again just as it stands, members included that are unknown
     * here.
     *
     * @param envelope what was read
     */
    public static UnsignedEnvelope of(Envelope envelope) {
        if (envelope instanceof DsseMetadata dsse) {
            return new UnsignedEnvelope(
                    EnvelopeFormat.DSSE, null, dsse.envelope().body());
        }
        return new UnsignedEnvelope(EnvelopeFormat.METABLOCK, ((Metablock) envelope)::writeTo, null);
    }

    /**
     * Signs the metadata. A signature is listed under both ids that implementations compute for its key, so that each
     * finds it (see {@link KeyIdRule}).
     *
     * @param signer the key
     * @return the same signature under each id
     * @throws SigningException if the key cannot sign
     * @throws IOException if writing to the signature fails
     */
    public List<Signature> sign(Signer signer) throws SigningException, IOException {
        byte[] value = signer.sign(this::writeSignedBytes);
        var signatures = new ArrayList<Signature>();
        for (var rule : KeyIdRule.values()) {
            var signature = Signature.of(signer.publicKey().idUnder(rule), value);
            signatures.add(signer.publicKey()
                    .certificate()
                    .map(signature::withCertificate)
                    .orElse(signature));
        }
        return List.copyOf(signatures);
    }

    /** Writes the bytes that signatures cover: canonical JSON, or for DSSE the pre-authentication encoding. */
    public void writeSignedBytes(OutputStream out) throws IOException {
        if (format == EnvelopeFormat.METABLOCK) {
            write(JsonWriter.Style.CANONICAL, out);
        } else {
            var length = new CountingStream();
            writeBody(length);
            DsseEnvelope.writeEncodingHeader(DsseEnvelope.IN_TOTO_TYPE, length.count, out);
            writeBody(out);
        }
    }

    /**
     * Writes the file: the metadata with signatures.
     *
     * @param signatures as {@link #sign} made them, or read from another envelope of the same metadata
     * @param out receives the text; flushed, not closed
     * @throws IOException if writing fails
     */
    public void writeTo(OutputStream out, List<Signature> signatures) throws IOException {
        if (format == EnvelopeFormat.METABLOCK) {
            var json = new JsonWriter(out, JsonWriter.Style.PRETTY).beginObject();
            json.name("signatures")
                    .value(signatures.stream()
                            .map(UnsignedEnvelope::metablockSignature)
                            .toList());
            json.name("signed");
            document.writeTo(json);
            json.endObject().flush();
        } else {
            // The payload's base64 goes straight to the stream; all else is small.
            out.write("{\"payload\":\"".getBytes(StandardCharsets.US_ASCII));
            try (var base64 = Base64.getEncoder().wrap(new UnclosedStream(out))) {
                writeBody(base64);
            }
            out.write("\",".getBytes(StandardCharsets.US_ASCII));
            byte[] members = Json.compact(DsseEnvelope.membersBesidePayload(DsseEnvelope.IN_TOTO_TYPE, signatures));
            out.write(members, 1, members.length - 1);
        }
        out.write('\n');
        out.flush();
    }

    /**
     * Whether the file would be larger than a limit, however it is signed; told without making it.
     *
     * @param maxBytes the limit, in bytes
     * @throws IOException if the metadata cannot be written
     */
    public boolean isLargerThan(long maxBytes) throws IOException {
        var counter = new CountingStream();
        writeTo(counter, List.of());
        return counter.count + SignatureLimits.MOST_BYTES > maxBytes;
    }

    /**
     * The content of the file, for metadata that is small.
     *
     * @param signatures as for {@link #writeTo}
     */
    public byte[] toByteArray(List<Signature> signatures) {
        var out = new ByteArrayOutputStream();
        try {
            writeTo(out, signatures);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("writing to memory cannot fail", e);
        }
        return out.toByteArray();
    }

    private void writeBody(OutputStream out) throws IOException {
        if (body != null) {
            out.write(body);
        } else {
            write(JsonWriter.Style.COMPACT, out);
        }
    }

    private void write(JsonWriter.Style style, OutputStream out) throws IOException {
        var json = new JsonWriter(out, style);
        document.writeTo(json);
        json.flush();
    }

    private static TreeMap<String, Object> metablockSignature(Signature signature) {
        var json = new TreeMap<String, Object>();
        json.put("keyid", signature.keyId().value());
        var value = HexFormat.of().formatHex(signature.value());
        signature
                .otherHeaders()
                .ifPresentOrElse(
                        headers -> {
                            json.put("signature", value);
                            json.put("other_headers", HexFormat.of().formatHex(headers));
                        },
                        () -> json.put("sig", value));
        signature.certificate().ifPresent(certificate -> json.put("cert", certificate));
        return json;
    }

    private static final class CountingStream extends OutputStream {
        private long count;

        @Override
        public void write(int b) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            count += length;
        }
    }

    /** The end of the base64 text is not the end of the file. */
    private static final class UnclosedStream extends FilterOutputStream {
        UnclosedStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
