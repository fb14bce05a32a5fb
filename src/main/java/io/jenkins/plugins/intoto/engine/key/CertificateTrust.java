package io.jenkins.plugins.intoto.engine.key;

import io.jenkins.plugins.intoto.engine.key.UntrustedCertificateException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAKey;
import java.security.interfaces.RSAKey;
import java.security.spec.InvalidParameterSpecException;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Certificate authorities that are trusted, and the only validation of certificate paths here: that of layouts, of policies, of
 * Sigstore's trusted roots and of timestamp authorities. Paths are those of RFC 5280, section 6. Besides, a root must be a
 * certificate authority, is bound by its own validity, path length and name constraints, and signs nothing but certificates; so
 * does every other authority. Digests below SHA-256 and keys below 2,048 bits are refused. Revocation is not checked.
 */
public final class CertificateTrust {
    private static final Pattern DIGESTS = Pattern.compile("SHA(3-)?-?(256|384|512)");
    private static final Pattern SIGNATURES =
            Pattern.compile("SHA(3-)?(256|384|512)WITH(RSA|ECDSA|DSA)|ED25519|ED448|EDDSA");
    private static final String PSS = "RSASSA-PSS";
    private static final String NAME_CONSTRAINTS = "2.5.29.30";
    private static final int CERTIFICATE_SIGNING = 5;

    private final List<X509Certificate> roots;
    private final List<X509Certificate> intermediates;

    private CertificateTrust(List<X509Certificate> roots, List<X509Certificate> intermediates) {
        this.roots = List.copyOf(roots);
        this.intermediates = List.copyOf(intermediates);
    }

    /**
     * @param roots the authorities that are trusted
     * @param intermediates what may stand between a root and the certificate in question
     */
    public static CertificateTrust of(List<X509Certificate> roots, List<X509Certificate> intermediates) {
        return new CertificateTrust(roots, intermediates);
    }

    /**
     * @param roots certificates in PEM that are trusted
     * @param intermediates certificates in PEM that may stand between a root and the certificate in question
     * @param source where they come from, for error messages
     * @throws UnreadableKeyException if one of them is not a certificate
     */
    public static CertificateTrust of(Collection<String> roots, Collection<String> intermediates, String source)
            throws UnreadableKeyException {
        return new CertificateTrust(readAll(roots, source), readAll(intermediates, source));
    }

    /**
     * The certificates of a file.
     *
     * @param content one or more certificates in PEM
     * @param source the name of the file for error messages
     * @throws UnreadableKeyException if it holds none, or a damaged one
     */
    public static List<X509Certificate> readCertificates(byte[] content, String source) throws UnreadableKeyException {
        return Certificates.readAll(new String(content, StandardCharsets.ISO_8859_1), source);
    }

    /**
     * The same with more certificates that may stand between a root and the certificate in question.
     *
     * @param more those certificates
     */
    public CertificateTrust and(List<X509Certificate> more) {
        var all = new ArrayList<>(intermediates);
        all.addAll(more);
        return new CertificateTrust(roots, all);
    }

    private static List<X509Certificate> readAll(Collection<String> pems, String source) throws UnreadableKeyException {
        var certificates = new ArrayList<X509Certificate>();
        for (var pem : pems) {
            certificates.addAll(Certificates.readAll(pem, source));
        }
        return certificates;
    }

    /**
     * Why a certificate cannot be a root, whoever it has certified.
     *
     * @param certificate the certificate
     * @return the reason as a sentence without its final stop; empty if there is none
     */
    public static Optional<String> whyNoRoot(X509Certificate certificate) {
        var usage = certificate.getKeyUsage();
        if (certificate.getBasicConstraints() < 0 || (usage != null && !usage[CERTIFICATE_SIGNING])) {
            return Optional.of("its certificate is not that of a certificate authority");
        }
        if (isShort(certificate)) {
            return Optional.of("its certificate is of a key below " + PublicMaterial.MINIMUM_RSA_BITS + " bits");
        }
        return Optional.empty();
    }

