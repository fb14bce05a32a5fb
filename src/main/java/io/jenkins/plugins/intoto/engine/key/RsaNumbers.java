package io.jenkins.plugins.intoto.engine.key;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPrivateCrtKeySpec;

/** The numbers of an RSA private key (RFC 8017, section 3.2, second representation). */
record RsaNumbers(
        BigInteger modulus,
        BigInteger publicExponent,
        BigInteger privateExponent,
        BigInteger p,
        BigInteger q,
        BigInteger exponentP,
        BigInteger exponentQ,
        BigInteger coefficient) {

    /** The numbers in the order of RSAPrivateKey (RFC 8017, A.1.2). */
    static RsaNumbers of(BigInteger... numbers) {
        return new RsaNumbers(
                numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6], numbers[7]);
    }

    static RsaNumbers of(RSAPrivateCrtKey key) {
        return new RsaNumbers(
                key.getModulus(),
                key.getPublicExponent(),
                key.getPrivateExponent(),
                key.getPrimeP(),
                key.getPrimeQ(),
                key.getPrimeExponentP(),
                key.getPrimeExponentQ(),
                key.getCrtCoefficient());
    }

    /** RSAPrivateKey (RFC 8017, A.1.2). */
    byte[] pkcs1() {
        return DerWriter.sequence(
                DerWriter.integer(0),
                DerWriter.integer(modulus),
                DerWriter.integer(publicExponent),
                DerWriter.integer(privateExponent),
                DerWriter.integer(p),
                DerWriter.integer(q),
                DerWriter.integer(exponentP),
                DerWriter.integer(exponentQ),
                DerWriter.integer(coefficient));
    }

    PrivateMaterial toMaterial(String source) throws UnreadableKeyException {
        var publicPart = PublicMaterial.ofRsa(modulus, publicExponent, source);
        if (!isConsistent()) {
            throw PrivateMaterial.damaged(source);
        }
        try {
            var key = KeyFactory.getInstance("RSA")
                    .generatePrivate(new RSAPrivateCrtKeySpec(
                            modulus, publicExponent, privateExponent, p, q, exponentP, exponentQ, coefficient));
            return new PrivateMaterial(key, publicPart);
        } catch (GeneralSecurityException e) {
            throw PrivateMaterial.damaged(source);
        }
    }

    /** Whether the numbers fit each other, so that a damaged key is found before it signs. */
    private boolean isConsistent() {
        var one = BigInteger.ONE;
        if (p.compareTo(one) <= 0 || q.compareTo(one) <= 0 || !p.multiply(q).equals(modulus)) {
            return false;
        }
        return publicExponent.multiply(exponentP).mod(p.subtract(one)).equals(one)
                && publicExponent.multiply(exponentQ).mod(q.subtract(one)).equals(one)
                && privateExponent.mod(p.subtract(one)).equals(exponentP)
                && privateExponent.mod(q.subtract(one)).equals(exponentQ)
                && coefficient.multiply(q).mod(p).equals(one);
    }

    @Override
    public String toString() {
        return "RSA key of " + modulus.bitLength() + " bits";
    }
}
