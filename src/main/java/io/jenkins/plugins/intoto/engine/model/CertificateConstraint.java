package io.jenkins.plugins.intoto.engine.model;

import io.jenkins.plugins.intoto.engine.key.CertificateUsage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the certificate of a functionary must say (ITE-7, in the form that in-toto-golang writes: {@code cert_constraints}).
 * For each list, {@code ["*"]} admits anything, an empty list or {@code [""]} only an absent attribute, and any other list
 * just the certificates that have these very values.
 *
 * @param commonName the subject's common name; {@code *} admits any
 * @param dnsNames DNS names among the subject's alternative names
 * @param emails e-mail addresses among them
 * @param organizations the subject's organizations
 * @param roots ids of the layout's {@code rootcas} that the certificate may chain to
 * @param uris URIs among the subject's alternative names
 * @param extendedKeyUsages uses that the certificate may be restricted to besides those that suffice anyway, as
 *     {@link CertificateUsage#objectIdentifier} takes them; ours, in-toto-golang has no such member ({@code extended_key_usages})
 */
public record CertificateConstraint(
        String commonName,
        List<String> dnsNames,
        List<String> emails,
        List<String> organizations,
        List<String> roots,
        List<String> uris,
        List<String> extendedKeyUsages) {

    /** Copies the lists. */
    public CertificateConstraint {
        dnsNames = List.copyOf(dnsNames);
        emails = List.copyOf(emails);
        organizations = List.copyOf(organizations);
        roots = List.copyOf(roots);
        uris = List.copyOf(uris);
        extendedKeyUsages = List.copyOf(extendedKeyUsages);
    }

    /** The constraint as the layout's plain JSON object. */
    Map<String, Object> toJson() {
        var json = new TreeMap<String, Object>();
        json.put("common_name", commonName);
        json.put("dns_names", dnsNames);
        json.put("emails", emails);
        json.put("organizations", organizations);
        json.put("roots", roots);
        json.put("uris", uris);
        if (!extendedKeyUsages.isEmpty()) {
            json.put("extended_key_usages", extendedKeyUsages);
        }
        return json;
    }
}
