package io.jenkins.plugins.intoto.engine.key;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate made for a test, with its private key. All are valid from 2026 to 2120 unless told otherwise. */
public record IssuedCertificate(X509Certificate certificate, KeyPair keys) {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2120-01-01T00:00:00Z");
    private static int serial = 1;

    /** What a certificate is to say. */
    public static final class Request {
        private final X500Principal subject;
        private KeyPair keys = IssuedCertificate.keys("EC", 256);
        private Optional<BasicConstraints> constraints = Optional.empty();
        private int keyUsage = KeyUsage.digitalSignature;
        private final List<KeyPurposeId> purposes = new ArrayList<>();
        private final List<GeneralName> names = new ArrayList<>();
        private Optional<String> permitted = Optional.empty();
        private Optional<String> algorithm = Optional.empty();
        private Instant end = END;

        private Request(String subject) {
            this.subject = new X500Principal(subject);
        }

        public Request authority() {
            constraints = Optional.of(new BasicConstraints(true));
            return keyUsage(KeyUsage.keyCertSign);
        }

        public Request authority(int pathLength) {
            constraints = Optional.of(new BasicConstraints(pathLength));
            return keyUsage(KeyUsage.keyCertSign);
        }

        /** An authority by its constraints that signs as well. */
        public Request signingAuthority() {
            authority();
            return keyUsage(KeyUsage.keyCertSign | KeyUsage.digitalSignature);
        }

        /** 0 for a certificate without the extension. */
        public Request keyUsage(int bits) {
            keyUsage = bits;
            return this;
        }

        public Request extendedKeyUsage(KeyPurposeId... ids) {
            purposes.addAll(List.of(ids));
            return this;
        }

        public Request dnsName(String name) {
            names.add(new GeneralName(GeneralName.dNSName, name));
            return this;
        }

        public Request uri(String name) {
            names.add(new GeneralName(GeneralName.uniformResourceIdentifier, name));
            return this;
        }

        public Request email(String name) {
            names.add(new GeneralName(GeneralName.rfc822Name, name));
            return this;
        }

        /** Below it only these DNS names and hosts of URIs may be certified. */
        public Request permitting(String host) {
            permitted = Optional.of(host);
            return this;
        }

        public Request until(Instant newEnd) {
            end = newEnd;
            return this;
        }

        public Request keys(KeyPair newKeys) {
            keys = newKeys;
            return this;
        }

        /** The algorithm of the signature on the certificate. */
        public Request signedBy(String name) {
            algorithm = Optional.of(name);
            return this;
        }

        public IssuedCertificate selfSigned() {
            return sign(subject, keys);
        }

        public IssuedCertificate issuedBy(IssuedCertificate authority) {
            return sign(authority.certificate.getSubjectX500Principal(), authority.keys);
        }

        private IssuedCertificate sign(X500Principal issuer, KeyPair by) {
            try {
                var builder = new JcaX509v3CertificateBuilder(
                        issuer,
                        BigInteger.valueOf(serial++),
                        Date.from(BEGIN),
                        Date.from(end),
                        subject,
                        keys.getPublic());
                if (constraints.isPresent()) {
                    builder.addExtension(Extension.basicConstraints, true, constraints.get());
                }
                if (keyUsage != 0) {
                    builder.addExtension(Extension.keyUsage, true, new KeyUsage(keyUsage));
                }
                if (!purposes.isEmpty()) {
                    var usage = new ExtendedKeyUsage(purposes.toArray(new KeyPurposeId[0]));
                    builder.addExtension(
                            Extension.extendedKeyUsage, purposes.contains(KeyPurposeId.id_kp_timeStamping), usage);
                }
                if (!names.isEmpty()) {
                    builder.addExtension(
                            Extension.subjectAlternativeName,
                            false,
                            new GeneralNames(names.toArray(new GeneralName[0])));
                }
                if (permitted.isPresent()) {
                    builder.addExtension(
                            Extension.nameConstraints,
                            true,
                            new NameConstraints(
                                    new GeneralSubtree[] {
                                        new GeneralSubtree(new GeneralName(GeneralName.dNSName, permitted.get())),
                                        new GeneralSubtree(
                                                new GeneralName(GeneralName.uniformResourceIdentifier, permitted.get()))
                                    },
                                    null));
                }
                var usual = by.getPrivate().getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
                var signer = new JcaContentSignerBuilder(algorithm.orElse(usual))
                        .setProvider(new BouncyCastleProvider())
                        .build(by.getPrivate());
                return new IssuedCertificate(
                        new JcaX509CertificateConverter().getCertificate(builder.build(signer)), keys);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    public static Request request(String subject) {
        return new Request(subject);
    }

    /**
     * A new key pair.
     *
     * @param algorithm EC or RSA
     * @param bits its size
     */
    public static KeyPair keys(String algorithm, int bits) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp" + bits + "r1"));
            } else {
                generator.initialize(bits);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String pem() {
        return Certificates.pem(certificate);
    }

    /** The key as what signs, without its certificate. */
    public SigningKey key() throws Exception {
        var pem = Pem.write("PRIVATE KEY", keys.getPrivate().getEncoded());
        return KeyFiles.readPrivate(pem.getBytes(StandardCharsets.UTF_8), "test", PassphraseSource.NONE);
    }
}
