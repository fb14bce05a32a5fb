package io.jenkins.plugins.intoto.engine.key;

import java.io.IOException;

/**
 * What keeps a private key that nobody can read, such as a token, a program or the key service of a cloud, and signs with it. A
 * {@link HeldKey} makes a {@link Signer} of it.
 */
@FunctionalInterface
public interface KeyCustodian extends AutoCloseable {
    /**
     * Signs. Called by several threads, maybe at the same time.
     *
     * @param request what to sign, and how
     * @return the bytes of the signature; those of ECDSA in DER, or as two numbers one after the other (IEEE P1363)
     * @throws SigningException if the custodian does not sign, see {@link SigningRequest#failure}
     * @throws IOException if the message cannot be read, or the custodian cannot be reached
     */
    byte[] sign(SigningRequest request) throws SigningException, IOException;

    /**
     * The failure for a signature that this custodian returned, and that the public key does not verify.
     *
     * @param request what was to be signed
     * @throws IOException if the custodian is asked for a reason and cannot be reached
     */
    default SigningException invalid(SigningRequest request) throws IOException {
        return request.failure("the signature that was returned is not valid", null);
    }

    /** Gives up what this holds open, such as a process or a session; most hold nothing. */
    @Override
    default void close() {}
}
