package io.jenkins.plugins.intoto.engine.remote;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.key.Signer;
import io.jenkins.plugins.intoto.engine.key.SigningException;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.engine.remote.RemoteFailureException.Kind;
import io.jenkins.plugins.intoto.engine.sigstore.CertificateRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Base64;
import java.util.Map;

/**
 * Gets certificates from Fulcio (API v2) for a token of OpenID Connect.
 *
 * @param base the address of Fulcio
 * @param calls how
 */
public record FulcioClient(URI base, RemoteCalls calls) {
    private static final JsonLimits LIMITS = new JsonLimits(4 << 20, 16);

    /**
     * Gets a certificate.
     *
     * @param key the key to certify, usually made for this
     * @param token the token that says who asks; a secret
     * @return the key with its certificate
     * @throws RemoteFailureException if Fulcio gives none
     * @throws SigningException if the key cannot sign the request
     * @throws IOException if it cannot be reached
     * @throws InterruptedException if the thread is interrupted
     */
    public Signer certify(Signer key, String token)
            throws RemoteFailureException, SigningException, IOException, InterruptedException {
        var uri = Addresses.below(base, "api/v2/signingCert");
        var request = Map.of(
                "credentials",
                Map.of("oidcIdentityToken", token),
                "certificateSigningRequest",
                Base64.getEncoder().encodeToString(CertificateRequest.pem(key.forAttestations())));
        byte[] answer = calls.post(uri, "application/json", "application/json", Json.compact(request), token);
        try {
            var json = Json.parseObject(answer, uri.toString(), LIMITS);
            var certificates =
                    json.object("signedCertificateEmbeddedSct").object("chain").strings("certificates");
            return key.withCertificate(String.join("\n", certificates), uri.toString());
        } catch (MalformedJsonException e) {
            throw unusable(uri, "has no certificate with the promise of a log in it", e);
        } catch (UnreadableKeyException e) {
            throw unusable(uri, "has no certificate of the key that was sent", e);
        }
    }

    private static RemoteFailureException unusable(URI uri, String reason, Exception cause) {
        return new RemoteFailureException(uri, Kind.UNUSABLE_ANSWER, "the answer " + reason, cause);
    }
}
