import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Timestamp;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * The signature inside Jenkins' war: every entry must be signed by the expected signer, with a certificate below a root that this
 * Java trusts. As with {@code jarsigner -verify}, a certificate that has expired since counts if a timestamp says that it was used
 * before.
 */
final class WarSignature {
    private final Set<TrustAnchor> roots = new HashSet<>();
    private final Set<CodeSigner> accepted = new HashSet<>();
    private final Path war;
    private final String signer;

    private WarSignature(Path war, String signer) throws GeneralSecurityException {
        this.war = war;
        this.signer = signer;
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init((KeyStore) null);
        for (var manager : trust.getTrustManagers()) {
            if (manager instanceof X509TrustManager certificates) {
                Arrays.stream(certificates.getAcceptedIssuers()).forEach(root -> roots.add(new TrustAnchor(root, null)));
            }
        }
    }

    /** Whether a war carries a signature, valid or not. */
    static boolean isIn(Path war) throws IOException {
        try (var jar = new JarFile(war.toFile(), false)) {
            return jar.stream()
                    .map(JarEntry::getName)
                    .anyMatch(name -> isOfTheSignature(name) && !name.equals(JarFile.MANIFEST_NAME));
        }
    }

    /**
     * Checks it.
     *
     * @param signer the common name of whom it must be signed by
     * @throws Refusal if it is not so
     */
    static void check(Path war, String signer) throws IOException, Refusal {
        try {
            new WarSignature(war, signer).check();
        } catch (GeneralSecurityException | SecurityException e) {
            throw new Refusal("the signature of " + war + " is not valid: " + e.getMessage(), e);
        }
    }

    private void check() throws IOException, GeneralSecurityException, Refusal {
        try (var jar = new JarFile(war.toFile(), true)) {
            var entries = jar.entries();
            while (entries.hasMoreElements()) {
                var entry = entries.nextElement();
                if (!entry.isDirectory() && !isOfTheSignature(entry.getName())) {
                    check(jar, entry);
                }
            }
        }
        if (accepted.isEmpty()) {
            throw new Refusal(war + " is not signed");
        }
    }

    private static boolean isOfTheSignature(String name) {
        return name.matches("META-INF/(MANIFEST\\.MF|[^/]+\\.(SF|RSA|EC|DSA))");
    }

    private void check(JarFile jar, JarEntry entry) throws IOException, GeneralSecurityException, Refusal {
        // Only what was read to its end has signers.
        try (var content = jar.getInputStream(entry)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        var signers = entry.getCodeSigners();
        if (signers == null) {
            throw new Refusal(entry.getName() + " in " + war + " is not signed");
        }
        for (var each : signers) {
            if (accepted.contains(each) || isAccepted(each)) {
                accepted.add(each);
                return;
            }
        }
        throw new Refusal(war + " is not signed by " + signer);
    }

    private boolean isAccepted(CodeSigner each) throws GeneralSecurityException {
        var path = each.getSignerCertPath();
        if (!commonName((X509Certificate) path.getCertificates().get(0)).equals(signer)) {
            return false;
        }
        Timestamp timestamp = each.getTimestamp();
        var time = timestamp == null ? new Date() : timestamp.getTimestamp();
        if (timestamp != null) {
            validate(timestamp.getSignerCertPath(), time);
        }
        validate(path, time);
        return true;
    }

    private void validate(CertPath path, Date time) throws GeneralSecurityException {
        var parameters = new PKIXParameters(roots);
        parameters.setRevocationEnabled(false);
        parameters.setDate(time);
        var certificates = path.getCertificates().stream().map(X509Certificate.class::cast).toList();
        CertPathValidator.getInstance("PKIX").validate(withoutRoot(certificates), parameters);
    }

    /** Roots come from the store of this Java. */
    private static CertPath withoutRoot(List<X509Certificate> certificates) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertPath(certificates.stream()
                        .filter(each -> certificates.size() == 1
                                || !each.getSubjectX500Principal().equals(each.getIssuerX500Principal()))
                        .toList());
    }

    private static String commonName(X509Certificate certificate) throws GeneralSecurityException {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                            .map(rdn -> rdn.getValue().toString())
                            .findFirst()
                            .orElse("");
        } catch (InvalidNameException e) {
            throw new GeneralSecurityException(e);
        }
    }
}
