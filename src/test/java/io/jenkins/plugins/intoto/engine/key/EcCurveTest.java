package io.jenkins.plugins.intoto.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EcCurveTest {
    private static ECPoint point(EcCurve curve) {
        return ((ECPublicKey) KeyGenerator.ecdsa(curve).publicKey().material().key()).getW();
    }

    private static byte[] compressed(EcCurve curve, BigInteger x, boolean isOdd) {
        var encoded = new byte[1 + curve.fieldLength()];
        encoded[0] = (byte) (isOdd ? 3 : 2);
        Unsigned.write(x, encoded, 1, curve.fieldLength());
        return encoded;
    }

    @ParameterizedTest
    @EnumSource
    void aPointIsDecodedAsItWasEncoded(EcCurve curve) {
        var point = point(curve);

        assertThat(curve.decode(curve.encode(point))).contains(point);
    }

    @ParameterizedTest
    @EnumSource
    void aCompressedPointIsDecoded(EcCurve curve) {
        var point = point(curve);
        var isOdd = point.getAffineY().testBit(0);

        assertThat(curve.decode(compressed(curve, point.getAffineX(), isOdd))).contains(point);
    }

    @ParameterizedTest
    @EnumSource
    void aPointBesideTheCurveIsNone(EcCurve curve) {
        var encoded = curve.encode(point(curve));
        encoded[encoded.length - 1] ^= 1;

        assertThat(curve.decode(encoded)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void halfOfAllNumbersAreNoCompressedPoint(EcCurve curve) {
        long points = 0;
        for (int x = 0; x < 64; x++) {
            points += curve.decode(compressed(curve, BigInteger.valueOf(x), true)).stream()
                    .count();
        }

        assertThat(points).isBetween(10L, 54L);
    }

    @ParameterizedTest
    @EnumSource
    void numbersBeyondTheFieldAreNoPoint(EcCurve curve) {
        var modulus = ((ECFieldFp) curve.parameters().getCurve().getField()).getP();
        for (int x = 0; x < 64; x++) {
            var beyond = modulus.add(BigInteger.valueOf(x));
            if (beyond.bitLength() <= 8 * curve.fieldLength()) {
                assertThat(curve.decode(compressed(curve, beyond, true))).isEmpty();
            }
        }
    }

    @Test
    void otherEncodingsAreNoPoint() {
        var encoded = EcCurve.P256.encode(point(EcCurve.P256));

        assertThat(EcCurve.P384.decode(encoded)).isEmpty();
        assertThat(EcCurve.P256.decode(new byte[0])).isEmpty();
        assertThat(EcCurve.P256.decode(new byte[] {0})).isEmpty();
        encoded[0] = 5;
        assertThat(EcCurve.P256.decode(encoded)).isEmpty();
    }

    @Test
    void theHybridFormNamesTheParityOfItsPoint() {
        var point = point(EcCurve.P256);
        var encoded = EcCurve.P256.encode(point);
        int parity = encoded[encoded.length - 1] & 1;

        encoded[0] = (byte) (6 + parity);
        assertThat(EcCurve.P256.decode(encoded)).contains(point);
        encoded[0] = (byte) (7 - parity);
        assertThat(EcCurve.P256.decode(encoded)).isEmpty();
    }
}
