package io.jenkins.plugins.intoto.engine.key;

import java.io.IOException;
import java.io.OutputStream;

/** Signs messages with one key. */
public interface Signer {
    /** The public part of the key, which verifies the signatures. */
    AsymmetricKey publicKey();

    /**
     * Signs a message.
     *
     * @param message what to sign; it is streamed, except that an Ed25519 key holds it in memory
     * @return the bytes of the signature
     * @throws SigningException if the key cannot sign
     * @throws IOException if the message cannot be read
     */
    byte[] sign(Message message) throws SigningException, IOException;

    /** A message to sign, which may be too large to be held. */
    @FunctionalInterface
    interface Message {
        /**
         * Writes the whole message. Called once or more, always with the same result.
         *
         * @param out where to write it; not to be closed
         * @throws IOException if the message cannot be read
         */
        void writeTo(OutputStream out) throws IOException;
    }
}
