package io.jenkins.plugins.intoto.run;

import io.jenkins.plugins.intoto.envelope.EnvelopeFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The envelope of a link. */
enum LinkFormat {
    /** A Metablock. */
    LINK(EnvelopeFormat.METABLOCK),
    /** A DSSE envelope. */
    DSSE(EnvelopeFormat.DSSE);

    private final EnvelopeFormat envelope;

    LinkFormat(EnvelopeFormat envelope) {
        this.envelope = envelope;
    }

    EnvelopeFormat envelope() {
        return envelope;
    }

    /** The constant of a name as jobs use it. */
    static LinkFormat of(String name) {
        for (var constant : values()) {
            if (constant.toString().equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("\"" + name + "\" is not one of "
                + Arrays.stream(values()).map(LinkFormat::toString).collect(Collectors.joining(", ")));
    }

    /** The name as jobs use it, in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
