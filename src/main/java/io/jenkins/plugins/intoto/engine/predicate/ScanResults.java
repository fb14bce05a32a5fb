package io.jenkins.plugins.intoto.engine.predicate;

import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.statement.Timestamps;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the report of a scanner says, while it is read. Nothing is added to it: what it does not say stays empty. */
final class ScanResults {
    /** What Go writes for a time that was never set. */
    private static final Instant NEVER_IN_GO = Instant.parse("0001-01-01T00:00:00Z");

    private static final BigDecimal HIGHEST_SCORE = BigDecimal.TEN;
    private static final int MOST_DECIMALS = 20;

    private final String source;
    private final List<Map<String, Object>> results = new ArrayList<>();
    private int ungraded;
    private int suppressed;
    private int unidentified;
    private String uri;
    private String version;
    private String databaseUri;
    private String databaseVersion;
    private Instant lastUpdate;
    private Instant started;
    private Instant finished;

    /**
     * @param source the name of the report for error messages
     */
    ScanResults(String source) {
        this.source = source;
    }

    String source() {
        return source;
    }

    /** Who scanned. */
    void scanner(Optional<String> itsUri, Optional<String> itsVersion) {
        uri = itsUri.orElse(null);
        version = itsVersion.orElse(null);
    }

    /** Who scanned: a project on GitHub, whose package URL names the version too. */
    void projectOnGitHub(String project, Optional<String> itsVersion) {
        scanner(
                Optional.of(
                        "pkg:github/" + project + itsVersion.map("@"::concat).orElse("")),
                itsVersion);
    }

    void database(Optional<String> itsUri, Optional<String> itsVersion, Optional<Instant> updated) {
        databaseUri = itsUri.orElse(null);
        databaseVersion = itsVersion.orElse(null);
        lastUpdate = updated.orElse(null);
    }

    void times(Optional<Instant> start, Optional<Instant> end) {
        started = start.orElse(null);
        finished = end.orElse(null);
    }

    /** Adds a vulnerability that was found. */
    void add(String id, Severities severities, Annotations annotations) {
        if (severities.all.isEmpty()) {
            ungraded++;
        }
        results.add(new Fields()
                .required("id", id)
                .required("severity", List.copyOf(severities.all))
                .maps("annotations", annotations.members.isEmpty() ? List.of() : List.of(annotations.members))
                .toMap());
    }

    /** Counts findings that the tool itself was told to pass over. */
    void suppressed(int findings) {
        suppressed += findings;
    }

    /** Counts a finding that is not of a known vulnerability. */
    void unidentified() {
        unidentified++;
    }

    boolean isEmpty() {
        return results.isEmpty();
    }

    VulnerabilityScan toScan(String predicateType) throws MalformedPredicateException {
        var database = new Fields()
                .text("uri", Optional.ofNullable(databaseUri))
                .text("version", Optional.ofNullable(databaseVersion))
                .time("lastUpdate", Optional.ofNullable(lastUpdate));
        var scanner = new Fields()
                .text("uri", Optional.ofNullable(uri))
                .text("version", Optional.ofNullable(version))
                .required("db", database.toMap())
                .required("result", List.copyOf(results));
        var metadata = new Fields()
                .time("scanStartedOn", Optional.ofNullable(started))
                .time("scanFinishedOn", Optional.ofNullable(finished));
        var predicate = new Fields()
                .required("scanner", scanner.toMap())
                .required("metadata", metadata.toMap())
                .toMap();
        return VulnerabilityScan.checked(source, predicateType, predicate, ungraded, suppressed, unidentified);
    }

    /** A text; one that is null or empty is none. */
    static Optional<String> text(JsonObject object, String name) throws MalformedJsonException {
        return object.asMap().get(name) == null
                ? Optional.empty()
                : object.optionalString(name).filter(text -> !text.isEmpty());
    }

    /** A text that must be there, and must not be empty. */
    static String requiredText(JsonObject object, String name) throws MalformedJsonException {
        var text = object.string(name);
        if (text.isEmpty()) {
            throw object.malformed(name, "is empty");
        }
        return text;
    }

    /** A time of RFC 3339; one that is null, empty or what Go has for none is none. */
    static Optional<Instant> time(JsonObject object, String name) throws MalformedJsonException {
        var text = text(object, name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var time = Timestamps.parse(text.get());
        if (time.isEmpty()) {
            throw object.malformed(name, "must be a time of RFC 3339, such as 2026-03-18T09:30:00Z");
        }
        return time.filter(set -> !set.equals(NEVER_IN_GO));
    }

    /** How severe a vulnerability is, by each method that the report has. */
    static final class Severities {
        private final List<Map<String, Object>> all = new ArrayList<>();

        /** Adds a severity, if it is said. */
        Severities add(String method, Optional<String> score) {
            score.ifPresent(text -> all.add(Map.of("method", method, "score", text)));
            return this;
        }

        /**
         * Adds scores and vectors of CVSS, if they are said.
         *
         * @param version the major version of CVSS
         * @param origin who scored; empty if the report does not say
         * @param object the object that has them
         * @param score the name of its member with a number from 0 to 10
         * @param vector the name of its member with a vector
         */
        Severities cvss(String version, String origin, JsonObject object, String score, String vector)
                throws MalformedJsonException {
            return cvssScore(version, origin, object, score).cvssVector(version, origin, object, vector);
        }

        /** Adds a score of CVSS, if it is said. */
        Severities cvssScore(String version, String origin, JsonObject object, String name)
                throws MalformedJsonException {
            return add(cvss(version) + by(origin), score(object, name));
        }

        /** Adds a vector of CVSS, if it is said. */
        Severities cvssVector(String version, String origin, JsonObject object, String name)
                throws MalformedJsonException {
            return add(cvss(version) + "_vector" + by(origin), text(object, name));
        }

        private static String cvss(String version) {
            return "cvss_v" + version;
        }

        private static String by(String origin) {
            return origin.isEmpty() ? "" : ":" + origin;
        }

        static Optional<String> score(JsonObject object, String name) throws MalformedJsonException {
            var value = object.asMap().get(name);
            if (value == null) {
                return Optional.empty();
            }
            var score = value instanceof Long whole
                    ? BigDecimal.valueOf(whole)
                    : value instanceof BigDecimal fraction ? fraction : null;
            // Before it is written out: a huge exponent would be as many digits.
            if (score == null
                    || score.signum() < 0
                    || Math.abs((long) score.scale()) > MOST_DECIMALS
                    || score.compareTo(HIGHEST_SCORE) > 0) {
                throw object.malformed(name, "must be a score of CVSS, a number from 0 to 10");
            }
            return Optional.of(score.toPlainString());
        }
    }

    /** What else a report says of a finding; names are those of the predicate, whatever the tool calls it. */
    static final class Annotations {
        private final Map<String, Object> members = new LinkedHashMap<>();

        Annotations text(String name, Optional<String> text) {
            text.ifPresent(value -> members.put(name, value));
            return this;
        }

        Annotations texts(String name, List<String> texts) {
            if (!texts.isEmpty()) {
                members.put(name, List.copyOf(texts));
            }
            return this;
        }
    }
}
