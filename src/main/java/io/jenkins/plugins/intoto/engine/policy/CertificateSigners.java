package io.jenkins.plugins.intoto.engine.policy;

import io.jenkins.plugins.intoto.engine.key.CertificateUsage;
import io.jenkins.plugins.intoto.engine.model.ArtifactPattern;
import io.jenkins.plugins.intoto.engine.policy.Functionary.CertificateHolder;
import io.jenkins.plugins.intoto.engine.policy.Functionary.SigstoreIdentity;
import io.jenkins.plugins.intoto.engine.sigstore.RefusedSignatureException;
import io.jenkins.plugins.intoto.engine.sigstore.SignatureRefusal;
import io.jenkins.plugins.intoto.engine.sigstore.SignatureRequirements;
import io.jenkins.plugins.intoto.engine.sigstore.SignatureVerification;
import io.jenkins.plugins.intoto.engine.sigstore.SignerIdentity;
import io.jenkins.plugins.intoto.engine.sigstore.SigstoreBundle;
import io.jenkins.plugins.intoto.engine.sigstore.TrustedRoot;
import io.jenkins.plugins.intoto.engine.sigstore.VerifiedSignature;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds out which functionaries with certificates have signed a Sigstore bundle. */
final class CertificateSigners {
    private final TrustedRoot timestamps;
    private final Instant now;
    private final Map<Object, SignatureVerification> verifications = new HashMap<>();

    CertificateSigners(TrustedRoot timestamps, Instant now) {
        this.timestamps = timestamps;
        this.now = now;
    }

    SignerOutcome check(SigstoreBundle bundle, List<Functionary> functionaries) {
        var signers = new ArrayList<SigningFunctionary>();
        var denial = new Denial(
                CandidateStatus.UNTRUSTED_SIGNER,
                "",
                "it is signed with a certificate, and only bare keys are trusted");
        boolean isFirst = true;
        var results = new HashMap<SignatureVerification, Result>();
        for (var functionary : functionaries) {
            var verification = verification(functionary);
            if (verification.isEmpty()) {
                continue;
            }
            var result = results.computeIfAbsent(verification.get(), verifier -> verify(verifier, bundle));
            var identity = result.verified().flatMap(verified -> identity(functionary, verified));
            if (identity.isPresent()) {
                var verified = result.verified().get();
                signers.add(new SigningFunctionary(
                        functionary,
                        verified.signer().keyFingerprint(),
                        identity.get(),
                        owner(functionary, verified.signer()),
                        verified.observedTimes()));
            } else {
                var reason = result.denial()
                        .orElseGet(() -> otherIdentity(result.verified().get()));
                if (isFirst || reason.status().compareTo(denial.status()) > 0) {
                    denial = reason;
                }
                isFirst = false;
            }
        }
        return new SignerOutcome(signers, signers.isEmpty() ? Optional.of(denial) : Optional.empty());
    }

    /** Either who signed, or why nobody did who is trusted. */
    private record Result(Optional<VerifiedSignature> verified, Optional<Denial> denial) {}

    private Result verify(SignatureVerification verifier, SigstoreBundle bundle) {
        try {
            return new Result(Optional.of(verifier.verify(bundle, now)), Optional.empty());
        } catch (RefusedSignatureException e) {
            var status = e.refusal() == SignatureRefusal.UNTRUSTED_CERTIFICATE
                    ? CandidateStatus.UNTRUSTED_SIGNER
                    : CandidateStatus.BAD_SIGNATURE;
            return new Result(Optional.empty(), Optional.of(new Denial(status, "", DisplayText.of(e.reason()))));
        }
    }

    private Optional<SignatureVerification> verification(Functionary functionary) {
        if (functionary instanceof CertificateHolder holder) {
            // A certificate of a company's own authority may live for years: it need not be witnessed, if it is valid
            // now.
            return Optional.of(verifications.computeIfAbsent(
                    List.of(
                            holder.authorities().stream()
                                    .map(Functionary.Authority::name)
                                    .toList(),
                            holder.extendedKeyUsages()),
                    unused -> SignatureVerification.of(List.of(), trusted(holder))
                            .requiring(SignatureRequirements.NOTHING)));
        }
        if (functionary instanceof SigstoreIdentity sigstore) {
            return Optional.of(verifications.computeIfAbsent(
                    sigstore.trustedRoot().name(),
                    unused -> SignatureVerification.of(
                            List.of(), sigstore.trustedRoot().root().and(timestamps))));
        }
        return Optional.empty();
    }

    private TrustedRoot trusted(CertificateHolder holder) {
        var trusted = timestamps;
        var usage = CertificateUsage.SIGNING.or(holder.extendedKeyUsages());
        for (var authority : holder.authorities()) {
            trusted = trusted.withCertificateAuthority(authority.chain(), usage);
        }
        return trusted;
    }

    /** Whose the certificate is, whichever of its names were matched; a provider's names are its own. */
    private static Object owner(Functionary functionary, SignerIdentity signer) {
        var certificate = (SignerIdentity.Certificate) signer;
        return functionary instanceof SigstoreIdentity
                ? List.of(certificate.issuer().orElse(""), certificate.subject())
                : certificate.subject();
    }

    /** By which of its names a certificate is that of a functionary; empty if it is not. */
    private static Optional<String> identity(Functionary functionary, VerifiedSignature verified) {
        if (!(verified.signer() instanceof SignerIdentity.Certificate certificate)) {
            return Optional.empty();
        }
        if (functionary instanceof SigstoreIdentity sigstore) {
            var issuer = certificate.issuer().orElse("");
            return sigstore.identities().stream()
                    .filter(identity -> identity.issuer().equals(issuer))
                    .flatMap(identity -> certificate.alternativeNames().stream()
                            .filter(name -> identity.subject().matches(name)))
                    .min(String::compareTo)
                    .map(name -> issuer + " " + name);
        }
        var holder = (CertificateHolder) functionary;
        var names = new ArrayList<String>();
        boolean all = match(holder.uris(), certificate.uris(), names)
                && match(holder.emails(), certificate.emails(), names)
                && match(holder.dnsNames(), certificate.dnsNames(), names);
        return all ? names.stream().min(String::compareTo) : Optional.empty();
    }

    private static boolean match(List<ArtifactPattern> patterns, List<String> names, List<String> matched) {
        if (patterns.isEmpty()) {
            return true;
        }
        var found = names.stream()
                .filter(name -> patterns.stream().anyMatch(pattern -> pattern.matches(name)))
                .toList();
        matched.addAll(found);
        return !found.isEmpty();
    }

    private static Denial otherIdentity(VerifiedSignature verified) {
        var names = verified.signer() instanceof SignerIdentity.Certificate certificate
                ? certificate.shownNames().stream().limit(3).collect(Collectors.joining(", "))
                        + certificate
                                .issuer()
                                .map(issuer -> " (issuer " + issuer + ")")
                                .orElse("")
                : "a bare key";
        return new Denial(
                CandidateStatus.UNTRUSTED_SIGNER,
                "",
                "it is signed by " + DisplayText.of(names) + ", who is not a functionary that is trusted for this");
    }
}
