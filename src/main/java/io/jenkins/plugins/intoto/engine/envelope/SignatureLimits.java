package io.jenkins.plugins.intoto.engine.envelope;

import static io.jenkins.plugins.intoto.engine.model.MetadataDefect.TOO_MANY_SIGNATURES;

import io.jenkins.plugins.intoto.engine.key.Signature;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import java.util.List;

/**
 * How many signatures an envelope may have. Checking one costs time, and whoever writes an envelope can add any number of
 * them, so that one file could keep a verification busy for minutes.
 */
final class SignatureLimits {
    /** In all. */
    static final int SIGNATURES = 64;

    /** Certificates that come with them. */
    static final int CERTIFICATES = 16;

    /** Signatures that do not say by whom they are, and so are tried with every key. */
    static final int ANONYMOUS = 4;

    /** How much room those take that are made here, certificates included, in bytes. */
    static final int MOST_BYTES = 64 << 10;

    private static final String BEGIN_CERTIFICATE = "-----BEGIN";

    private SignatureLimits() {}

    /** Checks how many elements there are, before any of them is read. */
    static void checkCount(int count, String source, String pointer) throws MalformedMetadataException {
        if (count > SIGNATURES) {
            throw tooMany(source, pointer, "has " + count + " signatures, more than the " + SIGNATURES + " allowed");
        }
    }

    /** Checks what came with the signatures. */
    static void check(List<Signature> signatures, String source, String pointer) throws MalformedMetadataException {
        long anonymous = signatures.stream()
                .filter(signature -> signature.keyId().value().isEmpty())
                .count();
        if (anonymous > ANONYMOUS) {
            throw tooMany(
                    source,
                    pointer,
                    "has " + anonymous + " signatures without a key id, more than the " + ANONYMOUS + " allowed");
        }
        int certificates = signatures.stream()
                .mapToInt(signature -> signature
                        .certificate()
                        .map(SignatureLimits::certificates)
                        .orElse(0))
                .sum();
        if (certificates > CERTIFICATES) {
            throw tooMany(
                    source,
                    pointer,
                    "has " + certificates + " certificates, more than the " + CERTIFICATES + " allowed");
        }
    }

    private static int certificates(String pem) {
        int count = 0;
        for (int at = pem.indexOf(BEGIN_CERTIFICATE); at >= 0; at = pem.indexOf(BEGIN_CERTIFICATE, at + 1)) {
            count++;
        }
        return Math.max(count, 1);
    }

    private static MalformedMetadataException tooMany(String source, String pointer, String reason) {
        return new MalformedMetadataException(source, pointer, TOO_MANY_SIGNATURES, reason);
    }
}
