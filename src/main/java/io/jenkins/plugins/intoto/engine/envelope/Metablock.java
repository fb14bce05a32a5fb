package io.jenkins.plugins.intoto.engine.envelope;

import io.jenkins.plugins.intoto.engine.json.JsonWriter;
import io.jenkins.plugins.intoto.engine.key.Signature;
import io.jenkins.plugins.intoto.engine.model.CanonicalPayload;
import io.jenkins.plugins.intoto.engine.model.Payload;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** A Metablock (in-toto specification 1.0, section 4.2): signatures over the canonical JSON of {@code signed}. */
public final class Metablock implements Envelope {
    private final String source;
    private final List<Signature> signatures;
    private final CanonicalPayload payload;

    Metablock(String source, List<Signature> signatures, CanonicalPayload payload) {
        this.source = source;
        this.signatures = List.copyOf(signatures);
        this.payload = payload;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public EnvelopeFormat format() {
        return EnvelopeFormat.METABLOCK;
    }

    @Override
    public List<Signature> signatures() {
        return signatures;
    }

    @Override
    public void writeSignedBytes(OutputStream out) throws IOException {
        var json = new JsonWriter(out, JsonWriter.Style.CANONICAL);
        payload.writeTo(json);
        json.flush();
    }

    /** Writes {@code signed} just as it was read. */
    void writeTo(JsonWriter json) throws IOException {
        payload.writeTo(json);
    }

    @Override
    public Payload payload() {
        return payload.payload();
    }
}
