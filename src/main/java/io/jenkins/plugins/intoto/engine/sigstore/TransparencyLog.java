package io.jenkins.plugins.intoto.engine.sigstore;

import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * A log of signatures or of certificates that is trusted. Byte arrays are not copied and must not be changed.
 *
 * @param baseUrl where it is
 * @param id the id of its key, as entries name it
 * @param key its key
 * @param validFor when it may have signed with it
 */
record TransparencyLog(String baseUrl, byte[] id, AsymmetricKey key, Validity validFor) {
    /** Reads a log; empty if its key is of a kind that is not known here, which must not spoil the whole file. */
    static Optional<TransparencyLog> of(JsonObject json) throws MalformedJsonException {
        var publicKey = json.object("publicKey");
        var details = publicKey.string("keyDetails", "");
        if (!details.matches("|PKIX_ECDSA_P(256|384|521)_.*|PKIX_ED25519|(PKIX|PKCS1)_RSA_.*")) {
            return Optional.empty();
        }
        byte[] id = json.object(json.has("checkpointKeyId") ? "checkpointKeyId" : "logId")
                .base64("keyId");
        try {
            var key = KeyFiles.readPublic(publicKey.base64("rawBytes"), json.source());
            if (key instanceof AsymmetricKey asymmetric) {
                return Optional.of(
                        new TransparencyLog(json.string("baseUrl", ""), id, asymmetric, Validity.of(publicKey)));
            }
        } catch (UnreadableKeyException e) {
            throw publicKey.malformed("rawBytes", "is not a public key that can be used");
        }
        throw publicKey.malformed("rawBytes", "is not a public key of this kind");
    }

    boolean hasId(byte[] other) {
        return Arrays.equals(id, other);
    }

    boolean signed(byte[] signature, byte[] message, Instant at) {
        return key.verifiesAttestation(signature, message, at);
    }
}
