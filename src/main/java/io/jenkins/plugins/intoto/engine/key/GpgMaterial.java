package io.jenkins.plugins.intoto.engine.key;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.DigestOutputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One OpenPGP key, be it a primary key or a subkey, and how its signatures are checked (RFC 4880, section 5.2.4, version 4,
 * over binary documents, with SHA-256).
 *
 * @param algorithm the kind of key
 * @param key the JDK's key
 * @param created when the key was made, if that is known
 * @param expires when the key expires, if it does
 */
record GpgMaterial(Algorithm algorithm, PublicKey key, Optional<Instant> created, Optional<Instant> expires) {
    private static final byte VERSION = 4;
    private static final byte BINARY_DOCUMENT = 0;
    private static final byte SHA256 = 8;
    private static final int FIXED_HEADERS = 6;

    /** Kinds of OpenPGP keys: their names in metadata, and their numbers in RFC 4880, section 9.1. */
    enum Algorithm {
        RSA("rsa", "pgp+rsa-pkcsv1.5", 1, "withRSA"),
        DSA("dsa", "pgp+dsa-fips-180-2", 17, "withDSA"),
        EDDSA("eddsa", "pgp+eddsa-ed25519", 22, "");

        private final String type;
        private final String method;
        private final byte number;
        private final String jcaSuffix;

        Algorithm(String type, String method, int number, String jcaSuffix) {
            this.type = type;
            this.method = method;
            this.number = (byte) number;
            this.jcaSuffix = jcaSuffix;
        }

        static Optional<Algorithm> ofNumber(int number) {
            for (var algorithm : values()) {
                if (algorithm.number == number) {
                    return Optional.of(algorithm);
                }
            }
            return Optional.empty();
        }

        String type() {
            return type;
        }

        String method() {
            return method;
        }

        static Optional<Algorithm> of(String type, String method) {
            for (var algorithm : values()) {
                if (algorithm.type.equals(type) && algorithm.method.equals(method)) {
                    return Optional.of(algorithm);
                }
            }
            return Optional.empty();
        }
    }

    Optional<String> whyUnusable(Instant at) {
        if (created.isPresent() && at.isBefore(created.get())) {
            return Optional.of("the GPG key was made later, at " + created.get());
        }
        return expires.filter(end -> !at.isBefore(end)).map(end -> "the GPG key expired at " + end);
    }

    String fingerprint() {
        return HexFormat.of().formatHex(KeyIdRule.sha256(key.getEncoded()));
    }

    /** Whether a signature of a document is valid; false for any that is malformed, and for whoever is interrupted. */
    boolean verifies(byte[] signature, byte[] headers, Signer.Message message) {
        if (!areWellFormed(headers)) {
            return false;
        }
        Signer.Message signed = out -> {
            message.writeTo(out);
            out.write(trailer(headers));
        };
        try {
            if (algorithm == Algorithm.EDDSA) {
                var digest = DigestAlgorithm.SHA256.newDigest();
                signed.writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
                return SignatureScheme.ED25519.verifies(key, signature, digest.digest());
            }
            var engine = java.security.Signature.getInstance("SHA256" + algorithm.jcaSuffix);
            engine.initVerify(key);
            signed.writeTo(new EngineStream(engine));
            return engine.verify(key instanceof RSAPublicKey rsa ? padded(signature, rsa) : signature);
        } catch (InvalidKeyException | SignatureException e) {
            return false; // the key was checked when it was read, so it is the signature that does not fit it
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedIOException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The headers say what was signed and how: another meaning of the bytes must not pass for this one. */
    private boolean areWellFormed(byte[] headers) {
        return headers.length >= FIXED_HEADERS
                && headers[0] == VERSION
                && headers[1] == BINARY_DOCUMENT
                && headers[2] == algorithm.number
                && headers[3] == SHA256
                && headers.length == FIXED_HEADERS + (ByteBuffer.wrap(headers).getShort(4) & 0xffff);
    }

    /** What is signed behind the message. */
    private static byte[] trailer(byte[] headers) {
        var content = new ByteArrayOutputStream(headers.length + 6);
        content.writeBytes(headers);
        content.write(VERSION);
        content.write(0xff);
        content.writeBytes(
                ByteBuffer.allocate(Integer.BYTES).putInt(headers.length).array());
        return content.toByteArray();
    }

    /** OpenPGP leaves out leading zeros. */
    private static byte[] padded(byte[] signature, RSAPublicKey key) {
        int length = (key.getModulus().bitLength() + 7) / 8;
        if (signature.length >= length) {
            return signature;
        }
        var padded = new byte[length];
        System.arraycopy(signature, 0, padded, length - signature.length, signature.length);
        return padded;
    }
}
