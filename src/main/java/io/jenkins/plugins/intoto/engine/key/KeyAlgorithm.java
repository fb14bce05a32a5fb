package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.DAMAGED;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.UNSUPPORTED_ALGORITHM;

import io.jenkins.plugins.intoto.engine.key.DerReader.MalformedDerException;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The kinds of keys, and all that depends on the kind but how it signs, which {@link SignatureScheme} knows. A new kind is a
 * constant here, whose methods the compiler asks for, and its schemes there.
 */
enum KeyAlgorithm {
    /** RSA (RFC 8017). */
    RSA("rsa", "1.2.840.113549.1.1.1") {
        @Override
        PublicMaterial ofSpki(DerReader parameters, byte[] bits, String source) throws UnreadableKeyException {
            return PublicMaterial.ofPkcs1(bits, source);
        }

        @Override
        PrivateMaterial ofPkcs8(DerReader parameters, byte[] content, String source) throws UnreadableKeyException {
            return PrivateMaterial.ofPkcs1(content, source);
        }

        @Override
        byte[] pkcs8(PrivateMaterial material) {
            return info(DerWriter.RSA, pkcs1(material));
        }

        private byte[] pkcs1(PrivateMaterial material) {
            return RsaNumbers.of((RSAPrivateCrtKey) material.key()).pkcs1();
        }

        @Override
        String traditionalText(PrivateMaterial material) {
            return Pem.write("RSA PRIVATE KEY", pkcs1(material)).strip();
        }

        @Override
        List<SignatureScheme> attestationSchemes(PublicMaterial material) {
            return List.of(
                    SignatureScheme.RSA_PKCS1V15_SHA256,
                    SignatureScheme.RSASSA_PSS_SHA256,
                    SignatureScheme.RSA_PKCS1V15_SHA384,
                    SignatureScheme.RSA_PKCS1V15_SHA512,
                    SignatureScheme.RSASSA_PSS_SHA384,
                    SignatureScheme.RSASSA_PSS_SHA512);
        }

        @Override
        Optional<String> publicKeyDetails(PublicMaterial material) {
            int bits = ((RSAPublicKey) material.key()).getModulus().bitLength();
            return bits == 2048 || bits == 3072 || bits == 4096
                    ? Optional.of("PKIX_RSA_PKCS1V15_" + bits + "_SHA256")
                    : Optional.empty();
        }

        @Override
        boolean isCalled(String scheme) {
            return scheme.startsWith("rsassa-"); // attestations are signed by two schemes, whatever the key says
        }
    },
    /** ECDSA on one of the curves of {@link EcCurve}. */
    ECDSA("ecdsa", "1.2.840.10045.2.1") {
        @Override
        PublicMaterial ofSpki(DerReader parameters, byte[] bits, String source)
                throws MalformedDerException, UnreadableKeyException {
            return PublicMaterial.ofEc(namedCurve(parameters, source), bits, source);
        }

        @Override
        PrivateMaterial ofPkcs8(DerReader parameters, byte[] content, String source)
                throws MalformedDerException, UnreadableKeyException {
            return PrivateMaterial.ofSec1(content, Optional.of(namedCurve(parameters, source)), source);
        }

        @Override
        byte[] pkcs8(PrivateMaterial material) {
            return info(DerWriter.ec(curve(material.publicPart())), sec1(material, new byte[0]));
        }

        /** ECPrivateKey (RFC 5915), with the public part in it, so that readers need not compute it. */
        private byte[] sec1(PrivateMaterial material, byte[] parameters) {
            var curve = curve(material.publicPart());
            var secret = ((ECPrivateKey) material.key()).getS();
            var point = ((ECPublicKey) material.publicPart().key()).getW();
            return DerWriter.sequence(
                    DerWriter.integer(1),
                    DerWriter.octets(Unsigned.bytes(secret, curve.fieldLength())),
                    parameters,
                    DerWriter.element(DerReader.context(1), DerWriter.bits(curve.encode(point))));
        }

        private EcCurve curve(PublicMaterial material) {
            return EcCurve.of(((ECPublicKey) material.key()).getParams()).orElseThrow();
        }

        @Override
        String traditionalText(PrivateMaterial material) {
            var parameters = DerWriter.element(
                    DerReader.context(0),
                    DerWriter.oid(curve(material.publicPart()).oid()));
            return Pem.write("EC PRIVATE KEY", sec1(material, parameters)).strip();
        }

        /** Some tools sign with SHA-256 whatever the curve. */
        @Override
        List<SignatureScheme> attestationSchemes(PublicMaterial material) {
            return Stream.of(material.scheme(), SignatureScheme.ECDSA_P256)
                    .distinct()
                    .toList();
        }

        @Override
        Optional<String> publicKeyDetails(PublicMaterial material) {
            return Optional.of("PKIX_ECDSA_" + curve(material).displayName().replace("-", "") + "_"
                    + material.scheme().digest().replace('-', '_'));
        }

        @Override
        boolean isCalled(String scheme) {
            return scheme.equals("ecdsa"); // as some tools call it, whatever the curve
        }

        /** ECDSA signs with the digest of its curve, whatever metadata say: some tools say P-256 for every curve. */
        @Override
        SignatureScheme effectiveScheme(SignatureScheme declared, PublicMaterial material) {
            return material.scheme();
        }
    },
    /** Ed25519 (RFC 8032). */
    ED25519("ed25519", "1.3.101.112") {
        @Override
        PublicMaterial ofSpki(DerReader parameters, byte[] bits, String source) throws UnreadableKeyException {
            return PublicMaterial.ofEd25519(bits, source);
        }

        @Override
        PrivateMaterial ofPkcs8(DerReader parameters, byte[] content, String source)
                throws MalformedDerException, UnreadableKeyException {
            return PrivateMaterial.ofEd25519(DerReader.of(content).octets(), source);
        }

        @Override
        byte[] pkcs8(PrivateMaterial material) {
            return info(DerWriter.ED25519, DerWriter.octets(seed(material)));
        }

        private byte[] seed(PrivateMaterial material) {
            return ((EdECPrivateKey) material.key()).getBytes().orElseThrow();
        }

        @Override
        String traditionalText(PrivateMaterial material) {
            return HexFormat.of().formatHex(seed(material));
        }

        @Override
        PrivateMaterial ofTraditionalText(String text, String source, PassphraseSource passphrases)
                throws UnreadableKeyException {
            return PrivateMaterial.ofEd25519(hexadecimal(text, source), source);
        }

        @Override
        String text(PublicMaterial material) {
            return HexFormat.of().formatHex(material.raw());
        }

        @Override
        PublicMaterial ofText(String text, String source) throws UnreadableKeyException {
            return PublicMaterial.ofEd25519(hexadecimal(text, source), source);
        }

        private byte[] hexadecimal(String text, String source) throws UnreadableKeyException {
            try {
                return HexFormat.of().parseHex(text.strip());
            } catch (IllegalArgumentException e) {
                throw new UnreadableKeyException(source, DAMAGED, "the Ed25519 key is not hexadecimal");
            }
        }

        @Override
        List<SignatureScheme> attestationSchemes(PublicMaterial material) {
            return List.of(SignatureScheme.ED25519);
        }

        @Override
        Optional<String> publicKeyDetails(PublicMaterial material) {
            return Optional.of("PKIX_ED25519");
        }

        @Override
        boolean verifiesPrehashed(PublicMaterial material, byte[] signature, Signer.Message message) {
            return SignatureScheme.ED25519.verifiesPrehashed(material.key(), signature, message);
        }

        @Override
        boolean isCalled(String scheme) {
            return false;
        }
    };

