package io.jenkins.plugins.intoto.engine.artifact;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** The digest algorithms that artifacts are recorded with. Metadata may name others, which are compared as text. */
public enum DigestAlgorithm {
    /** SHA-256, the default of every in-toto implementation. */
    SHA256("sha256", "SHA-256", 32),
    /** SHA-384. */
    SHA384("sha384", "SHA-384", 48),
    /** SHA-512. */
    SHA512("sha512", "SHA-512", 64);

    private final String inTotoName;
    private final String jcaName;
    private final int length;

    DigestAlgorithm(String inTotoName, String jcaName, int length) {
        this.inTotoName = inTotoName;
        this.jcaName = jcaName;
        this.length = length;
    }

    /** The name in links, such as {@code sha256}. */
    public String inTotoName() {
        return inTotoName;
    }

    /** The name in the Java Cryptography Architecture, such as {@code SHA-256}. */
    public String jcaName() {
        return jcaName;
    }

    /** The length of a digest in bytes. */
    public int length() {
        return length;
    }

    /** A new digest computation. */
    public MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance(jcaName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has the SHA-2 family", e);
        }
    }

    /**
     * The algorithm of a name as links use it.
     *
     * @param inTotoName such as {@code sha256}, in this very case
     */
    public static Optional<DigestAlgorithm> named(String inTotoName) {
        for (var algorithm : values()) {
            if (algorithm.inTotoName.equals(inTotoName)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }
}
