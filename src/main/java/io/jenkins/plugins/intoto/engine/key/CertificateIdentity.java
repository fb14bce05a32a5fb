package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.DAMAGED;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/**
 * Whom a certificate names: the attributes that the constraints of a layout are about. Each list is in the order of the
 * certificate and empty if there is nothing of its kind.
 *
 * @param commonName the last common name of the subject; empty if there is none
 * @param dnsNames the alternative names that are DNS names
 * @param emails the alternative names that are e-mail addresses; one in the subject does not count
 * @param organizations the organizations of the subject
 * @param uris the alternative names that are URIs
 */
public record CertificateIdentity(
        String commonName, List<String> dnsNames, List<String> emails, List<String> organizations, List<String> uris) {

    private static final int EMAIL = 1;
    private static final int DNS_NAME = 2;
    private static final int URI = 6;

    /** Copies the lists. */
    public CertificateIdentity {
        dnsNames = List.copyOf(dnsNames);
        emails = List.copyOf(emails);
        organizations = List.copyOf(organizations);
        uris = List.copyOf(uris);
    }

    /** What to call whom it names: the common name, or else the first alternative name; empty if there is neither. */
    public String name() {
        return Stream.of(List.of(commonName), uris, emails, dnsNames, organizations)
                .flatMap(List::stream)
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
    }

    static CertificateIdentity of(X509Certificate certificate, String source) throws UnreadableKeyException {
        try {
            var commonNames = subjectAttributes(certificate, "CN");
            return new CertificateIdentity(
                    commonNames.isEmpty() ? "" : commonNames.get(commonNames.size() - 1),
                    alternativeNames(certificate, DNS_NAME),
                    alternativeNames(certificate, EMAIL),
                    subjectAttributes(certificate, "O"),
                    alternativeNames(certificate, URI));
        } catch (CertificateParsingException | InvalidNameException e) {
            throw new UnreadableKeyException(source, DAMAGED, "the names in the certificate are damaged");
        }
    }

    private static List<String> alternativeNames(X509Certificate certificate, int kind)
            throws CertificateParsingException {
        var names = new ArrayList<String>();
        var all = certificate.getSubjectAlternativeNames();
        if (all != null) {
            for (var name : all) {
                if (name.get(0).equals(kind)) {
                    names.add((String) name.get(1));
                }
            }
        }
        return names;
    }

    /** The values in the order of the certificate; {@code LdapName} counts from its end, as does the text it reads. */
    private static List<String> subjectAttributes(X509Certificate certificate, String type)
            throws InvalidNameException {
        var values = new ArrayList<String>();
        for (var part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
            var attribute = part.toAttributes().get(type);
            for (int i = 0; attribute != null && i < attribute.size(); i++) {
                values.add(value(attribute, i));
            }
        }
        return values;
    }

    private static String value(javax.naming.directory.Attribute attribute, int index) throws InvalidNameException {
        try {
            if (attribute.get(index) instanceof String text) {
                return text;
            }
        } catch (javax.naming.NamingException e) {
            throw new InvalidNameException(e.getMessage());
        }
        throw new InvalidNameException("an attribute of the subject is not text");
    }
}
