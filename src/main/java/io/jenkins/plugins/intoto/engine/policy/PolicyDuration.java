package io.jenkins.plugins.intoto.engine.policy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Durations as Go and CEL write them, such as {@code 2160h}, {@code 1h30m} and {@code 0.5s}, with {@code d} for 24 hours
 * besides. They are not negative.
 */
public final class PolicyDuration {
    /** The longest duration that a policy can ask for: a century. */
    static final Duration LONGEST = Duration.ofDays(36525);

    private static final Pattern PART = Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,9})?)(ns|us|µs|ms|s|m|h|d)");
    private static final Map<String, Long> NANOSECONDS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L,
            "d", 86_400_000_000_000L);

    private PolicyDuration() {}

    /** The duration that a text means; empty if it means none, or one beyond {@link #LONGEST}. */
    public static Optional<Duration> parse(String text) {
        if (text.length() > 64) {
            return Optional.empty();
        }
        if (text.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        var total = BigDecimal.ZERO;
        var parts = PART.matcher(text);
        int end = 0;
        while (end < text.length() && parts.find(end) && parts.start() == end) {
            total = total.add(new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(unit(parts.group(2)))));
            end = parts.end();
        }
        var longest = BigDecimal.valueOf(LONGEST.toSeconds()).movePointRight(9);
        if (end == 0 || end < text.length() || total.compareTo(longest) > 0) {
            return Optional.empty();
        }
        var seconds = total.movePointLeft(9).toBigInteger().longValueExact();
        return Optional.of(Duration.ofSeconds(
                seconds,
                total.subtract(BigDecimal.valueOf(seconds).movePointRight(9)).longValue()));
    }

    private static long unit(String name) {
        return NANOSECONDS.get(name);
    }

    /** A duration as policies write it, in whole days or hours if it is some, else down to seconds. */
    public static String text(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds > 0 && seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds > 0 && seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        if (seconds > 0 && seconds % 60 == 0) {
            return seconds / 60 + "m";
        }
        return seconds + "s";
    }

    /** An age for people: days, or hours and minutes if it is less than two days. */
    static String age(Duration age) {
        if (age.compareTo(Duration.ofDays(2)) >= 0) {
            return age.toDays() + "d";
        }
        return age.toHours() + "h" + age.toMinutesPart() + "m";
    }
}
