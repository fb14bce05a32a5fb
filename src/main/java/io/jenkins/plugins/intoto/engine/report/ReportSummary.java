package io.jenkins.plugins.intoto.engine.report;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a {@linkplain JsonReport JSON report} says in short.
 *
 * @param passed whether the verification passed
 * @param summary the outcome as one sentence without a final stop
 * @param time when the verification took place
 * @param layout the name of the layout's file
 * @param steps how many steps the layout has
 * @param links how many links count for them
 * @param failureCount how many failures there are
 * @param failures the sentences of the failures, at most {@value JsonReport#MOST_FINDINGS}
 * @param warningCount how many warnings there are
 * @param warnings the sentences of the warnings, at most {@value JsonReport#MOST_FINDINGS}
 */
public record ReportSummary(
        boolean passed,
        String summary,
        Instant time,
        String layout,
        int steps,
        int links,
        int failureCount,
        List<String> failures,
        int warningCount,
        List<String> warnings) {

    /** 32 MiB, and the depth of reports with sublayouts in sublayouts as deep as verifications follow them. */
    public static final JsonLimits LIMITS = new JsonLimits(32L << 20, 128);

    /** Copies the lists. */
    public ReportSummary {
        failures = List.copyOf(failures);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads a report. Members that are not known are skipped. A report that contradicts itself, such as a passed one with
     * failures, is malformed.
     *
     * @param content the report as {@link JsonReport} writes it; a larger one than {@link #LIMITS} is refused
     * @param source the name of the report for error messages
     * @throws MalformedJsonException if the content is no report of this {@linkplain JsonReport#SCHEMA schema}
     */
    public static ReportSummary read(byte[] content, String source) throws MalformedJsonException {
        var report = Json.parseObject(content, source, LIMITS);
        if (!report.has("schema")) {
            throw new MalformedJsonException(source, "", "is no verification report: it has no \"schema\"");
        }
        int schema = report.integer("schema");
        if (schema != JsonReport.SCHEMA) {
            throw report.malformed("schema", "is " + schema + ", only " + JsonReport.SCHEMA + " is known here");
        }
        var counts = report.object("counts");
        var failures = sentences(report, "failures");
        int failureCount = count(counts, "failures", failures);
        boolean passed = passed(report);
        if (passed != (failureCount == 0)) {
            throw report.malformed("passed", "contradicts the number of failures, " + failureCount);
        }
        var warnings = sentences(report, "warnings");
        return new ReportSummary(
                passed,
                report.string("summary"),
                time(report),
                report.object("layout").string("source"),
                count(counts, "steps", List.of()),
                count(counts, "links", List.of()),
                failureCount,
                failures,
                count(counts, "warnings", warnings),
                warnings);
    }

    private static boolean passed(JsonObject report) throws MalformedJsonException {
        if (report.asMap().get("passed") instanceof Boolean passed) {
            return passed;
        }
        throw report.malformed("passed", "must be true or false");
    }

    private static Instant time(JsonObject report) throws MalformedJsonException {
        try {
            return Instant.parse(report.string("time"));
        } catch (DateTimeException e) {
            throw report.malformed("time", "is no time in UTC as ISO 8601 writes it");
        }
    }

    private static List<String> sentences(JsonObject report, String name) throws MalformedJsonException {
        var sentences = new ArrayList<String>();
        for (var finding : report.objects(name)) {
            sentences.add(finding.string("sentence"));
        }
        return sentences;
    }

    private static int count(JsonObject counts, String name, List<String> listed) throws MalformedJsonException {
        int count = counts.integer(name);
        if (count < listed.size()) {
            throw counts.malformed(name, "is " + count + ", less than what is listed");
        }
        return count;
    }
}
