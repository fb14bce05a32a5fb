package io.jenkins.plugins.intoto.engine.key;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;

/**
 * Signs and checks by Ed25519, which needs a message as a whole (RFC 8032, section 5.1.6). The JDK's engine holds a message
 * several times while it works; one that is too large for that is held once, and only one at a time.
 */
final class WholeMessage extends OutputStream {
    private static final String ED25519 = "Ed25519";
    private static final int SMALL = 4 << 20;

    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private int length;

    private WholeMessage() {}

    static boolean isSigned(Signer.Message message, byte[] signature, PublicKey key)
            throws IOException, GeneralSecurityException {
        var whole = of(message);
        if (whole.isLarge()) {
            synchronized (WholeMessage.class) {
                return BouncyCastle.ed25519Verifies(
                        Ed25519.encode((EdECPublicKey) key), signature, whole.readAgain(message));
            }
        }
        var engine = java.security.Signature.getInstance(ED25519);
        engine.initVerify(key);
        engine.update(whole.beginning.toByteArray());
        return engine.verify(signature);
    }

    static byte[] sign(Signer.Message message, PrivateKey key) throws IOException, GeneralSecurityException {
        var whole = of(message);
        if (whole.isLarge()) {
            var seed = ((EdECPrivateKey) key)
                    .getBytes()
                    .orElseThrow(() -> new InvalidKeyException("the key does not leave its device"));
            synchronized (WholeMessage.class) {
                return BouncyCastle.ed25519Sign(seed, whole.readAgain(message));
            }
        }
        var engine = java.security.Signature.getInstance(ED25519);
        engine.initSign(key);
        engine.update(whole.beginning.toByteArray());
        return engine.sign();
    }

    private static WholeMessage of(Signer.Message message) throws IOException {
        var whole = new WholeMessage();
        message.writeTo(whole);
        return whole;
    }

    private boolean isLarge() {
        return length > SMALL;
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int count) {
        length = Math.addExact(length, count);
        if (isLarge()) {
            beginning.reset();
        } else {
            beginning.write(octets, offset, count);
        }
    }

    private byte[] readAgain(Signer.Message message) throws IOException {
        byte[] bytes = new byte[length];
        message.writeTo(new OutputStream() {
            private int size;

            @Override
            public void write(int octet) {
                bytes[size++] = (byte) octet;
            }

            @Override
            public void write(byte[] octets, int offset, int count) {
                System.arraycopy(octets, offset, bytes, size, count);
                size += count;
            }
        });
        return bytes;
    }
}
