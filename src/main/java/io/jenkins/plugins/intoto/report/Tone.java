package io.jenkins.plugins.intoto.report;

/** What a part of a picture says. Each has a colour and a symbol, for those who cannot tell the colours apart. */
enum Tone {
    /** As it should be: green, a tick. */
    GOOD("#1a7f37", "#dafbe1"),
    /** Wrong: red, a cross. */
    BAD("#cf222e", "#ffebe9"),
    /** Worth a look: yellow, an exclamation mark. */
    CAUTION("#9a6700", "#fff8c5"),
    /** Not known: grey, a question mark. */
    UNKNOWN("#59636e", "#f6f8fa");

    private final String strong;
    private final String pale;

    Tone(String strong, String pale) {
        this.strong = strong;
        this.pale = pale;
    }

    /** The colour of lines and text. */
    String strong() {
        return strong;
    }

    /** The colour of areas below text. */
    String pale() {
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
