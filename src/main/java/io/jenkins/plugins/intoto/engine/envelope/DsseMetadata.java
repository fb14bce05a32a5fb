package io.jenkins.plugins.intoto.engine.envelope;

import io.jenkins.plugins.intoto.engine.key.Signature;
import io.jenkins.plugins.intoto.engine.model.Payload;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A DSSE envelope with a link or a layout in it (ITE-5).
 *
 * @param envelope the envelope
 * @param payload what its payload says
 */
record DsseMetadata(DsseEnvelope envelope, Payload payload) implements Envelope {
    @Override
    public String source() {
        return envelope.source();
    }

    @Override
    public EnvelopeFormat format() {
        return EnvelopeFormat.DSSE;
    }

    @Override
    public List<Signature> signatures() {
        return envelope.signatures();
    }

    @Override
    public void writeSignedBytes(OutputStream out) throws IOException {
        envelope.writeSignedBytes(out);
    }
}