    /**
     * Checks that a certificate can be trusted.
     *
     * @param pem the certificate in PEM
     * @param source where it comes from, for error messages
     * @param at the time of the verification, at which all certificates of the path must be valid
     * @param usage what it must be fit for
     * @return its key, and whom it names
     * @throws UntrustedCertificateException if it is not valid, does not chain to a root, or is unfit
     * @throws UnreadableKeyException if it is not a certificate, or is of a key that cannot be used
     */
    public CertifiedKey verify(String pem, String source, Instant at, CertificateUsage usage)
            throws UntrustedCertificateException, UnreadableKeyException {
        var certificate = Certificates.read(pem, source);
        var key =
                AsymmetricKey.ofFile(Certificates.material(certificate, source)).withCertificate(certificate);
        var whyUnusable = key.whyUnusable(at);
        if (whyUnusable.isPresent()) {
            var isEarly = at.isBefore(certificate.getNotBefore().toInstant());
            throw new UntrustedCertificateException(
                    source, isEarly ? Reason.NOT_YET_VALID : Reason.EXPIRED, whyUnusable.get());
        }
        var path = path(certificate, source, at, usage);
        return new CertifiedKey(key, CertificateIdentity.of(certificate, source), CertificateSubject.of(path, source));
    }

    /**
     * Finds the path of a signer's certificate.
     *
     * @param signer the certificate
     * @param source where it comes from, for error messages
     * @param at the time at which all of the path, the root included, must be valid
     * @param usage what it must be fit for
     * @return the certificates from the signer's to the root, both included
     * @throws UntrustedCertificateException if there is none
     */
    public List<X509Certificate> path(X509Certificate signer, String source, Instant at, CertificateUsage usage)
            throws UntrustedCertificateException {
        var refusal = new UntrustedCertificateException(
                source,
                Reason.NO_CHAIN,
                "its certificate does not chain to a trusted root by certificates that are valid at " + at);
        for (var root : roots) {
            try {
                return path(signer, root, source, at, usage);
            } catch (CertPathBuilderException | CertPathValidatorException | CertificateException e) {
                continue; // whatever the platform's reason: there is no valid path to this root
            } catch (UntrustedCertificateException e) {
                refusal = e;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
        throw refusal;
    }

    private List<X509Certificate> path(
            X509Certificate signer, X509Certificate root, String source, Instant at, CertificateUsage usage)
            throws UntrustedCertificateException, GeneralSecurityException {
        if (signer.equals(root)) {
            throw new UntrustedCertificateException(
                    source, Reason.SIGNER_IS_AUTHORITY, "its certificate is a root, which certifies signers only");
        }
        var path = build(signer, root, at);
        var whyNoRoot = whyNoRoot(root);
        if (whyNoRoot.isPresent()) {
            throw new UntrustedCertificateException(
                    source, Reason.ROOT_IS_NO_AUTHORITY, "of the root of its chain, " + whyNoRoot.get());
        }
        for (var certificate : path) {
            checkStrength(certificate, !certificate.equals(root), source);
        }
        validate(path, source, at);
        if (signer.getBasicConstraints() >= 0) {
            throw new UntrustedCertificateException(
                    source,
                    Reason.SIGNER_IS_AUTHORITY,
                    "its certificate is that of a certificate authority, which certifies signers only");
        }
        var whyUnfit = usage.whyUnfit(path);
        if (whyUnfit.isPresent()) {
            throw new UntrustedCertificateException(source, Reason.WRONG_USAGE, whyUnfit.get());
        }
        return path;
    }

    /** A path from the certificate to the root, both included. */
    private List<X509Certificate> build(X509Certificate signer, X509Certificate root, Instant at)
            throws GeneralSecurityException {
        var target = new X509CertSelector();
        target.setCertificate(signer);
        var parameters = new PKIXBuilderParameters(Set.of(new TrustAnchor(root, null)), target);
        var known = new ArrayList<>(intermediates);
        known.add(signer);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(known)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(at));
        var result =
                (PKIXCertPathBuilderResult) CertPathBuilder.getInstance("PKIX").build(parameters);
        var path = new ArrayList<X509Certificate>();
        result.getCertPath().getCertificates().forEach(member -> path.add((X509Certificate) member));
        path.add(root);
        return path;
    }

    /** The JDK takes a root for granted, its dates and constraints too, unless the root is part of the path as well. */
    private static void validate(List<X509Certificate> path, String source, Instant at)
            throws GeneralSecurityException, UntrustedCertificateException {
        var root = path.get(path.size() - 1);
        var checked = path;
        if (!root.getSubjectX500Principal().equals(root.getIssuerX500Principal())) {
            // What another authority has certified can stand in no path that begins with itself.
            checked = path.subList(0, path.size() - 1);
            checkConstraints(root, checked, source, at);
        }
        var parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(at));
        var certificates = CertificateFactory.getInstance("X.509").generateCertPath(checked);
        CertPathValidator.getInstance("PKIX").validate(certificates, parameters);
    }

