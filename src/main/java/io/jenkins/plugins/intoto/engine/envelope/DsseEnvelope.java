package io.jenkins.plugins.intoto.engine.envelope;

import io.jenkins.plugins.intoto.engine.key.Signature;
import io.jenkins.plugins.intoto.engine.model.Payload;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** A DSSE envelope with a link or a layout in it (DSSE 1.0; ITE-5). */
public final class DsseEnvelope implements Envelope {
    /** The payload type of links and layouts. */
    public static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

    private final String source;
    private final List<Signature> signatures;
    private final byte[] body;
    private final Payload payload;

    DsseEnvelope(String source, List<Signature> signatures, byte[] body, Payload payload) {
        this.source = source;
        this.signatures = List.copyOf(signatures);
        this.body = body;
        this.payload = payload;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public EnvelopeFormat format() {
        return EnvelopeFormat.DSSE;
    }

    @Override
    public List<Signature> signatures() {
        return signatures;
    }

    @Override
    public void writeSignedBytes(OutputStream out) throws IOException {
        PreAuthenticationEncoding.writeHeader(PAYLOAD_TYPE, body.length, out);
        out.write(body);
    }

    /** The decoded payload, not a copy. */
    byte[] body() {
        return body;
    }

    @Override
    public Payload payload() {
        return payload;
    }
}