    static final String DSA = "1.2.840.10040.4.1";

    /** What may be used, for error messages. */
    static final String SUPPORTED = "use RSA, Ed25519, or ECDSA on P-256, P-384 or P-521";

    private static final Map<String, String> OTHERS = Map.of(
            "1.2.840.113549.1.1.10",
            "an RSA key restricted to PSS",
            DSA,
            "a DSA key",
            "1.2.840.113549.1.3.1",
            "a Diffie-Hellman key",
            "1.3.101.110",
            "an X25519 key, which cannot sign",
            "1.3.101.111",
            "an X448 key, which cannot sign",
            "1.3.101.113",
            "an Ed448 key");

    private final String keytype;
    private final String oid;

    KeyAlgorithm(String keytype, String oid) {
        this.keytype = keytype;
        this.oid = oid;
    }

    /**
     * The kind of an AlgorithmIdentifier (RFC 5280, section 4.1.1.2).
     *
     * @throws UnreadableKeyException if it is not supported
     */
    static KeyAlgorithm ofOid(String oid, String source) throws UnreadableKeyException {
        for (var algorithm : values()) {
            if (algorithm.oid.equals(oid)) {
                return algorithm;
            }
        }
        throw unsupported(oid, source);
    }

    /** The name that {@code keytype} has for the kind. */
    String keytype() {
        return keytype;
    }

