package io.jenkins.plugins.intoto.engine.key;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Signs messages with one key. What {@link #forAttestations} and {@link #withCertificate} give shares what the signer holds
 * open: to close one of them is to close all.
 */
public interface Signer extends AutoCloseable {
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

    /**
     * This key for the signatures of attestations as Sigstore's tools accept them: ECDSA in DER with the digest of the curve,
     * Ed25519, or RSA by PKCS#1 v1.5 with SHA-256.
     */
    Signer forAttestations();

    /**
     * This key together with its certificate, as X.509 constraints of layouts need it.
     *
     * @param pem the certificate in PEM, and after it those of its issuers if they are to go with it
     * @param source the name of the file for error messages
     * @throws UnreadableKeyException if the text is not that, or the certificate is of another key
     */
    Signer withCertificate(String pem, String source) throws UnreadableKeyException;

    /** Gives up what the signer holds open, such as a process or a connection; a key in memory holds nothing. */
    @Override
    default void close() {}

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
