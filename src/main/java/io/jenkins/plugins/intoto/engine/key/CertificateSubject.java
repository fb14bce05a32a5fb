package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.DAMAGED;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/**
 * To whom a root has had a certificate given: certificates of which this is equal are one person's or one machine's, whatever
 * their keys.
 *
 * @param root the fingerprint of the root's key
 * @param names the subject alternative names, each with its kind; without any, the subject
 */
public record CertificateSubject(String root, Set<String> names) {
    private static final int EMAIL = 1;
    private static final int DNS_NAME = 2;

    /** Copies the set. */
    public CertificateSubject {
        names = Set.copyOf(names);
    }

    /**
     * The subject of a certificate.
     *
     * @param path the certificate and those of its issuers, the root last
     * @param source where the certificate comes from, for error messages
     * @throws UnreadableKeyException if its names are damaged
     */
    public static CertificateSubject of(List<X509Certificate> path, String source) throws UnreadableKeyException {
        var certificate = path.get(0);
        var root = Certificates.fingerprint(path.get(path.size() - 1));
        try {
            var names = new HashSet<String>();
            var all = certificate.getSubjectAlternativeNames();
            if (all != null) {
                for (var name : all) {
                    names.add(text((Integer) name.get(0), name.get(1)));
                }
            }
            if (names.isEmpty()) {
                names.add(certificate.getSubjectX500Principal().getName(X500Principal.CANONICAL));
            }
            return new CertificateSubject(root, names);
        } catch (CertificateParsingException e) {
            throw new UnreadableKeyException(source, DAMAGED, "the names in the certificate are damaged");
        }
    }

    private static String text(int kind, Object name) {
        var text = name instanceof byte[] der ? HexFormat.of().formatHex(der) : name.toString();
        return kind + ":" + (kind == EMAIL || kind == DNS_NAME ? text.toLowerCase(Locale.ROOT) : text);
    }
}
