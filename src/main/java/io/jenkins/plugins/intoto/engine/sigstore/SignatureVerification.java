package io.jenkins.plugins.intoto.engine.sigstore;

import static io.jenkins.plugins.intoto.engine.sigstore.SignatureRefusal.BAD_SIGNATURE;
import static io.jenkins.plugins.intoto.engine.sigstore.SignatureRefusal.BAD_TIMESTAMP;
import static io.jenkins.plugins.intoto.engine.sigstore.SignatureRefusal.MISSING_CERTIFICATE_TIMESTAMP;
import static io.jenkins.plugins.intoto.engine.sigstore.SignatureRefusal.MISSING_LOG_ENTRY;
import static io.jenkins.plugins.intoto.engine.sigstore.SignatureRefusal.MISSING_TIME;
import static io.jenkins.plugins.intoto.engine.sigstore.SignatureRefusal.NO_SIGNATURE;
import static io.jenkins.plugins.intoto.engine.sigstore.SignatureRefusal.NO_TRUSTED_KEY;
import static io.jenkins.plugins.intoto.engine.sigstore.SignatureRefusal.OTHER_FILE;
import static io.jenkins.plugins.intoto.engine.sigstore.SignatureRefusal.UNFIT_CERTIFICATE;
import static io.jenkins.plugins.intoto.engine.sigstore.SignatureRefusal.UNTRUSTED_CERTIFICATE;

import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.Signer;
import io.jenkins.plugins.intoto.engine.key.UntrustedCertificateException;
import io.jenkins.plugins.intoto.engine.key.UntrustedCertificateException.Reason;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.engine.sigstore.LogEntryCheck.Included;
import io.jenkins.plugins.intoto.engine.sigstore.VerificationMaterial.CertificateChain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Finds out who signed a message and when, from what is at hand and without a network (Sigstore client specification,
 * section 4). What is not trusted, such as a timestamp of an unknown authority, counts for nothing; what is of somebody
 * trusted must be right. Instances are immutable.
 */
public final class SignatureVerification {
    private final List<AsymmetricKey> keys;
    private final TrustedRoot root;
    private final SignatureRequirements ofKeys;
    private final SignatureRequirements ofCertificates;
    private final LogEntryCheck logs;
    private final CertificateTimestamps certificateLogs;

    private SignatureVerification(
            Collection<AsymmetricKey> keys,
            TrustedRoot root,
            SignatureRequirements ofKeys,
            SignatureRequirements ofCertificates) {
        this.keys = List.copyOf(keys);
        this.root = root;
        this.ofKeys = ofKeys;
        this.ofCertificates = ofCertificates;
        this.logs = new LogEntryCheck(root.logs());
        this.certificateLogs = new CertificateTimestamps(root.certificateLogs());
    }

    /**
     * A verification that asks of keys for nothing but their signature, and of certificates for one of each that the trusted
     * root has authorities for.
     *
     * @param keys the keys whose signatures are accepted
     * @param root the authorities and logs that are trusted
     */
    public static SignatureVerification of(Collection<AsymmetricKey> keys, TrustedRoot root) {
        return new SignatureVerification(keys, root, SignatureRequirements.NOTHING, SignatureRequirements.of(root));
    }

    /**
     * This verification with other requirements, on signatures by keys as well as on those with certificates.
     *
     * @param requirements what must stand beside a signature; if it asks for no time, a certificate must be valid now
     */
    public SignatureVerification requiring(SignatureRequirements requirements) {
        return new SignatureVerification(keys, root, requirements, requirements);
    }

