package io.jenkins.plugins.intoto.engine.sigstore;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority for certificates, with an intermediate one, as Fulcio would run it. */
public final class StandInAuthority {
    public static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    public static final Instant END = Instant.parse("2036-01-01T00:00:00Z");
    private static final ASN1ObjectIdentifier PROMISES = new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2");

    public final X509Certificate root;
    public final X509Certificate intermediate;
    private final KeyPair rootKeys = ecKeys();
    private final KeyPair keys = ecKeys();
    private int serial = 10;

    public StandInAuthority(String name) throws Exception {
        root = sign(ca("CN=" + name + " root", "CN=" + name + " root", rootKeys.getPublic()), rootKeys);
        intermediate = sign(ca("CN=" + name + " root", "CN=" + name, keys.getPublic()), rootKeys);
    }

    public static KeyPair ecKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509v3CertificateBuilder ca(String issuer, String subject, PublicKey key) throws Exception {
        return builder(issuer, subject, key, BEGIN, END)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    }

    private JcaX509v3CertificateBuilder builder(
            String issuer, String subject, PublicKey key, Instant from, Instant to) {
        return new JcaX509v3CertificateBuilder(
                new X500Principal(issuer),
                BigInteger.valueOf(serial++),
                Date.from(from),
                Date.from(to),
                new X500Principal(subject),
                key);
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair by) throws Exception {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate())));
    }

    public List<X509Certificate> chain() {
        return List.of(intermediate, root);
    }

    /** A certificate for a timestamp authority. */
    public X509Certificate timestamping(PublicKey key) throws Exception {
        return sign(
                builder(intermediate.getSubjectX500Principal().getName(), "CN=tsa", key, BEGIN, END)
                        .addExtension(
                                Extension.extendedKeyUsage,
                                true,
                                new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping)),
                keys);
    }

    /** A certificate for a signer, valid for ten minutes, with the promise of a log of certificates. */
    public X509Certificate signing(PublicKey key, String uri, Instant from, Optional<StandInLog> log) throws Exception {
        return signing(key, uri, from, log, KeyPurposeId.id_kp_codeSigning);
    }

    public X509Certificate signing(
            PublicKey key, String uri, Instant from, Optional<StandInLog> log, KeyPurposeId purpose) throws Exception {
        var builder = builder(intermediate.getSubjectX500Principal().getName(), "CN=", key, from, from.plusSeconds(600))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose))
                .addExtension(
                        Extension.subjectAlternativeName,
                        true,
                        new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, uri)))
                .addExtension(
                        new ASN1ObjectIdentifier("1.3.6.1.4.1.57264.1.8"),
                        false,
                        new DERUTF8String("https://jenkins.example/oidc"));
        if (log.isPresent()) {
            var promise = log.get().promise(sign(builder, keys), intermediate, from);
            var list = new ByteArrayOutputStream();
            list.write((promise.length + 2) >> 8);
            list.write(promise.length + 2);
            list.write(promise.length >> 8);
            list.write(promise.length);
            list.write(promise);
            builder.addExtension(PROMISES, false, new DEROctetString(list.toByteArray()));
        }
        return sign(builder, keys);
    }
}
