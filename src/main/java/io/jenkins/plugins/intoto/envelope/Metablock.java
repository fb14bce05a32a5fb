package io.jenkins.plugins.intoto.envelope;

import io.jenkins.plugins.intoto.key.Signature;
import io.jenkins.plugins.intoto.model.Payload;
import java.util.List;

/** A Metablock (in-toto specification 1.0, section 4.2): signatures over the canonical JSON of {@code signed}. */
public final class Metablock implements Envelope {
    private final String source;
    private final List<Signature> signatures;
    private final byte[] canonical;
    private final Payload payload;

    Metablock(String source, List<Signature> signatures, byte[] canonical, Payload payload) {
        this.source = source;
        this.signatures = List.copyOf(signatures);
        this.canonical = canonical;
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
    public byte[] signedBytes() {
        return canonical.clone();
    }

    /** The canonical JSON of {@code signed}, not a copy. */
    byte[] canonical() {
        return canonical;
    }

    @Override
    public Payload payload() {
        return payload;
    }
}
