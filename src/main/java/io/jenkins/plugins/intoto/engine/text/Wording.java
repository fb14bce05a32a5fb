package io.jenkins.plugins.intoto.engine.text;

import java.math.BigDecimal;
import java.time.Duration;

/** Words that people read: numbers with their nouns, sentences of a length that is read. */
public final class Wording {
    /** The longest sentence for people, in UTF-16 units; what is longer lists file names and the like. */
    private static final int LONGEST_SENTENCE = 2000;

    private Wording() {}

    /** A number with its noun, the plural formed by an s. */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** A duration in seconds, with as many decimals as it has, up to milliseconds. */
    public static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }

    /** A sentence that may name very many files, cut to a length that people read. */
    public static String sentence(String sentence) {
        return cut(sentence, LONGEST_SENTENCE);
    }

    /** A text cut to a length in UTF-16 units, the ellipsis included, and never within a character. */
    public static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
