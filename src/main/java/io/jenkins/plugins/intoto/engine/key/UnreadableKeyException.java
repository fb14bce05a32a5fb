package io.jenkins.plugins.intoto.engine.key;

import io.jenkins.plugins.intoto.engine.InTotoException;

/**
 * Thrown when a key cannot be read or used. The message names the file or object, what is wrong with it and, where there
 * is a remedy, what to do. It never quotes the content; for the same reason there is no cause but for failures of the file
 * system, since parsers quote what they cannot read.
 */
public final class UnreadableKeyException extends InTotoException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with a key. */
    public enum Reason {
        /** There is no file of that name. */
        NO_SUCH_FILE,
        /** It is a directory, a pipe or the like. */
        NOT_A_FILE,
        /** The operating system refuses to read the file. */
        NOT_READABLE,
        /** There is no content. */
        EMPTY,
        /** The content is larger than any key; it was not read. */
        TOO_LARGE,
        /** The content is in no format of keys. */
        NOT_A_KEY,
        /** The format was recognised, but the content breaks its rules: truncated, altered, contradictory. */
        DAMAGED,
        /** The format was recognised and is none that can be read here. */
        UNSUPPORTED_FORMAT,
        /** The key, its curve or the cipher that protects it is of a kind that is not supported. */
        UNSUPPORTED_ALGORITHM,
        /** The key is too short to be secure. */
        TOO_SMALL,
        /** The key is protected by a passphrase, and none was given. */
        PASSPHRASE_NEEDED,
        /** The passphrase does not open the key. */
        WRONG_PASSPHRASE,
        /** It is a public key where a private key is needed. */
        PUBLIC_INSTEAD_OF_PRIVATE,
        /** It is a private key where a public key is needed, metadata included. */
        PRIVATE_INSTEAD_OF_PUBLIC,
        /** There are several private keys, and no telling which is meant. */
        SEVERAL_KEYS,
        /** Its owner has declared the key invalid. */
        REVOKED,
        /** Private key, public key or certificate do not belong together. */
        MISMATCH
    }

    private final String source;
    private final Reason reason;

    /**
     * @param source the name of the file or object
     * @param reason what is wrong with it
     * @param text the same in words, to follow the source in a sentence
     */
    public UnreadableKeyException(String source, Reason reason, String text) {
        super(source + ": " + text);
        this.source = source;
        this.reason = reason;
    }

    /**
     * @param source the name of the file
     * @param reason what is wrong with it
     * @param text the same in words, to follow the source in a sentence
     * @param cause the failure of the file system
     */
    UnreadableKeyException(String source, Reason reason, String text, java.io.IOException cause) {
        super(source + ": " + text, cause);
        this.source = source;
        this.reason = reason;
    }

    /** The name of the file or object. */
    public String source() {
        return source;
    }

    /** What is wrong with it. */
    public Reason reason() {
        return reason;
    }
}
