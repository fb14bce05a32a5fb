package io.jenkins.plugins.intoto.run;

import hudson.AbortException;
import io.jenkins.plugins.intoto.config.ListText;
import io.jenkins.plugins.intoto.console.Console;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Which parameters of a step were given, and which of them go together. One that has no effect beside the others is refused:
 * whoever wrote it means something else than what would be signed or verified.
 */
public final class GivenParameters {
    private final Set<String> given = new LinkedHashSet<>();

    /** Notes a parameter. */
    public GivenParameters with(String name, boolean isGiven) {
        if (isGiven) {
            given.add(name);
        }
        return this;
    }

    /**
     * Refuses a list that lists nothing, since no list at all stands for everything or for a default.
     *
     * @param text the list as it was given; null if it was not
     */
    public GivenParameters list(String name, String text) throws AbortException {
        if (text != null && ListText.entries(text).isEmpty()) {
            throw Console.abort(Messages.GivenParameters_NothingListed(name));
        }
        return with(name, text != null);
    }

    /**
     * Refuses parameters that belong to something that was not chosen.
     *
     * @param chosen whether it was
     * @param choice what it is, as the object of a sentence
     */
    public GivenParameters onlyWith(boolean chosen, String choice, String... names) throws AbortException {
        return refuse(!chosen, name -> Messages.GivenParameters_OnlyWith(name, choice), names);
    }

    /**
     * Refuses parameters that something else excludes.
     *
     * @param chosen whether that was chosen
     * @param choice what it is, as the object of a sentence
     */
    public GivenParameters notWith(boolean chosen, String choice, String... names) throws AbortException {
        return refuse(chosen, name -> Messages.GivenParameters_NotWith(name, choice), names);
    }

    private GivenParameters refuse(boolean useless, UnaryOperator<String> why, String... names) throws AbortException {
        if (useless) {
            for (var name : names) {
                if (given.contains(name)) {
                    throw Console.abort(why.apply(name));
                }
            }
        }
        return this;
    }

    /** Refuses more than one of some parameters. */
    public GivenParameters atMostOne(String... names) throws AbortException {
        var both = Arrays.stream(names).filter(given::contains).toList();
        if (both.size() > 1) {
            throw Console.abort(Messages.GivenParameters_NotBoth(String.join(" and ", both)));
        }
        return this;
    }

    /**
     * Refuses none and more than one of some parameters.
     *
     * @param purpose what one of them is for, as the end of a sentence
     */
    public GivenParameters exactlyOne(String purpose, String... names) throws AbortException {
        if (Arrays.stream(names).noneMatch(given::contains)) {
            throw Console.abort(Messages.GivenParameters_OneOf(String.join(", ", names), purpose));
        }
        return atMostOne(names);
    }
}
