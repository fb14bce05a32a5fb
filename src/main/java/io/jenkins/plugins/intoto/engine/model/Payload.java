package io.jenkins.plugins.intoto.engine.model;

import io.jenkins.plugins.intoto.engine.json.JsonWriter;
import java.io.IOException;

/** What an envelope of in-toto holds: a link or a layout. */
public sealed interface Payload permits Link, Layout {
    /** The value of {@code _type}: {@code link} or {@code layout}. */
    String type();

    /**
     * Writes the metadata as one JSON object, its members in code point order. Writing twice gives the same bytes.
     *
     * @param json where it is written to
     * @throws IOException if writing fails
     */
    void writeTo(JsonWriter json) throws IOException;
}
