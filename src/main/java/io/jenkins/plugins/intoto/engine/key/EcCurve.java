package io.jenkins.plugins.intoto.engine.key;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.Arrays;
import java.util.Optional;

/** The elliptic curves of ECDSA keys (FIPS 186-4, D.1.2). */
public enum EcCurve {
    /** NIST P-256, signs with SHA-256. */
    P256("P-256", "secp256r1", "1.2.840.10045.3.1.7", 32),
    /** NIST P-384, signs with SHA-384. */
    P384("P-384", "secp384r1", "1.3.132.0.34", 48),
    /** NIST P-521, signs with SHA-512. */
    P521("P-521", "secp521r1", "1.3.132.0.35", 66);

    private final String displayName;
    private final String jcaName;
    private final String oid;
    private final int fieldLength;

    EcCurve(String displayName, String jcaName, String oid, int fieldLength) {
        this.displayName = displayName;
        this.jcaName = jcaName;
        this.oid = oid;
        this.fieldLength = fieldLength;
    }

    static Optional<EcCurve> ofOid(String oid) {
        return Arrays.stream(values()).filter(curve -> curve.oid.equals(oid)).findFirst();
    }

    /** The curve with these parameters, if it is one of these. */
    static Optional<EcCurve> of(ECParameterSpec parameters) {
        return Arrays.stream(values())
                .filter(curve -> curve.parameters().getCurve().equals(parameters.getCurve())
                        && curve.parameters().getGenerator().equals(parameters.getGenerator())
                        && curve.parameters().getOrder().equals(parameters.getOrder())
                        && curve.parameters().getCofactor() == parameters.getCofactor())
                .findFirst();
    }

    /** The name that users know, such as {@code P-256}. */
    public String displayName() {
        return displayName;
    }

    String jcaName() {
        return jcaName;
    }

    String oid() {
        return oid;
    }

    /** Length of a coordinate, and of a private key, in bytes. */
    int fieldLength() {
        return fieldLength;
    }

    ECParameterSpec parameters() {
        try {
            var parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(jcaName));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Decodes a point (SEC 1, section 2.3.4), compressed, not, or both; empty if it is none on this curve. */
    Optional<ECPoint> decode(byte[] encoded) {
        if (encoded.length == 1 + 2 * fieldLength && (encoded[0] == 4 || isHybrid(encoded))) {
            var x = new BigInteger(1, encoded, 1, fieldLength);
            var y = new BigInteger(1, encoded, 1 + fieldLength, fieldLength);
            return Optional.of(new ECPoint(x, y)).filter(this::contains);
        }
        if (encoded.length == 1 + fieldLength && (encoded[0] == 2 || encoded[0] == 3)) {
            var x = new BigInteger(1, encoded, 1, fieldLength);
            return decompress(x, encoded[0] == 3).filter(this::contains);
        }
        return Optional.empty();
    }

    /** Both forms in one (ANSI X9.62, section 4.3.6), as OpenSSL can write them. */
    private static boolean isHybrid(byte[] encoded) {
        return encoded[0] == 6 + (encoded[encoded.length - 1] & 1);
    }

    private Optional<ECPoint> decompress(BigInteger x, boolean odd) {
        var p = modulus();
        // each of the three moduli is 3 modulo 4, so this power is a square root if there is one
        var y = rightSide(x).modPow(p.add(BigInteger.ONE).shiftRight(2), p);
        return Optional.of(new ECPoint(x, y.testBit(0) == odd ? y : p.subtract(y)));
    }

    private boolean contains(ECPoint point) {
        var p = modulus();
        var x = point.getAffineX();
        var y = point.getAffineY();
        return x.compareTo(p) < 0 && y.compareTo(p) < 0 && y.multiply(y).mod(p).equals(rightSide(x));
    }

    private BigInteger rightSide(BigInteger x) {
        var curve = parameters().getCurve();
        return x.pow(3).add(curve.getA().multiply(x)).add(curve.getB()).mod(modulus());
    }

    private BigInteger modulus() {
        return ((ECFieldFp) parameters().getCurve().getField()).getP();
    }

    /** Encodes a point without compression (SEC 1, section 2.3.3). */
    byte[] encode(ECPoint point) {
        var encoded = new byte[1 + 2 * fieldLength];
        encoded[0] = 4;
        Unsigned.write(point.getAffineX(), encoded, 1, fieldLength);
        Unsigned.write(point.getAffineY(), encoded, 1 + fieldLength, fieldLength);
        return encoded;
    }
}
