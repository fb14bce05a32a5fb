package io.jenkins.plugins.intoto.engine.predicate;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.statement.MalformedStatementException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A report of a static analysis in SARIF 2.1.0 as a predicate, in the form in which Witness attests such reports.
 *
 * @param report the report
 * @param fileName the name of its file; empty if it has none that says anything, such as a pipe
 * @param sha256 the SHA-256 of the file, in lower-case hexadecimal
 */
public record SarifReport(Map<String, Object> report, Optional<String> fileName, String sha256)
        implements TypedPredicate {
    /** The type that Witness has for it. */
    public static final String TYPE = "https://witness.dev/attestations/sarif/v0.1";

    static final String NOT_SARIF = "is not in SARIF, which has \"version\" and \"runs\"";

    static boolean isMeant(Object document) {
        return document instanceof Map<?, ?> map
                && map.get("runs") instanceof List
                && map.get("version") instanceof String;
    }

    /**
     * Reads a report.
     *
     * @param json UTF-8 text
     * @param source the name of the file for error messages
     * @param fileName the name of the file for the predicate; empty if it has none
     * @param limits how much is accepted
     * @throws MalformedStatementException if the text is not a JSON object
     * @throws MalformedPredicateException if it is not in SARIF
     */
    public static SarifReport read(byte[] json, String source, Optional<String> fileName, JsonLimits limits)
            throws MalformedStatementException, MalformedPredicateException {
        var report = PredicateDocument.object(PredicateDocument.value(json, source, limits), source);
        if (!isMeant(report)) {
            throw PredicateDocument.refused(source, NOT_SARIF);
        }
        var digest = DigestAlgorithm.SHA256.newDigest().digest(json);
        return new SarifReport(report, fileName, HexFormat.of().formatHex(digest));
    }

    /**
     * Reads a report, or a predicate that holds one already.
     *
     * @param json UTF-8 text
     * @param source the name of the file for error messages
     * @param fileName the name of the file for the predicate; empty if it has none
     * @param limits how much is accepted
     * @throws MalformedStatementException if the text is not a JSON object
     * @throws MalformedPredicateException if it is neither
     */
    public static TypedPredicate readAny(byte[] json, String source, Optional<String> fileName, JsonLimits limits)
            throws MalformedStatementException, MalformedPredicateException {
        var document = PredicateDocument.value(json, source, limits);
        return ReportFormat.has(document, "report", "reportDigestSet")
                ? PredicateDocument.read(document, source, TYPE)
                : read(json, source, fileName, limits);
    }

    @Override
    public String predicateType() {
        return TYPE;
    }

    @Override
    public Map<String, Object> toMap() {
        return new Fields()
                .required("report", report)
                .text("reportFileName", fileName)
                .required("reportDigestSet", Map.of("sha256", sha256))
                .toMap();
    }
}
