package io.jenkins.plugins.intoto.engine.record;

/**
 * Turns the line endings of Windows (carriage return, line feed) and of old Macintoshes (carriage return) into line feeds,
 * over the pieces of one stream. Not safe for use by several threads.
 */
final class LineEndings {
    private boolean afterReturn;

    /** Forgets the stream before. */
    void reset() {
        afterReturn = false;
    }

    /**
     * Normalises the next piece in place.
     *
     * @param length how much of the array the piece takes
     * @return how much it takes afterwards
     */
    int normalize(byte[] piece, int length) {
        int to = 0;
        for (int from = 0; from < length; from++) {
            byte b = piece[from];
            boolean secondHalf = b == '\n' && afterReturn;
            afterReturn = b == '\r';
            if (!secondHalf) {
                piece[to++] = afterReturn ? (byte) '\n' : b;
            }
        }
        return to;
    }
}
