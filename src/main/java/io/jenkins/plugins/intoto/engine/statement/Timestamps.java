package io.jenkins.plugins.intoto.engine.statement;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** Points in time as attestations have them: RFC 3339, in UTC with {@code Z} (Attestation Framework 1, field types). */
public final class Timestamps {
    private static final Pattern RFC_3339 = Pattern.compile(
            "\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})", Pattern.DOTALL);

    private Timestamps() {}

    /**
     * Reads a time. Offsets other than {@code Z} are understood, as the JSON mapping of protobuf demands.
     *
     * @param text what should be a time of RFC 3339
     * @return the time; empty if the text is none, or names a time that there is not
     */
    public static Optional<Instant> parse(String text) {
        if (!RFC_3339.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether a text is a time in the form that the framework demands of those who write it: in UTC, with an upper-case
     * {@code T} and {@code Z}.
     */
    public static boolean isNormal(String text) {
        return text.endsWith("Z") && text.indexOf('T') == 10 && parse(text).isPresent();
    }

    /**
     * Writes a time, in whole seconds.
     *
     * @param time the time; what is below a second is dropped
     * @return such as {@code 2026-03-18T09:30:00Z}
     */
    public static String format(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
