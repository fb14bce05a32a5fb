package io.jenkins.plugins.intoto.key;

import io.jenkins.plugins.intoto.key.UntrustedCertificateException.Reason;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The certificate authorities that a layout trusts ({@code rootcas} and {@code intermediatecas}), by the rules of RFC 5280
 * with what in-toto-golang asks for besides: roots must be valid themselves and are bound by their name constraints, and
 * every certificate of a chain that restricts its use must permit server authentication or any use. Revocation is not
 * checked.
 */
public final class CertificateTrust {
    private static final Set<String> ACCEPTED_USAGES = Set.of("1.3.6.1.5.5.7.3.1", "2.5.29.37.0");

    private final List<X509Certificate> roots;
    private final List<X509Certificate> intermediates;

    private CertificateTrust(List<X509Certificate> roots, List<X509Certificate> intermediates) {
        this.roots = roots;
        this.intermediates = intermediates;
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

    private static List<X509Certificate> readAll(Collection<String> pems, String source) throws UnreadableKeyException {
        var certificates = new ArrayList<X509Certificate>();
        for (var pem : pems) {
            certificates.addAll(Certificates.readAll(pem, source));
        }
        return certificates;
    }

    /**
     * Checks that a certificate can be trusted.
     *
     * @param pem the certificate in PEM
     * @param source where it comes from, for error messages
     * @param at the time of the verification, at which all certificates of the chain must be valid
     * @return its key, and whom it names
     * @throws UntrustedCertificateException if it is not valid, or does not chain to a root
     * @throws UnreadableKeyException if it is not a certificate, or is of a key that cannot be used
     */
    public CertifiedKey verify(String pem, String source, Instant at)
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
        for (var member : chain(certificate, source, at)) {
            checkUsage(member, source);
        }
        return new CertifiedKey(key, CertificateIdentity.of(certificate, source));
    }

    private List<X509Certificate> chain(X509Certificate certificate, String source, Instant at)
            throws UntrustedCertificateException {
        if (roots.contains(certificate)) {
            return List.of(certificate);
        }
        try {
            var chain = build(certificate, at);
            for (var member : chain.subList(0, chain.size() - 1)) {
                checkDigest(member, source);
            }
            validate(chain, at);
            return chain;
        } catch (CertPathBuilderException | CertPathValidatorException e) {
            throw new UntrustedCertificateException(
                    source,
                    Reason.NO_CHAIN,
                    "its certificate does not chain to a trusted root by certificates that are valid at " + at);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A chain from the certificate to a root, both included. */
    private List<X509Certificate> build(X509Certificate certificate, Instant at) throws GeneralSecurityException {
        if (roots.isEmpty()) {
            throw new CertPathBuilderException("no roots");
        }
        var target = new X509CertSelector();
        target.setCertificate(certificate);
        var anchors = roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet());
        var parameters = new PKIXBuilderParameters(anchors, target);
        var known = new ArrayList<>(intermediates);
        known.add(certificate);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(known)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(at));
        var result =
                (PKIXCertPathBuilderResult) CertPathBuilder.getInstance("PKIX").build(parameters);
        var chain = new ArrayList<X509Certificate>();
        result.getCertPath().getCertificates().forEach(member -> chain.add((X509Certificate) member));
        chain.add(result.getTrustAnchor().getTrustedCert());
        return chain;
    }

    /** The JDK takes a root for granted, its dates and constraints too, unless the root is part of the path as well. */
    private static void validate(List<X509Certificate> chain, Instant at) throws GeneralSecurityException {
        var root = new TrustAnchor(chain.get(chain.size() - 1), null);
        var parameters = new PKIXParameters(Set.of(root));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(at));
        var path = CertificateFactory.getInstance("X.509").generateCertPath(chain);
        CertPathValidator.getInstance("PKIX").validate(path, parameters);
    }

    private static void checkDigest(X509Certificate certificate, String source) throws UntrustedCertificateException {
        var algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        if (algorithm.contains("SHA1") || algorithm.contains("MD5") || algorithm.contains("MD2")) {
            throw new UntrustedCertificateException(
                    source, Reason.WEAK_SIGNATURE, "a certificate of its chain is signed with a broken digest");
        }
    }

    private static void checkUsage(X509Certificate certificate, String source) throws UntrustedCertificateException {
        try {
            var usages = certificate.getExtendedKeyUsage();
            if (usages != null && usages.stream().noneMatch(ACCEPTED_USAGES::contains)) {
                throw new UntrustedCertificateException(
                        source,
                        Reason.WRONG_USAGE,
                        "a certificate of its chain is restricted to other uses than server authentication");
            }
        } catch (CertificateParsingException e) {
            throw new UntrustedCertificateException(
                    source, Reason.WRONG_USAGE, "a certificate of its chain states its use in an unreadable way");
        }
    }
}
