package io.jenkins.plugins.intoto.engine.predicate;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.statement.MalformedStatementException;
import io.jenkins.plugins.intoto.engine.statement.Place;
import io.jenkins.plugins.intoto.engine.statement.Uris;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A predicate that somebody else wrote into a file: a bill of materials, the result of a scan, or anything. */
public final class PredicateDocument implements TypedPredicate {
    private final String predicateType;
    private final Map<String, Object> predicate;

    private PredicateDocument(String predicateType, Map<String, Object> predicate) {
        this.predicateType = predicateType;
        this.predicate = predicate;
    }

    /**
     * Reads a predicate.
     *
     * @param json UTF-8 text
     * @param source the name of the file for error messages
     * @param limits how much is accepted
     * @param predicateType the type that it has, an absolute URI
     * @throws MalformedStatementException if the text is not a JSON object, or the type is not a URI
     * @throws MalformedPredicateException if it is a whole statement, or the type is known and the text is not of it
     */
    public static PredicateDocument read(byte[] json, String source, JsonLimits limits, String predicateType)
            throws MalformedStatementException, MalformedPredicateException {
        return read(value(json, source, limits), source, predicateType);
    }

    static PredicateDocument read(Object document, String source, String predicateType)
            throws MalformedStatementException, MalformedPredicateException {
        if (!Uris.isAbsolute(predicateType)) {
            throw Place.of("predicate type").malformed("must be an absolute URI, is \"" + predicateType + "\"");
        }
        return checked(object(document, source), source, predicateType);
    }

    private static void refuseReport(Object document, String source) throws MalformedPredicateException {
        var format = ReportFormat.recognised(document);
        if (format.isPresent()) {
            throw MalformedPredicateException.ofReport(source, format.get());
        }
    }

    /**
     * Reads a bill of materials in CycloneDX or SPDX, and finds out which.
     *
     * @param json UTF-8 text
     * @param source the name of the file for error messages
     * @param limits how much is accepted
     * @throws MalformedStatementException if the text is not a JSON object
     * @throws MalformedPredicateException if it is neither, or not a sound one
     */
    public static PredicateDocument billOfMaterials(byte[] json, String source, JsonLimits limits)
            throws MalformedStatementException, MalformedPredicateException {
        var document = object(value(json, source, limits), source);
        var type = typeOfBillOfMaterials(document);
        if (type.isEmpty()) {
            refuseReport(document, source);
            throw refused(source, "is neither CycloneDX nor SPDX, in JSON");
        }
        return checked(document, source, type.get());
    }

    private static Optional<String> typeOfBillOfMaterials(Map<String, Object> document) {
        if (document.containsKey("bomFormat")) {
            return Optional.of(PredicateType.CYCLONEDX.uri());
        }
        if (document.containsKey("@graph")) {
            return Optional.of(PredicateType.SPDX_3.uri());
        }
        if (document.containsKey("spdxVersion")) {
            // As GitHub writes it; what is not a version is found when the document is checked.
            return BomVersions.ofDocument(document)
                    .map(version -> "https://spdx.dev/Document/v" + version)
                    .filter(uri -> PredicateType.of(uri).isPresent())
                    .or(() -> Optional.of(PredicateType.SPDX_2.uri()));
        }
        return Optional.empty();
    }

    /** Reads JSON, and tells who gives XML of JUnit instead. */
    static Object value(byte[] json, String source, JsonLimits limits)
            throws MalformedStatementException, MalformedPredicateException {
        if (JUnitReport.isMeant(json)) {
            throw MalformedPredicateException.ofReport(source, ReportFormat.JUNIT);
        }
        try {
            return Json.parse(json, source, limits);
        } catch (MalformedJsonException e) {
            throw new MalformedStatementException(e);
        }
    }

    static Map<String, Object> object(Object value, String source)
            throws MalformedStatementException, MalformedPredicateException {
        if (value instanceof List) {
            refuseReport(value, source);
        }
        try {
            return JsonObject.of(value, source).asMap();
        } catch (MalformedJsonException e) {
            throw new MalformedStatementException(e);
        }
    }

    private static PredicateDocument checked(Map<String, Object> document, String source, String predicateType)
            throws MalformedPredicateException {
        if (document.containsKey("_type") && document.containsKey("predicateType")) {
            throw refused(source, "is a whole statement, only its predicate is wanted");
        }
        var type = PredicateType.of(predicateType);
        if (type.isPresent()) {
            var defects = new PredicateDefects();
            PredicateCheck.check(type.get(), predicateType, new Checked(document, Place.of(source), defects));
            if (!defects.asList().isEmpty()) {
                refuseReport(document, source);
                throw new MalformedPredicateException(source, defects.asList());
            }
        }
        return new PredicateDocument(predicateType, document);
    }

    static MalformedPredicateException refused(String source, String reason) {
        return new MalformedPredicateException(
                source, List.of(new PredicateDefect("", PredicateDefect.Kind.MALFORMED, reason)));
    }

    @Override
    public String predicateType() {
        return predicateType;
    }

    @Override
    public Map<String, Object> toMap() {
        return predicate;
    }
}