    /**
     * Verifies an envelope by the keys.
     *
     * @param envelope the envelope
     * @param now the time of the verification
     * @return the valid signatures, one for each key that made any
     * @throws RefusedSignatureException if there is none
     */
    public List<VerifiedSignature> verify(DsseEnvelope envelope, Instant now) throws RefusedSignatureException {
        if (envelope.signatures().isEmpty()) {
            throw new RefusedSignatureException(envelope.source(), NO_SIGNATURE, "there is no signature");
        }
        var verified = new LinkedHashMap<String, VerifiedSignature>();
        for (var signature : envelope.signatures()) {
            var content = SignedContent.of(envelope, signature, now);
            signerOf(content, List.of(now))
                    .ifPresent(signer -> verified.putIfAbsent(
                            signer.keyFingerprint(), new VerifiedSignature(signature, signer, List.of())));
        }
        if (verified.isEmpty()) {
            throw noTrustedKey(envelope.source());
        }
        if (ofKeys.times() > 0) {
            throw new RefusedSignatureException(
                    envelope.source(), MISSING_TIME, "there is no timestamp, which only a Sigstore bundle can have");
        }
        if (ofKeys.logEntries() > 0) {
            throw new RefusedSignatureException(
                    envelope.source(),
                    MISSING_LOG_ENTRY,
                    "there is no log entry, which only a Sigstore bundle can have");
        }
        return List.copyOf(verified.values());
    }

    /**
     * Verifies a Sigstore bundle.
     *
     * @param bundle the bundle
     * @param now the time of the verification
     * @return its signature
     * @throws RefusedSignatureException if it is not accepted
     */
    public VerifiedSignature verify(SigstoreBundle bundle, Instant now) throws RefusedSignatureException {
        var signature = bundle.envelope().signatures().get(0);
        return verify(SignedContent.of(bundle.envelope(), signature, now), bundle.evidence());
    }

