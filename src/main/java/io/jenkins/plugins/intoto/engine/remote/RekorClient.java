package io.jenkins.plugins.intoto.engine.remote;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.engine.remote.RemoteFailureException.Kind;
import io.jenkins.plugins.intoto.engine.sigstore.LogRequest;
import io.jenkins.plugins.intoto.engine.sigstore.SigstoreBundle;
import io.jenkins.plugins.intoto.engine.sigstore.TransparencyEntry;
import java.net.URI;

/**
 * Puts signatures into a log of Rekor v2. Only the digest of what was signed goes there, not the attestation.
 *
 * @param base the address of the log
 * @param calls how
 */
public record RekorClient(URI base, RemoteCalls calls) {
    private static final JsonLimits LIMITS = new JsonLimits(4 << 20, 16);

    /**
     * Adds a log entry to a bundle.
     *
     * @param bundle the bundle
     * @param key the key that signed it
     * @return the bundle with the entry of its signature; whether the log is trusted is for verifiers to say
     * @throws RemoteFailureException if the log does not take it, as it takes no signatures by Ed25519
     * @throws InterruptedException if the thread is interrupted
     */
    public SigstoreBundle log(SigstoreBundle bundle, AsymmetricKey key)
            throws RemoteFailureException, InterruptedException {
        var uri = Addresses.below(base, "api/v2/log/entries");
        var request = LogRequest.of(bundle, key)
                .orElseThrow(() -> new RemoteFailureException(
                        uri, Kind.REFUSED, "Rekor v2 takes no signatures by " + key.scheme() + " keys"));
        byte[] answer = calls.post(uri, "application/json", "application/json", Json.compact(request));
        try {
            return bundle.withEntry(TransparencyEntry.read(answer, uri.toString(), LIMITS));
        } catch (MalformedMetadataException e) {
            throw new RemoteFailureException(
                    uri, Kind.UNUSABLE_ANSWER, "the answer is not a log entry: " + e.reason(), e);
        }
    }
}
