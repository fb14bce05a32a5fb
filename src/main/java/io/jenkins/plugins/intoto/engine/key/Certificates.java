package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.DAMAGED;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.NOT_A_KEY;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.key.DerReader.MalformedDerException;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** X.509 certificates as keys. */
final class Certificates {
    static final String PEM_TYPE = "CERTIFICATE";

    private Certificates() {}

    /** The first certificate of a text in PEM. */
    static X509Certificate read(String pem, String source) throws UnreadableKeyException {
        return readAll(pem, source).get(0);
    }

    /** All certificates of a text in PEM, at least one. */
    static List<X509Certificate> readAll(String pem, String source) throws UnreadableKeyException {
        var certificates = new ArrayList<X509Certificate>();
        for (var block : Pem.read(pem, source)) {
            if (block.type().equals(PEM_TYPE)) {
                certificates.add(read(block.content(), source));
            }
        }
        if (certificates.isEmpty()) {
            throw new UnreadableKeyException(source, NOT_A_KEY, "holds no certificate in PEM");
        }
        return certificates;
    }

    static X509Certificate read(byte[] der, String source) throws UnreadableKeyException {
        try {
            var factory = CertificateFactory.getInstance("X.509");
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw whyUnreadable(der, source);
        }
    }

    /** The JDK reads no certificate of a key on a curve that it does not know; such a certificate need not be damaged. */
    private static UnreadableKeyException whyUnreadable(byte[] der, String source) {
        var damaged = new UnreadableKeyException(source, DAMAGED, "the certificate is damaged");
        try {
            var content = DerReader.ofSequence(der).sequence();
            if (content.nextTag() == DerReader.context(0)) {
                content.element(); // version
            }
            content.integer();
            for (int skipped = 0; skipped < 4; skipped++) {
                content.element(); // signature, issuer, validity and subject
            }
            PublicMaterial.ofSpki(content.element(), source);
            return damaged;
        } catch (MalformedDerException e) {
            return damaged;
        } catch (UnreadableKeyException e) {
            return e;
        }
    }

    static PublicMaterial material(X509Certificate certificate, String source) throws UnreadableKeyException {
        return PublicMaterial.ofSpki(certificate.getPublicKey().getEncoded(), source);
    }

    /** The first of the certificates, which must be of a signing key. */
    static X509Certificate requireKey(List<X509Certificate> chain, PublicMaterial key, String source)
            throws UnreadableKeyException {
        if (!material(chain.get(0), source).equals(key)) {
            throw new UnreadableKeyException(
                    source, UnreadableKeyException.Reason.MISMATCH, "the certificate is not of the signing key");
        }
        return chain.get(0);
    }

    static boolean isOf(X509Certificate certificate, PublicMaterial material) {
        return Arrays.equals(
                certificate.getPublicKey().getEncoded(), material.key().getEncoded());
    }

    /** The SHA-256 of the SubjectPublicKeyInfo in hexadecimal. */
    static String fingerprint(X509Certificate certificate) {
        return HexFormat.of()
                .formatHex(DigestAlgorithm.SHA256
                        .newDigest()
                        .digest(certificate.getPublicKey().getEncoded()));
    }

    static String pem(X509Certificate certificate) {
        try {
            return Pem.write(PEM_TYPE, certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e); // it was read from its encoding
        }
    }

    static Optional<String> whyInvalid(X509Certificate certificate, Instant at) {
        var begin = certificate.getNotBefore().toInstant();
        var end = certificate.getNotAfter().toInstant();
        if (at.isBefore(begin)) {
            return Optional.of("its certificate is not valid before " + begin);
        }
        return at.isAfter(end) ? Optional.of("its certificate expired at " + end) : Optional.empty();
    }
}
