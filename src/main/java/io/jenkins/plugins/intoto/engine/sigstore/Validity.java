package io.jenkins.plugins.intoto.engine.sigstore;

import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.time.Instant;

/**
 * A period of time; both ends belong to it.
 *
 * @param start its begin
 * @param end its end; {@link Instant#MAX} if it has none
 */
record Validity(Instant start, Instant end) {
    static final Validity ALWAYS = new Validity(Instant.MIN, Instant.MAX);

    /** The member {@code validFor}, which must have a start. */
    static Validity of(JsonObject parent) throws MalformedJsonException {
        var json = parent.object("validFor");
        var start = ProtoJson.time(json, "start");
        if (start.isEmpty()) {
            throw json.malformed("start", "must be there");
        }
        return new Validity(start.get(), ProtoJson.time(json, "end").orElse(Instant.MAX));
    }

    boolean contains(Instant time) {
        return !time.isBefore(start) && !time.isAfter(end);
    }
}
