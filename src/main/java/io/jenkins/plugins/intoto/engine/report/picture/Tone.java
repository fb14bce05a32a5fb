package io.jenkins.plugins.intoto.engine.report.picture;

import io.jenkins.plugins.intoto.engine.verify.Verdict;

/** What a part of a picture says. Each has a colour and a symbol, for those who cannot tell the colours apart. */
public enum Tone {
    /** As it should be: green, a tick. */
    GOOD(Colour.GREEN, Colour.PALE_GREEN),
    /** Wrong: red, a cross. */
    BAD(Colour.RED, Colour.PALE_RED),
    /** Worth a look: yellow, an exclamation mark. */
    CAUTION(Colour.YELLOW, Colour.PALE_YELLOW),
    /** Not known: grey, a question mark. */
    UNKNOWN(Colour.FAINT_INK, Colour.BOX);

    private final Colour strong;
    private final Colour pale;

    Tone(Colour strong, Colour pale) {
        this.strong = strong;
        this.pale = pale;
    }

    /** The colour of lines and text. */
    Colour strong() {
        return strong;
    }

    /** The colour of areas below text. */
    Colour pale() {
        return pale;
    }

    static Tone of(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> GOOD;
            case FAILED -> BAD;
            case NOT_CHECKED -> UNKNOWN;
        };
    }
}
