package io.jenkins.plugins.intoto.run;

import hudson.AbortException;
import hudson.Util;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.Arrays;
import java.util.Locale;

/**
 * Parameters that take one of a few words: the constants of an enum, in lower case with hyphens. What a job says is kept as
 * it is and read when it is needed, since a setter that throws is shown to people with its whole stack trace.
 */
public final class Choice {
    private Choice() {}

    /** The word for a constant. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The constant that a word stands for.
     *
     * @param kind the choices
     * @param parameter the name of the parameter, for the message
     * @param word what the job says
     * @throws AbortException with one sentence that lists the choices if it is none of them
     */
    public static <E extends Enum<E>> E of(Class<E> kind, String parameter, String word) throws AbortException {
        var wanted = Util.fixNull(word).trim();
        var constants = kind.getEnumConstants();
        for (var constant : constants) {
            if (word(constant).equals(wanted)) {
                return constant;
            }
        }
        var words = Arrays.stream(constants).map(Choice::word).toList();
        throw Console.abort(Messages.Choice_NoneOfThem(
                parameter,
                String.join(", ", words.subList(0, words.size() - 1)),
                words.get(words.size() - 1),
                DisplayText.of(wanted)));
    }
}
