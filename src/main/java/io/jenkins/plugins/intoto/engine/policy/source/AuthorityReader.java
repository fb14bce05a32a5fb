package io.jenkins.plugins.intoto.engine.policy.source;

import static io.jenkins.plugins.intoto.engine.policy.source.PolicyDefect.Kind.UNREADABLE_KEY;
import static io.jenkins.plugins.intoto.engine.policy.source.PolicyDefect.Kind.WRONG_VALUE;

import io.jenkins.plugins.intoto.engine.policy.Functionary.Authority;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the certificate authorities of a policy. */
final class AuthorityReader {
    private AuthorityReader() {}

    /** The authorities of a member by their names; empty those that cannot be used. */
    static Map<String, Optional<Authority>> read(PolicyMembers policy, String member) {
        var authorities = new LinkedHashMap<String, Optional<Authority>>();
        policy.named(member)
                .forEach((name, node) -> authorities.put(
                        name, PolicyMembers.of(node, policy.defects()).flatMap(members -> authority(name, members))));
        return authorities;
    }

    private static Optional<Authority> authority(String name, PolicyMembers members) {
        var root = members.requiredText("certificate")
                .map(pem -> certificates(pem, members, "certificate"))
                .orElse(List.of());
        var intermediates = new ArrayList<X509Certificate>();
        for (var pem : members.texts("intermediates")) {
            intermediates.addAll(certificates(pem, members, "intermediates"));
        }
        members.refuseOthers();
        if (root.size() > 1) {
            members.defect(WRONG_VALUE, "certificate", "must be one certificate, others are \"intermediates\"");
        }
        return root.size() == 1 ? Optional.of(new Authority(name, root.get(0), intermediates)) : Optional.empty();
    }

    private static List<X509Certificate> certificates(String pem, PolicyMembers members, String member) {
        var certificates = new ArrayList<X509Certificate>();
        try {
            var text = new ByteArrayInputStream(pem.strip().getBytes(StandardCharsets.UTF_8));
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(text)) {
                certificates.add((X509Certificate) certificate);
            }
            if (certificates.isEmpty()) {
                members.defect(UNREADABLE_KEY, member, "holds no certificate in PEM");
            }
        } catch (CertificateException e) {
            members.defect(UNREADABLE_KEY, member, "is not a certificate in PEM");
        }
        return certificates;
    }
}
