package io.jenkins.plugins.intoto.run;

import hudson.AbortException;
import io.jenkins.plugins.intoto.config.ListText;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

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
            throw new AbortException("[in-toto] " + name + " lists nothing; leave it out, or list something");
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
        return refuse(!chosen, " is of no use without " + choice, names);
    }

    /**
     * Refuses parameters that something else excludes.
     *
     * @param chosen whether that was chosen
     * @param choice what it is, as the object of a sentence
     */
    public GivenParameters notWith(boolean chosen, String choice, String... names) throws AbortException {
        return refuse(chosen, " is of no use with " + choice, names);
    }

    private GivenParameters refuse(boolean useless, String why, String... names) throws AbortException {
        if (useless) {
            for (var name : names) {
                if (given.contains(name)) {
                    throw new AbortException("[in-toto] " + name + why);
                }
            }
        }
        return this;
    }

    /** Refuses more than one of some parameters. */
    public GivenParameters atMostOne(String... names) throws AbortException {
        var both = Arrays.stream(names).filter(given::contains).toList();
        if (both.size() > 1) {
            throw new AbortException("[in-toto] give one of " + String.join(" and ", both) + ", not both");
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
            throw new AbortException("[in-toto] give one of " + String.join(", ", names) + " " + purpose);
        }
        return atMostOne(names);
    }
}
