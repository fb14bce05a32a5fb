package io.jenkins.plugins.intoto.engine.remote;

import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.key.EcCurve;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.SigningException;
import io.jenkins.plugins.intoto.engine.sigstore.SigstoreBundle;
import java.io.IOException;
import java.util.Optional;

/**
 * Signs with a key that exists for one signature only, and that Fulcio certifies.
 *
 * @param fulcio where the certificate comes from
 * @param timestamps where the time comes from that shows that the certificate was valid; needed unless the verifiers look
 *     within its minutes
 * @param rekor the log that the signature goes to, if there is one
 */
public record KeylessSigning(FulcioClient fulcio, Optional<TimestampClient> timestamps, Optional<RekorClient> rekor) {
    /**
     * Signs a payload.
     *
     * @param payloadType what the payload is
     * @param payload the bytes to sign
     * @param token the token of OpenID Connect that says who signs; a secret
     * @return the bundle
     * @throws RemoteFailureException if a service does not do its part
     * @throws SigningException if the platform's cryptography fails
     * @throws IOException declared by signers of messages that are read from files; a payload in memory causes none
     * @throws InterruptedException if the thread is interrupted
     */
    public SigstoreBundle sign(String payloadType, byte[] payload, String token)
            throws RemoteFailureException, SigningException, IOException, InterruptedException {
        var key = fulcio.certify(KeyGenerator.ecdsa(EcCurve.P256), token);
        var envelope = DsseEnvelope.sign(payloadType, payload, key.forAttestations());
        var bundle = SigstoreBundle.of(envelope).withCertificate(key.publicKey());
        if (timestamps.isPresent()) {
            bundle = timestamps.get().timestamp(bundle);
        }
        return rekor.isPresent() ? rekor.get().log(bundle, key.publicKey()) : bundle;
    }
}
