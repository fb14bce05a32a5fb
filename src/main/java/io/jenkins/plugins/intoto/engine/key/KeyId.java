package io.jenkins.plugins.intoto.engine.key;

import java.util.Objects;

/**
 * The name by which metadata refers to a key (in-toto specification 1.0, section 4.2). It is opaque: two ids can name one
 * key, and nothing may be concluded from an id about the key behind it.
 *
 * @param value the id as it is written; empty for a DSSE signature that names none
 */
public record KeyId(String value) implements Comparable<KeyId> {
    private static final int SHORT_LENGTH = 8;

    /**
     * @throws NullPointerException if the value is null
     */
    public KeyId {
        Objects.requireNonNull(value);
    }

    /** The first eight characters, as they stand in the names of link files; the whole id if it is shorter. */
    public String shortForm() {
        return value.substring(0, Math.min(SHORT_LENGTH, value.length()));
    }

    /** Whether the id consists of hexadecimal digits, as the ids in layouts must; only then it can be part of a path. */
    public boolean isHex() {
        return !value.isEmpty() && value.chars().allMatch(KeyId::isHexDigit);
    }

    private static boolean isHexDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    // written out, since the derived methods of a record take 20 ms to come up, which a command line notices
    @Override
    public boolean equals(Object object) {
        return object instanceof KeyId other && value.equals(other.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public int compareTo(KeyId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
