package io.jenkins.plugins.intoto.engine.json;

/**
 * How much JSON is accepted. All limits are enforced before a value is built from the text or while it is, never after.
 *
 * @param maxBytes the longest accepted text, in bytes
 * @param maxDepth how deep objects and arrays may be nested; a scalar has depth 0
 * @param maxValues how many objects, arrays and scalars may be held at once as plain values, each at any depth counted; an
 *     object takes some thirty times the room of its text. What is streamed is not held
 */
public record JsonLimits(long maxBytes, int maxDepth, int maxValues) {
    /** 2 million values: room for the subjects of half a million artifacts. */
    public static final int DEFAULT_VALUES = 2_000_000;

    /** 512 MiB and 64 levels: room for a link of a few million artifacts, none for a nesting attack. */
    public static final JsonLimits DEFAULT = new JsonLimits(512L << 20, 64);

    /**
     * @throws IllegalArgumentException if a limit is not positive
     */
    public JsonLimits {
        if (maxBytes <= 0 || maxDepth <= 0 || maxValues <= 0) {
            throw new IllegalArgumentException("limits must be positive: " + maxBytes + " bytes, depth " + maxDepth
                    + ", " + maxValues + " values");
        }
    }

    /**
     * Limits with {@link #DEFAULT_VALUES}.
     *
     * @param maxBytes the longest accepted text, in bytes
     * @param maxDepth how deep objects and arrays may be nested
     * @throws IllegalArgumentException if a limit is not positive
     */
    public JsonLimits(long maxBytes, int maxDepth) {
        this(maxBytes, maxDepth, DEFAULT_VALUES);
    }

    /**
     * Checks the size of a text against {@link #maxBytes()}.
     *
     * @param bytes the length of the text in bytes
     * @param source the name of the text for the error message
     * @throws MalformedJsonException if the text is too long
     */
    public void checkSize(long bytes, String source) throws MalformedJsonException {
        if (bytes > maxBytes) {
            throw new MalformedJsonException(source, "", "is " + bytes + " bytes long, the limit is " + maxBytes);
        }
    }
}