    /** The key in a SubjectPublicKeyInfo, by the parameters of its algorithm and the content of its BIT STRING. */
    abstract PublicMaterial ofSpki(DerReader parameters, byte[] bits, String source)
            throws MalformedDerException, UnreadableKeyException;

    /** The key in a PrivateKeyInfo, by the parameters of its algorithm and the content of its OCTET STRING. */
    abstract PrivateMaterial ofPkcs8(DerReader parameters, byte[] content, String source)
            throws MalformedDerException, UnreadableKeyException;

    /** PrivateKeyInfo (RFC 5208). */
    abstract byte[] pkcs8(PrivateMaterial material);

    private static byte[] info(byte[] algorithm, byte[] content) {
        return DerWriter.sequence(DerWriter.integer(0), algorithm, DerWriter.octets(content));
    }

    /** The value of {@code keyval.private}: PEM of the older kind, or hexadecimal for Ed25519. */
    abstract String traditionalText(PrivateMaterial material);

    PrivateMaterial ofTraditionalText(String text, String source, PassphraseSource passphrases)
            throws UnreadableKeyException {
        return PemKeys.readPrivate(text, source, passphrases).material();
    }

    /** The value of {@code keyval.public}. */
    String text(PublicMaterial material) {
        return Pem.write("PUBLIC KEY", material.raw()).strip();
    }

    PublicMaterial ofText(String text, String source) throws UnreadableKeyException {
        return PemKeys.readPublic(text, source).material();
    }

    /** How such a key may have signed an attestation, beside whose signature no scheme stands; the first is how it signs. */
    abstract List<SignatureScheme> attestationSchemes(PublicMaterial material);

    /** Whether a signature is one of the digest of a message; only Ed25519 has such besides its schemes. */
    boolean verifiesPrehashed(PublicMaterial material, byte[] signature, Signer.Message message) {
        return false;
    }

    /** What {@code sigstore.common.v1.PublicKeyDetails} calls the key with the first of these; empty if it has no name. */
    abstract Optional<String> publicKeyDetails(PublicMaterial material);

    /** Whether policies may give a scheme that name besides the key's own. */
    abstract boolean isCalled(String scheme);

    /** The scheme of a key whose metadata declare one of this kind. */
    SignatureScheme effectiveScheme(SignatureScheme declared, PublicMaterial material) {
        return declared;
    }

    static UnreadableKeyException unsupported(String oid, String source) {
        var kind = OTHERS.getOrDefault(oid, "a key of the kind " + oid);
        return new UnreadableKeyException(source, UNSUPPORTED_ALGORITHM, "is " + kind + "; " + SUPPORTED);
    }

    static UnreadableKeyException unsupportedCurve(String curve, String source) {
        return new UnreadableKeyException(
                source, UNSUPPORTED_ALGORITHM, "is an EC key on the curve " + curve + "; " + SUPPORTED);
    }

    /** The curve that the parameters of an EC key's AlgorithmIdentifier name (RFC 5480, section 2.1.1). */
    static EcCurve namedCurve(DerReader parameters, String source)
            throws MalformedDerException, UnreadableKeyException {
        if (parameters.nextTag() == DerReader.SEQUENCE) {
            throw new UnreadableKeyException(
                    source,
                    UNSUPPORTED_ALGORITHM,
                    "spells out the parameters of its curve; convert it with"
                            + " \"openssl pkey -in KEY -ec_param_enc named_curve\"");
        }
        var oid = parameters.oid();
        return EcCurve.ofOid(oid).orElseThrow(() -> unsupportedCurve(curveName(oid), source));
    }

    private static String curveName(String oid) {
        return switch (oid) {
            case "1.3.132.0.33" -> "P-224";
            case "1.3.132.0.10" -> "secp256k1";
            case "1.3.36.3.3.2.8.1.1.7" -> "brainpoolP256r1";
            case "1.3.36.3.3.2.8.1.1.11" -> "brainpoolP384r1";
            case "1.3.36.3.3.2.8.1.1.13" -> "brainpoolP512r1";
            default -> oid;
        };
    }
}