    private static void checkConstraints(X509Certificate root, List<X509Certificate> below, String source, Instant at)
            throws CertificateException, UntrustedCertificateException {
        root.checkValidity(Date.from(at));
        if (root.getExtensionValue(NAME_CONSTRAINTS) != null) {
            throw new UntrustedCertificateException(
                    source, Reason.NO_CHAIN, "the root of its chain has name constraints and has not signed itself");
        }
        // The signer itself does not count, nor do authorities that certify themselves anew (section 4.2.1.9).
        long intermediates = below.stream()
                .skip(1)
                .filter(member -> !member.getSubjectX500Principal().equals(member.getIssuerX500Principal()))
                .count();
        if (intermediates > root.getBasicConstraints()) {
            throw new UntrustedCertificateException(
                    source, Reason.NO_CHAIN, "its chain is longer than its root permits");
        }
    }

    private static void checkStrength(X509Certificate certificate, boolean isSignatureReliedOn, String source)
            throws UntrustedCertificateException {
        if (isSignatureReliedOn && !isDigestSound(certificate)) {
            throw new UntrustedCertificateException(
                    source, Reason.WEAK_SIGNATURE, "a certificate of its chain is signed with a broken digest");
        }
        if (isShort(certificate)) {
            throw new UntrustedCertificateException(
                    source,
                    Reason.WEAK_SIGNATURE,
                    "a certificate of its chain is of a key below " + PublicMaterial.MINIMUM_RSA_BITS + " bits");
        }
    }

    private static boolean isDigestSound(X509Certificate certificate) {
        var algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        if (!algorithm.equals(PSS)) {
            return SIGNATURES.matcher(algorithm).matches();
        }
        try {
            // The name of the algorithm tells no digest; absent parameters mean SHA-1 (RFC 4055, section 3.1).
            byte[] encoded = certificate.getSigAlgParams();
            if (encoded == null) {
                return false;
            }
            var parameters = AlgorithmParameters.getInstance(PSS);
            parameters.init(encoded);
            var digest = parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm();
            return DIGESTS.matcher(digest.toUpperCase(Locale.ROOT)).matches();
        } catch (IOException | InvalidParameterSpecException e) {
            return false; // parameters that nobody can read vouch for no digest
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isShort(X509Certificate certificate) {
        var key = certificate.getPublicKey();
        int bits = key instanceof RSAKey rsa
                ? rsa.getModulus().bitLength()
                : key instanceof DSAKey dsa && dsa.getParams() != null
                        ? dsa.getParams().getP().bitLength()
                        : PublicMaterial.MINIMUM_RSA_BITS;
        return bits < PublicMaterial.MINIMUM_RSA_BITS;
    }
}
