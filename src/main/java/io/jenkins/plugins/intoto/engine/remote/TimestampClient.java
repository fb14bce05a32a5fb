package io.jenkins.plugins.intoto.engine.remote;

import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.engine.remote.RemoteFailureException.Kind;
import io.jenkins.plugins.intoto.engine.sigstore.SigstoreBundle;
import io.jenkins.plugins.intoto.engine.sigstore.TimestampToken;
import java.net.URI;

/**
 * Asks a timestamp authority (RFC 3161, section 3.4).
 *
 * @param uri the address that requests are posted to
 * @param calls how
 */
public record TimestampClient(URI uri, RemoteCalls calls) {
    /**
     * Has a signature stamped.
     *
     * @param signature the bytes of the signature
     * @return the response of the authority in DER, which is to this request; whether the authority is trusted is for
     *     verifiers to say
     * @throws RemoteFailureException if there is no such response
     * @throws InterruptedException if the thread is interrupted
     */
    public byte[] timestamp(byte[] signature) throws RemoteFailureException, InterruptedException {
        byte[] request = TimestampToken.request(signature);
        byte[] response = calls.post(uri, "application/timestamp-query", "application/timestamp-reply", request);
        try {
            if (!TimestampToken.read(response, uri.toString()).answers(request)) {
                throw new RemoteFailureException(uri, Kind.UNUSABLE_ANSWER, "the timestamp is not of what was sent");
            }
        } catch (MalformedMetadataException e) {
            throw new RemoteFailureException(uri, Kind.UNUSABLE_ANSWER, "the answer " + e.reason(), e);
        }
        return response;
    }

    /**
     * Adds a timestamp to a bundle.
     *
     * @param bundle the bundle
     * @return the bundle with the timestamp of its signature
     * @throws RemoteFailureException if there is none
     * @throws InterruptedException if the thread is interrupted
     */
    public SigstoreBundle timestamp(SigstoreBundle bundle) throws RemoteFailureException, InterruptedException {
        return bundle.withTimestamp(
                timestamp(bundle.envelope().signatures().get(0).value()));
    }
}
