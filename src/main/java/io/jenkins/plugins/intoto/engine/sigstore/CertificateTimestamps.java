package io.jenkins.plugins.intoto.engine.sigstore;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.Extension;

/** The promises of certificate logs that stand in a certificate (RFC 6962, sections 3.2 and 3.3). */
final class CertificateTimestamps {
    private static final String OID = "1.3.6.1.4.1.11129.2.4.2";
    private static final int EXTENSIONS_TAG = 3;
    private static final int LOG_ID_LENGTH = 32;
    private static final int PRECERT_ENTRY = 1;

    private final List<TransparencyLog> logs;

    CertificateTimestamps(List<TransparencyLog> logs) {
        this.logs = logs;
    }

    /**
     * Counts the trusted logs that promised to take a certificate.
     *
     * @param certificate the certificate
     * @param issuer the certificate of its issuer
     * @param now when the logs' keys must be usable
     */
    int count(X509Certificate certificate, X509Certificate issuer, Instant now) {
        byte[] extension = certificate.getExtensionValue(OID);
        if (extension == null) {
            return 0;
        }
        try {
            byte[] precertificate = precertificate(certificate, issuer);
            // an OCTET STRING within that of the extension
            var list = ByteBuffer.wrap(ASN1OctetString.getInstance(
                            ASN1OctetString.getInstance(extension).getOctets())
                    .getOctets());
            var promising = new HashSet<String>();
            if (Short.toUnsignedInt(list.getShort()) != list.remaining()) {
                return 0;
            }
            while (list.hasRemaining()) {
                promisedBy(ByteBuffer.wrap(vector(list)), precertificate, now)
                        .ifPresent(log -> promising.add(HexFormat.of().formatHex(log.id())));
            }
            return promising.size();
        } catch (IOException | CertificateEncodingException | BufferUnderflowException | IllegalArgumentException e) {
            return 0; // the list is damaged, so it proves nothing
        }
    }

    private Optional<TransparencyLog> promisedBy(ByteBuffer promise, byte[] precertificate, Instant now)
            throws IOException {
        if (promise.get() != 0) {
            return Optional.empty(); // another version
        }
        var logId = new byte[LOG_ID_LENGTH];
        promise.get(logId);
        long time = promise.getLong();
        byte[] extensions = vector(promise);
        promise.getShort(); // the algorithms, which the log's key determines
        byte[] signature = vector(promise);
        byte[] signed = signed(time, precertificate, extensions);
        return logs.stream()
                .filter(log -> log.hasId(logId)
                        && log.validFor().contains(Instant.ofEpochMilli(time))
                        && log.signed(signature, signed, now))
                .findFirst();
    }

    private static byte[] vector(ByteBuffer buffer) {
        var bytes = new byte[Math.min(Short.toUnsignedInt(buffer.getShort()), buffer.remaining() + 1)];
        buffer.get(bytes);
        return bytes;
    }

    private static byte[] signed(long time, byte[] precertificate, byte[] extensions) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.write(0); // version 1
            out.write(0); // of a certificate's timestamp
            out.writeLong(time);
            out.writeShort(PRECERT_ENTRY);
            out.write(precertificate);
            out.writeShort(extensions.length);
            out.write(extensions);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    /** The certificate as it was before the promises were put into it, after the digest of the issuer's key. */
    private static byte[] precertificate(X509Certificate certificate, X509Certificate issuer)
            throws IOException, CertificateEncodingException {
        var members = new ASN1EncodableVector();
        for (var member : ASN1Sequence.getInstance(certificate.getTBSCertificate())) {
            if (member instanceof ASN1TaggedObject tagged && tagged.hasContextTag(EXTENSIONS_TAG)) {
                members.add(new DERTaggedObject(true, EXTENSIONS_TAG, withoutPromises(tagged)));
            } else {
                members.add(member);
            }
        }
        byte[] body = new DERSequence(members).getEncoded(ASN1Encoding.DER);
        var out = new ByteArrayOutputStream();
        out.write(
                DigestAlgorithm.SHA256.newDigest().digest(issuer.getPublicKey().getEncoded()));
        out.write(body.length >> 16);
        out.write(body.length >> 8);
        out.write(body.length);
        out.write(body);
        return out.toByteArray();
    }

    private static DERSequence withoutPromises(ASN1TaggedObject extensions) {
        var kept = new ASN1EncodableVector();
        for (var extension : ASN1Sequence.getInstance(extensions, true)) {
            if (!Extension.getInstance(extension).getExtnId().getId().equals(OID)) {
                kept.add(extension);
            }
        }
        return new DERSequence(kept);
    }
}
