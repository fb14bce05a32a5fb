package io.jenkins.plugins.intoto.engine.key;

import java.io.IOException;
import java.io.OutputStream;
import java.security.SignatureException;

/** Feeds a signature engine. */
final class EngineStream extends OutputStream {
    private final java.security.Signature engine;

    EngineStream(java.security.Signature engine) {
        this.engine = engine;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        try {
            engine.update(octets, offset, length);
        } catch (SignatureException e) {
            throw new IOException(e);
        }
    }
}
