package io.jenkins.plugins.intoto.engine.policy.source;

import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.Signer;
import io.jenkins.plugins.intoto.engine.key.SigningException;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.engine.policy.Policy;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Policies as they travel: a DSSE envelope whose payload is the policy's YAML, of type {@value Policy#PAYLOAD_TYPE}. The YAML
 * is read only after its signatures were verified, and from the very bytes that they cover.
 */
public final class SignedPolicy {
    private static final JsonLimits LIMITS = new JsonLimits(2L * PolicyReader.MAXIMUM_BYTES, 16);

    private SignedPolicy() {}

    /**
     * Reads a signed policy.
     *
     * @param content the envelope
     * @param source the name of its file
     * @param keys the keys of all who must have signed it, at least one
     * @param names what the keys are called in what is said of them
     * @param now the time of the verification
     * @throws UntrustedPolicyException if it is no such envelope, or lacks a valid signature by one of the keys
     * @throws MalformedPolicyException if it is signed, but no policy
     */
    public static Policy read(
            byte[] content, String source, Collection<? extends VerificationKey> keys, KeyNames names, Instant now)
            throws UntrustedPolicyException, MalformedPolicyException {
        if (keys.isEmpty()) {
            throw new UntrustedPolicyException(source, "there is no key to verify its signature with");
        }
        var envelope = envelope(content, source);
        for (var key : keys) {
            checkSigned(envelope, key, names.of(key.keyId()), source, now);
        }
        return PolicyReader.read(envelope.payload(), source);
    }

    private static DsseEnvelope envelope(byte[] content, String source) throws UntrustedPolicyException {
        DsseEnvelope envelope;
        try {
            envelope = DsseEnvelope.read(content, source, LIMITS);
        } catch (MalformedMetadataException e) {
            throw new UntrustedPolicyException(
                    source,
                    "it is not signed, since it is not a DSSE envelope, which 'policy sign' makes of YAML ("
                            + DisplayText.of(e.reason()) + ")");
        }
        if (!envelope.payloadType().equals(Policy.PAYLOAD_TYPE)) {
            throw new UntrustedPolicyException(
                    source, "it is an envelope of " + DisplayText.of(envelope.payloadType()) + ", not of a policy");
        }
        return envelope;
    }

    private static void checkSigned(DsseEnvelope envelope, VerificationKey key, String name, String source, Instant now)
            throws UntrustedPolicyException {
        if (!(key instanceof AsymmetricKey asymmetric)) {
            throw new UntrustedPolicyException(source, "key " + name + " is of GPG, which signs no policies");
        }
        var unusable = key.whyUnusable(now);
        if (unusable.isPresent()) {
            throw new UntrustedPolicyException(source, "key " + name + " must not be used: " + unusable.get());
        }
        byte[] signed = envelope.preAuthenticationEncoding();
        boolean valid = envelope.signatures().stream()
                .limit(64)
                .anyMatch(signature -> asymmetric.verifiesAttestation(signature.value(), signed, now));
        if (!valid) {
            throw new UntrustedPolicyException(source, "there is no valid signature by key " + name + " on it");
        }
    }

    /**
     * Signs a policy.
     *
     * @param yaml the policy's text
     * @param keys who signs it, at least one
     * @return the envelope on one line, without a line end
     * @throws SigningException if a key cannot sign
     * @throws IOException if a signer cannot be reached
     * @throws IllegalArgumentException if there is no key
     */
    public static byte[] sign(byte[] yaml, List<? extends Signer> keys) throws SigningException, IOException {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a policy is signed with at least one key");
        }
        var signers = keys.stream().map(Signer::forAttestations).toArray(Signer[]::new);
        return DsseEnvelope.sign(Policy.PAYLOAD_TYPE, yaml, signers).toJson();
    }

    /**
     * The policy's text, whether it is signed or not; nothing is verified.
     *
     * @param content an envelope, or YAML
     * @param source the name of its file
     * @return the payload of an envelope, or the content as it is
     */
    public static byte[] textOf(byte[] content, String source) {
        try {
            var envelope = DsseEnvelope.read(content, source, LIMITS);
            return envelope.payloadType().equals(Policy.PAYLOAD_TYPE) ? envelope.payload() : content;
        } catch (MalformedMetadataException e) {
            return content; // no envelope, so the YAML itself is read, which will tell what is wrong with it
        }
    }
}
