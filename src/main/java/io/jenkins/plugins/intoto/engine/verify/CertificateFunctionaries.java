package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.envelope.Envelope;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.CertificateIdentity;
import io.jenkins.plugins.intoto.engine.key.CertificateTrust;
import io.jenkins.plugins.intoto.engine.key.CertificateUsage;
import io.jenkins.plugins.intoto.engine.key.CertifiedKey;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.key.Signature;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.engine.key.UntrustedCertificateException;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.engine.model.CertificateConstraint;
import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.model.Step;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Accepts signatures by keys that the layout does not list, if their certificates chain to its roots and meet a constraint
 * of the step (ITE-7, as in-toto-golang carries it out).
 */
final class CertificateFunctionaries {
    /**
     * What became of a link.
     *
     * @param key the key that signed it, and whose it is, if a certificate was accepted
     * @param signer the id of the signature that was looked at, if there was one with a certificate
     * @param remark why it was refused
     */
    record Judgement(Optional<CertifiedKey> key, Optional<KeyId> signer, String remark) {}

    private final Layout layout;
    private final Step step;
    private final List<X509Certificate> intermediates;
    private final Instant at;

    CertificateFunctionaries(Layout layout, Step step, List<X509Certificate> intermediates, Instant at) {
        this.layout = layout;
        this.step = step;
        this.intermediates = intermediates;
        this.at = at;
    }

    Judgement judge(Envelope envelope) {
        var refused = new Judgement(Optional.empty(), Optional.empty(), "there is none");
        for (var signature : envelope.signatures()) {
            // Whoever interrupted does not wait for the answer.
            if (signature.certificate().isPresent() && !Thread.currentThread().isInterrupted()) {
                var judgement =
                        judge(envelope, signature, signature.certificate().get());
                if (judgement.key().isPresent()) {
                    return judgement;
                }
                refused = judgement;
            }
        }
        return refused;
    }

    private Judgement judge(Envelope envelope, Signature signature, String certificate) {
        try {
            var trust = CertificateTrust.of(
                            certificates(layout.rootCas()), certificates(layout.intermediateCas()), "the layout")
                    .and(intermediates);
            var remark = "there is no constraint";
            for (var constraint : step.certificateConstraints()) {
                try {
                    var certified = trust.verify(certificate, "certificate", at, usage(constraint));
                    var name = "certificate of " + certified.identity().name();
                    if (isMet(constraint, certified.identity())) {
                        return certified.key().verifies(signature, envelope.checkedMessage(), at)
                                ? new Judgement(Optional.of(certified), Optional.of(signature.keyId()), "")
                                : refused(signature, "the signature is not by the key of the " + name);
                    }
                    remark = "the " + name + " meets no constraint";
                } catch (UntrustedCertificateException e) {
                    remark = e.getMessage(); // another constraint may ask for another use
                }
            }
            return refused(signature, remark);
        } catch (UnreadableKeyException e) {
            return refused(signature, e.getMessage());
        }
    }

    private static CertificateUsage usage(CertificateConstraint constraint) {
        return CertificateUsage.LINKS.or(constraint.extendedKeyUsages().stream()
                .flatMap(text -> CertificateUsage.objectIdentifier(text).stream())
                .toList());
    }

    private static Judgement refused(Signature signature, String remark) {
        return new Judgement(Optional.empty(), Optional.of(signature.keyId()), remark);
    }

    private static List<String> certificates(Map<KeyId, VerificationKey> authorities) {
        return authorities.values().stream()
                .filter(AsymmetricKey.class::isInstance)
                .map(key -> ((AsymmetricKey) key).toJsonWithCertificate().get("keyval"))
                .map(value -> value instanceof Map<?, ?> values ? values.get("certificate") : null)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    private boolean isMet(CertificateConstraint constraint, CertificateIdentity identity) {
        // The ids of all roots of the layout, not that of the chain's root: what in-toto-golang compares.
        var roots = layout.rootCas().keySet().stream().map(KeyId::value).toList();
        return (constraint.commonName().equals("*") || constraint.commonName().equals(identity.commonName()))
                && isMet(constraint.dnsNames(), identity.dnsNames())
                && isMet(constraint.emails(), identity.emails())
                && isMet(constraint.organizations(), identity.organizations())
                && isMet(constraint.uris(), identity.uris())
                && isMet(constraint.roots(), roots);
    }

    private static boolean isMet(List<String> constraint, Collection<String> values) {
        if (constraint.equals(List.of("*"))) {
            return true;
        }
        var expected = constraint.equals(List.of("")) ? List.<String>of() : constraint;
        return new HashSet<>(expected).equals(new HashSet<>(values));
    }
}
