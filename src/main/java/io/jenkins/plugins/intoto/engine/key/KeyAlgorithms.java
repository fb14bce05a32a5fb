package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.UNSUPPORTED_ALGORITHM;

import io.jenkins.plugins.intoto.engine.key.DerReader.MalformedDerException;
import java.util.Map;

/** The object identifiers of key algorithms: those that are supported, and the names of others for error messages. */
final class KeyAlgorithms {
    static final String RSA = "1.2.840.113549.1.1.1";
    static final String EC = "1.2.840.10045.2.1";
    static final String ED25519 = "1.3.101.112";
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

    private KeyAlgorithms() {}

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