    /**
     * Verifies the signature of a file.
     *
     * @param bundle the bundle with the signature
     * @param file the content of the file; it is read several times
     * @param now the time of the verification
     * @return the signature
     * @throws RefusedSignatureException if it is not accepted, or if the bundle has another digest than the file
     * @throws IOException if the file cannot be read
     */
    public VerifiedSignature verify(BlobBundle bundle, Signer.Message file, Instant now)
            throws RefusedSignatureException, IOException {
        var content = SignedContent.of(bundle, file, now);
        try {
            var digest = bundle.digest();
            if (digest.isPresent()
                    && !Arrays.equals(
                            digest.get().value(),
                            content.messageDigest(digest.get().algorithm()))) {
                throw content.refused(OTHER_FILE, "the bundle has the digest of another file");
            }
            return verify(content, bundle.evidence());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private VerifiedSignature verify(SignedContent content, VerificationEvidence evidence)
            throws RefusedSignatureException {
        var material = evidence.material();
        var required = material instanceof CertificateChain ? ofCertificates : ofKeys;
        var times = stampedTimes(evidence.timestamps(), content);
        var proved = logs.included(evidence.entries(), content);
        proved.forEach(entry -> entry.time().ifPresent(times::add));
        if (times.size() < required.times()) {
            throw content.refused(
                    MISSING_TIME,
                    "there are " + times.size() + " timestamps of trusted authorities, " + required.times()
                            + " are required");
        }
        var at = times.isEmpty() ? List.of(content.now()) : times;
        var included = proved.stream().filter(entry -> entry.wasTakenAt(at)).toList();
        if (included.size() < required.logEntries()) {
            throw content.refused(
                    MISSING_LOG_ENTRY,
                    "there are " + included.size() + " entries of trusted logs, " + required.logEntries()
                            + " are required");
        }
        var signer = material instanceof CertificateChain chain
                ? certified(chain.leaf(), content, at, required)
                : signerOf(content, at).orElseThrow(() -> noTrustedKey(content.source()));
        byte[] verifier = verifier(signer);
        for (Included entry : included) {
            LogEntryCheck.checkBody(entry.entry(), content, verifier);
        }
        return new VerifiedSignature(content.signature(), signer, times);
    }

    private List<Instant> stampedTimes(List<byte[]> timestamps, SignedContent content)
            throws RefusedSignatureException {
        var times = new ArrayList<Instant>();
        var stamping = new ArrayList<CertificateAuthority>();
        for (byte[] response : timestamps) {
            TimestampToken token;
            try {
                token = TimestampToken.read(response, content.source());
            } catch (MalformedMetadataException e) {
                throw content.refused(BAD_TIMESTAMP, "a timestamp of the signature " + e.reason());
            }
            if (!token.covers(content.value())) {
                throw content.refused(BAD_TIMESTAMP, "a timestamp is of another signature");
            }
            // an authority counts once, however often it stamped
            root.timestampAuthorities().stream()
                    .filter(authority -> !stamping.contains(authority) && token.isSignedBy(authority))
                    .findFirst()
                    .ifPresent(authority -> {
                        stamping.add(authority);
                        times.add(token.time());
                    });
        }
        return times;
    }

    /** The key that made the signature; those that the signature names are tried first, since the name is only a hint. */
    private Optional<SignerIdentity> signerOf(SignedContent content, List<Instant> at) {
        var keyId = content.signature().keyId();
        return keys.stream()
                .sorted(java.util.Comparator.comparing(
                        key -> !key.signatureIds().contains(keyId)))
                // Whoever interrupted does not wait for the answer.
                .filter(key -> !Thread.currentThread().isInterrupted()
                        && at.stream().allMatch(time -> key.whyUnusable(time).isEmpty())
                        && content.isSignedBy(key, at.get(0)))
                .<SignerIdentity>map(SignerIdentity.Key::new)
                .findFirst();
    }

    private SignerIdentity certified(
            X509Certificate leaf, SignedContent content, List<Instant> at, SignatureRequirements required)
            throws RefusedSignatureException {
        var chain = chainOf(leaf, content, at);
        var certificate = new SigningCertificate(leaf, content);
        var identity = certificate.identity(chain);
        var issuer = chain.get(Math.min(1, chain.size() - 1));
        int promises = required.certificateTimestamps() == 0 ? 0 : certificateLogs.count(leaf, issuer, content.now());
        if (promises < required.certificateTimestamps()) {
            throw content.refused(
                    MISSING_CERTIFICATE_TIMESTAMP,
                    "the certificate of the signer is proved to be in " + promises + " trusted logs, "
                            + required.certificateTimestamps() + " are required");
        }
        if (!content.isSignedBy(certificate.key(), at.get(0))) {
            throw content.refused(
                    BAD_SIGNATURE, "the signature is not by the key of its certificate, or what it covers was changed");
        }
        return identity;
    }

    private List<X509Certificate> chainOf(X509Certificate leaf, SignedContent content, List<Instant> at)
            throws RefusedSignatureException {
        var unfit = Optional.<UntrustedCertificateException>empty();
        for (var authority : root.certificateAuthorities()) {
            if (!at.stream().allMatch(authority.validFor()::contains)) {
                continue;
            }
            try {
                var chains = new ArrayList<List<X509Certificate>>();
                for (var time : at) {
                    chains.add(authority.path(leaf, content.source(), time));
                }
                return chains.get(0);
            } catch (UntrustedCertificateException e) {
                unfit = e.reason() == Reason.NO_CHAIN ? unfit : Optional.of(e);
            }
        }
        if (unfit.isPresent()) {
            throw content.refused(UNFIT_CERTIFICATE, unfit.get().text());
        }
        throw content.refused(
                UNTRUSTED_CERTIFICATE,
                "the certificate of the signer does not chain to a trusted authority by certificates that are valid at "
                        + at.stream().map(Instant::toString).collect(java.util.stream.Collectors.joining(" and at ")));
    }

    private static byte[] verifier(SignerIdentity signer) {
        try {
            return signer instanceof SignerIdentity.Certificate certified
                    ? certified.certificate().getEncoded()
                    : ((SignerIdentity.Key) signer).key().encoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("it was read from its encoding", e);
        }
    }

    private static RefusedSignatureException noTrustedKey(String source) {
        return new RefusedSignatureException(
                source, NO_TRUSTED_KEY, "no trusted key made the signature, or what it covers was changed");
    }
}
