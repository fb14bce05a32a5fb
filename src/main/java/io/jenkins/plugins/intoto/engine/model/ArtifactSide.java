package io.jenkins.plugins.intoto.engine.model;

import java.util.Locale;

/** The two sides of a step: what went in and what came out. */
public enum ArtifactSide {
    /** The artifacts before the step's command ran. */
    MATERIALS,
    /** The artifacts after it ran. */
    PRODUCTS;

    /** The name in metadata and messages: {@code materials} or {@code products}. */
    public String inTotoName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One artifact of this side: {@code material} or {@code product}. */
    public String singular() {
        return inTotoName().substring(0, name().length() - 1);
    }

    /** This side of a link. */
    public io.jenkins.plugins.intoto.engine.artifact.Artifacts of(Link link) {
        return this == MATERIALS ? link.materials() : link.products();
    }
}
