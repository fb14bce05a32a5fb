package io.jenkins.plugins.intoto.engine.key;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the certificate of a signer must be fit for: its key usage (RFC 5280, section 4.2.1.3), and its extended key usage
 * (section 4.2.1.12), which those of its issuers may narrow. A certificate that restricts neither is fit for everything.
 *
 * @param extendedKeyUsages the object identifiers of the uses of which a path must permit one
 * @param mustBeStated whether the certificate must name one of them; otherwise it may do without the extension, or permit
 *     any use
 * @param nonRepudiationSuffices whether the key usage may be non-repudiation alone, as it may be for timestamps
 */
public record CertificateUsage(Set<String> extendedKeyUsages, boolean mustBeStated, boolean nonRepudiationSuffices) {
    private static final String PURPOSES = "1.3.6.1.5.5.7.3.";
    private static final String ANY = "2.5.29.37.0";
    private static final Pattern OBJECT_IDENTIFIER = Pattern.compile("[0-2](\\.(0|[1-9][0-9]{0,15})){1,32}");
    private static final Map<String, String> NAMES = Map.of(
            "serverAuth", PURPOSES + 1,
            "clientAuth", PURPOSES + 2,
            "codeSigning", PURPOSES + 3,
            "emailProtection", PURPOSES + 4,
            "timeStamping", PURPOSES + 8,
            "OCSPSigning", PURPOSES + 9,
            "anyExtendedKeyUsage", ANY);

    private static final int DIGITAL_SIGNATURE = 0;
    private static final int NON_REPUDIATION = 1;

    /** Signing links and attestations: code signing, or no particular use. */
    public static final CertificateUsage SIGNING = new CertificateUsage(Set.of(PURPOSES + 3), false, false);

    /** Signing links of layouts with constraints; in-toto-golang demands certificates of servers for that. */
    public static final CertificateUsage LINKS = SIGNING.or(Set.of(PURPOSES + 1));

    /** Signing by those to whom Fulcio gives certificates, all of which say that they are for code signing. */
    public static final CertificateUsage FULCIO = new CertificateUsage(Set.of(PURPOSES + 3), true, false);

    /** Signing timestamps (RFC 3161, section 2.3). */
    public static final CertificateUsage TIMESTAMPING = new CertificateUsage(Set.of(PURPOSES + 8), true, true);

    /** Copies the set. */
    public CertificateUsage {
        extendedKeyUsages = Set.copyOf(extendedKeyUsages);
    }

    /**
     * This usage with others besides.
     *
     * @param others object identifiers
     */
    public CertificateUsage or(Collection<String> others) {
        var all = new HashSet<>(extendedKeyUsages);
        all.addAll(others);
        return new CertificateUsage(all, mustBeStated, nonRepudiationSuffices);
    }

    /**
     * The object identifier of an extended key usage.
     *
     * @param text its name in RFC 5280 without {@code id-kp-}, such as {@code serverAuth}, or the object identifier itself
     * @return empty if it is neither
     */
    public static Optional<String> objectIdentifier(String text) {
        return OBJECT_IDENTIFIER.matcher(text).matches() ? Optional.of(text) : Optional.ofNullable(NAMES.get(text));
    }

    /**
     * Why a path is not fit for this.
     *
     * @param path the signer's certificate and those of its issuers
     * @return the reason as a sentence without its final stop; empty if it is fit
     */
    Optional<String> whyUnfit(List<X509Certificate> path) {
        var keyUsage = path.get(0).getKeyUsage();
        if (keyUsage != null
                && !keyUsage[DIGITAL_SIGNATURE]
                && !(nonRepudiationSuffices && keyUsage[NON_REPUDIATION])) {
            return Optional.of("its certificate is of a key that is not for digital signatures (key usage)");
        }
        try {
            var stated = path.get(0).getExtendedKeyUsage();
            if (mustBeStated && (stated == null || stated.stream().noneMatch(extendedKeyUsages::contains))) {
                return Optional.of("its certificate does not say that it is for this use (extended key usage)");
            }
            // One use must be left that all of the path permit.
            var permitted = new HashSet<>(extendedKeyUsages);
            for (var certificate : path) {
                var uses = certificate.getExtendedKeyUsage();
                if (uses != null && !uses.contains(ANY)) {
                    permitted.retainAll(uses);
                }
            }
            return permitted.isEmpty()
                    ? Optional.of("a certificate of its chain is restricted to other uses (extended key usage)")
                    : Optional.empty();
        } catch (CertificateParsingException e) {
            return Optional.of("a certificate of its chain states its use in an unreadable way");
        }
    }
}
