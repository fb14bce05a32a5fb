package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.OneLine;
import io.jenkins.plugins.intoto.cli.option.PublicKeyFiles;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.envelope.Envelope;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.CertificateTrust;
import io.jenkins.plugins.intoto.engine.key.CertificateUsage;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.UntrustedCertificateException;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Verifies that keys have signed a link or a layout, and nothing else about it. */
final class SignatureCheck {
    private SignatureCheck() {}

    /** Whether there is a valid signature by each key; tells about each that is missing, or if it is to be verbose, all. */
    static boolean passes(Envelope envelope, List<Path> keyFiles, Invocation invocation) throws InTotoException {
        var now = Instant.now();
        var intermediates = PublicKeyFiles.intermediates(invocation);
        boolean passes = true;
        for (var file : keyFiles) {
            var failure = failure(envelope, KeyFiles.readPublic(file), intermediates, now);
            if (failure.isPresent()) {
                passes = false;
                invocation
                        .surroundings()
                        .err()
                        .println(OneLine.of(envelope.source() + ": " + failure.get() + " " + file));
            } else {
                invocation.notes().detail(envelope.source() + ": validly signed by " + file);
            }
        }
        return passes;
    }

    private static Optional<String> failure(
            Envelope envelope, VerificationKey key, List<X509Certificate> intermediates, Instant now)
            throws InTotoException {
        var unusable = envelope.whyUnusable(key, now);
        if (unusable.isPresent()) {
            return Optional.of("the key must not be used, " + unusable.get() + ":");
        }
        if (envelope.signatureBy(key, now).isPresent()) {
            return Optional.empty();
        }
        if (!intermediates.isEmpty()
                && key instanceof AsymmetricKey root
                && root.certificate().isPresent()) {
            return byCertificate(envelope, root.certificate().get(), intermediates, now);
        }
        return Optional.of(envelope.claimsSignatureBy(key) ? "invalid signature by" : "not signed by");
    }

    /** Why none of the signatures is by somebody whom an authority certified; empty if one is. */
    private static Optional<String> byCertificate(
            Envelope envelope, String root, List<X509Certificate> intermediates, Instant now) throws InTotoException {
        var trust = CertificateTrust.of(
                CertificateTrust.readCertificates(root.getBytes(StandardCharsets.US_ASCII), "root"), intermediates);
        var failure = "it has no signature with a certificate:";
        for (var signature : envelope.signatures()) {
            var certificate = signature.certificate();
            if (certificate.isPresent()) {
                try {
                    var certified = trust.verify(certificate.get(), envelope.source(), now, CertificateUsage.LINKS);
                    if (certified.key().verifies(signature, envelope.checkedMessage(), now)) {
                        return Optional.empty();
                    }
                    failure = "the signature is not by the key of its certificate:";
                } catch (UntrustedCertificateException e) {
                    failure = e.text() + ":";
                }
            }
        }
        return Optional.of(failure);
    }
}
