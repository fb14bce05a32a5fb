package io.jenkins.plugins.intoto.engine.key;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Finds out how long the salt of an RSASSA-PSS signature is. The JDK has to be told before it verifies; other
 * implementations accept any length. What is found here is only a hint: the JDK does the verification.
 */
final class PssSalt {
    private PssSalt() {}

    /**
     * The length of the salt in the encoded message (RFC 8017, section 9.1.2, steps 3 to 10); empty if there is none, so
     * that the signature is invalid.
     */
    static OptionalInt lengthIn(byte[] signature, RSAPublicKey key, String digest) {
        int modulusLength = (key.getModulus().bitLength() + 7) / 8;
        var number = new BigInteger(1, signature);
        if (signature.length != modulusLength || number.compareTo(key.getModulus()) >= 0) {
            return OptionalInt.empty();
        }
        int encodedBits = key.getModulus().bitLength() - 1;
        int encodedLength = (encodedBits + 7) / 8;
        var block = number.modPow(key.getPublicExponent(), key.getModulus());
        if (block.bitLength() > encodedBits) {
            return OptionalInt.empty();
        }
        var encoded = Unsigned.bytes(block, encodedLength);
        int hashLength = digestLength(digest);
        int maskedLength = encodedLength - hashLength - 1;
        if (maskedLength < 1 || encoded[encodedLength - 1] != (byte) 0xbc) {
            return OptionalInt.empty();
        }
        var hash = Arrays.copyOfRange(encoded, maskedLength, maskedLength + hashLength);
        var data = mask(hash, maskedLength, digest);
        for (int i = 0; i < maskedLength; i++) {
            data[i] ^= encoded[i];
        }
        data[0] &= (byte) (0xff >> (8 * encodedLength - encodedBits));
        return saltLength(data);
    }

    /** The data block is zeros, a one, and the salt. */
    private static OptionalInt saltLength(byte[] data) {
        int i = 0;
        while (i < data.length && data[i] == 0) {
            i++;
        }
        return i < data.length && data[i] == 1 ? OptionalInt.of(data.length - i - 1) : OptionalInt.empty();
    }

    /** MGF1 (RFC 8017, B.2.1). */
    private static byte[] mask(byte[] seed, int length, String digest) {
        var mask = new byte[length];
        var function = newDigest(digest);
        int position = 0;
        for (int counter = 0; position < length; counter++) {
            function.update(seed);
            function.update(
                    new byte[] {(byte) (counter >> 24), (byte) (counter >> 16), (byte) (counter >> 8), (byte) counter});
            var block = function.digest();
            int part = Math.min(block.length, length - position);
            System.arraycopy(block, 0, mask, position, part);
            position += part;
        }
        return mask;
    }

    static int digestLength(String digest) {
        return newDigest(digest).getDigestLength();
    }

    private static MessageDigest newDigest(String digest) {
        try {
            return MessageDigest.getInstance(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
