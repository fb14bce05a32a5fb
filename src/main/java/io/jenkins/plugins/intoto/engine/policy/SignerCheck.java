package io.jenkins.plugins.intoto.engine.policy;

import io.jenkins.plugins.intoto.engine.bundle.BundleLine;
import io.jenkins.plugins.intoto.engine.bundle.BundleLine.SigstoreLine;
import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.policy.Functionary.KeyHolder;
import io.jenkins.plugins.intoto.engine.sigstore.RefusedSignatureException;
import io.jenkins.plugins.intoto.engine.sigstore.SignatureRefusal;
import io.jenkins.plugins.intoto.engine.sigstore.SignatureVerification;
import io.jenkins.plugins.intoto.engine.sigstore.SignerIdentity;
import io.jenkins.plugins.intoto.engine.sigstore.TrustedRoot;
import io.jenkins.plugins.intoto.engine.sigstore.VerificationMaterial.CertificateChain;
import io.jenkins.plugins.intoto.engine.sigstore.VerifiedSignature;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out which functionaries of a policy have signed a line of a bundle. */
final class SignerCheck {
    /** Attestations carry one signature; whoever writes more than this wants to keep verifiers busy. */
    private static final int MOST_SIGNATURES = 16;

    private final Policy policy;
    private final Instant now;
    private final TrustedRoot timestamps;
    private final CertificateSigners certificates;
    private final Map<Set<String>, SignatureVerification> ofKeys = new HashMap<>();

    SignerCheck(Policy policy, Instant now) {
        this.policy = policy;
        this.now = now;
        var trusted = TrustedRoot.NONE;
        for (var authority : policy.timestampAuthorities().values()) {
            trusted = trusted.withTimestampAuthority(authority.chain());
        }
        this.timestamps = trusted;
        this.certificates = new CertificateSigners(trusted, now);
    }

    /**
     * Checks the signatures of a line.
     *
     * @param names the functionaries whose signatures matter
     */
    SignerOutcome check(BundleLine line, Set<String> names) {
        if (line instanceof SigstoreLine sigstore) {
            return sigstore.bundle().material() instanceof CertificateChain
                    ? certificates.check(sigstore.bundle(), functionaries(names))
                    : ofKeys(sigstore.bundle().envelope(), names, keys -> List.of(keys.verify(sigstore.bundle(), now)));
        }
        return line.envelope()
                .map(envelope -> ofKeys(envelope, names, keys -> keys.verify(envelope, now)))
                .orElseGet(() -> denied(CandidateStatus.BAD_SIGNATURE, "it is not signed"));
    }

    private List<Functionary> functionaries(Collection<String> names) {
        return policy.functionaries().values().stream()
                .filter(functionary -> names.contains(functionary.name()))
                .toList();
    }

    private List<KeyHolder> keyHolders(Collection<String> names) {
        return functionaries(names).stream()
                .filter(KeyHolder.class::isInstance)
                .map(KeyHolder.class::cast)
                .toList();
    }

    private interface KeyVerification {
        List<VerifiedSignature> verify(SignatureVerification keys) throws RefusedSignatureException;
    }

    private SignerOutcome ofKeys(DsseEnvelope envelope, Set<String> names, KeyVerification verification) {
        var holders = keyHolders(names);
        if (holders.isEmpty()) {
            return denied(
                    CandidateStatus.UNTRUSTED_SIGNER,
                    "it is signed with a bare key, and only certificates are trusted");
        }
        if (envelope.signatures().size() > MOST_SIGNATURES) {
            return denied(
                    CandidateStatus.BAD_SIGNATURE,
                    "it has " + envelope.signatures().size() + " signatures, more than are looked at");
        }
        var verifier = ofKeys.computeIfAbsent(
                new LinkedHashSet<>(names), unused -> SignatureVerification.of(keys(holders), timestamps));
        try {
            var signers = new ArrayList<SigningFunctionary>();
            for (var verified : verification.verify(verifier)) {
                for (var holder : holders) {
                    var key = verified.signer().keyFingerprint();
                    if (verified.signer() instanceof SignerIdentity.Key
                            && holder.key().materialFingerprint().equals(key)) {
                        signers.add(new SigningFunctionary(holder, key, "key " + key, key, verified.observedTimes()));
                    }
                }
            }
            return new SignerOutcome(signers, Optional.empty());
        } catch (RefusedSignatureException e) {
            return e.refusal() == SignatureRefusal.NO_TRUSTED_KEY
                    ? noTrustedKey(envelope, holders)
                    : denied(CandidateStatus.BAD_SIGNATURE, DisplayText.of(e.reason()));
        }
    }

    private static List<AsymmetricKey> keys(List<KeyHolder> holders) {
        return holders.stream().map(KeyHolder::key).distinct().toList();
    }

    /** The id of a key proves nothing, but it tells whom the signer wants to be taken for. */
    private static SignerOutcome noTrustedKey(DsseEnvelope envelope, List<KeyHolder> holders) {
        for (var signature : envelope.signatures()) {
            for (var holder : holders) {
                if (holder.key().signatureIds().contains(signature.keyId())) {
                    return denied(
                            CandidateStatus.BAD_SIGNATURE,
                            "it says that functionary '" + DisplayText.of(holder.name())
                                    + "' signed it, but that signature is not valid");
                }
            }
        }
        return denied(CandidateStatus.UNTRUSTED_SIGNER, "no functionary that is trusted for this has signed it");
    }

    static SignerOutcome denied(CandidateStatus status, String sentence) {
        return new SignerOutcome(List.of(), Optional.of(new Denial(status, "", sentence)));
    }
}
