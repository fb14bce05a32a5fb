package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.model.Link;
import java.util.Optional;

/**
 * Decides whether a link counts that is validly signed by a functionary of its step. A signature does not tell when or for
 * what the step was carried out, so a link of another build is as valid as the right one; whoever verifies may know better.
 */
@FunctionalInterface
public interface LinkAdmission {
    /** Admits every link, as the specification does. */
    LinkAdmission ANY = link -> Optional.empty();

    /**
     * Judges a link of the layout, or of the sublayout that it is {@linkplain #within for}. Several threads may ask at once.
     *
     * @param link what the functionary has signed
     * @return why it does not count, as a clause about it; empty if it counts
     */
    Optional<String> whyRefused(Link link);

    /**
     * What holds within a sublayout, whose steps may have the names of others outside.
     *
     * @param step the step that the sublayout stands in for
     */
    default LinkAdmission within(String step) {
        return this;
    }
}
