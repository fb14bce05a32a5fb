package io.jenkins.plugins.intoto.engine.report.picture;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The colours of pictures, on light pages and on dark ones. Attributes have the light ones, which every viewer understands and
 * no security policy refuses; where a style sheet is applied, the dark ones replace them as the reader prefers.
 */
public enum Colour {
    INK("#1f2328", "#e6e8eb"),
    FAINT_INK("#59636e", "#a3abb5"),
    /** The background, and the signs in symbols. */
    PAPER("#ffffff", "#15171c"),
    OUTLINE("#afb8c1", "#4b535d"),
    LINE("#818b98", "#7d8792"),
    BOX("#f6f8fa", "#1f232a"),
    GREEN("#1a7f37", "#4ac26b"),
    PALE_GREEN("#dafbe1", "#12311c"),
    RED("#cf222e", "#ff8182"),
    PALE_RED("#ffebe9", "#3c1618"),
    YELLOW("#9a6700", "#e0b040"),
    PALE_YELLOW("#fff8c5", "#352a0e");

    /** A style sheet for readers who prefer dark pages; that of an image is the colour scheme of the page that shows it. */
    public static final String DARK = Arrays.stream(values())
            .map(Colour::darkRules)
            .collect(Collectors.joining("", "@media (prefers-color-scheme: dark) {", "}"));

    private final String light;
    private final String dark;

    Colour(String light, String dark) {
        this.light = light;
        this.dark = dark;
    }

    private String darkRules() {
        return "." + fillClass() + "{fill:" + dark + "}." + strokeClass() + "{stroke:" + dark + "}";
    }

    /** The colour as an attribute says it. */
    String light() {
        return light;
    }

    /** The colour on a dark page, as an attribute would say it. */
    String dark() {
        return dark;
    }

    /** The class of what is filled with it. */
    String fillClass() {
        return "fill-" + className();
    }

    /** The class of what is drawn with it. */
    String strokeClass() {
        return "stroke-" + className();
    }

    private String className() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
