package io.jenkins.plugins.intoto.engine.predicate;

import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reports as tools write them, which predicates are made of. */
public enum ReportFormat {
    /** JSON of Trivy. */
    TRIVY("a report of Trivy", TrivyReport::isMeant, TrivyReport::read),
    /** JSON of Grype. */
    GRYPE("a report of Grype", GrypeReport::isMeant, ofObject(GrypeReport::read)),
    /** JSON of OSV-Scanner. */
    OSV_SCANNER("a report of OSV-Scanner", OsvScannerReport::isMeant, ofObject(OsvScannerReport::read)),
    /** SARIF 2.1.0 of any scanner for vulnerabilities. */
    SARIF("a report in SARIF", SarifReport::isMeant, ofObject(SarifScan::read)),
    /** XML in the format of JUnit; see {@link JUnitReport}. */
    JUNIT("a report of JUnit", PredicateType.TEST_RESULT, document -> false, (document, results) -> {
        throw new IllegalArgumentException("it is not in JSON");
    });

    private final String title;
    private final PredicateType made;
    private final Predicate<Object> meant;
    private final Reading<Object> reading;

    ReportFormat(String title, Predicate<Object> meant, Reading<Object> reading) {
        this(title, PredicateType.VULNERABILITIES_V0_2, meant, reading);
    }

    ReportFormat(String title, PredicateType made, Predicate<Object> meant, Reading<Object> reading) {
        this.title = title;
        this.made = made;
        this.meant = meant;
        this.reading = reading;
    }

    /** Takes what a report says. */
    private interface Reading<T> {
        void read(T report, ScanResults results) throws MalformedJsonException, MalformedPredicateException;
    }

    private static Reading<Object> ofObject(Reading<JsonObject> reading) {
        return (document, results) -> reading.read(JsonObject.of(document, results.source()), results);
    }

    /** What a document of this format is, as part of a sentence. */
    public String title() {
        return title;
    }

    /** The type of the predicates that are made of such reports. */
    public PredicateType made() {
        return made;
    }

    /** The word for it in options and parameters. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The words of all formats of which a type of predicates is made. */
    public static List<String> words(PredicateType made) {
        return List.of(values()).stream()
                .filter(format -> format.made == made)
                .map(ReportFormat::word)
                .toList();
    }

    /** The format that a word stands for; empty if there is none. */
    public static Optional<ReportFormat> of(String word) {
        return List.of(values()).stream()
                .filter(format -> format.word().equals(word))
                .findFirst();
    }

    /**
     * Recognises a report by its members.
     *
     * @param document a plain value of JSON
     * @return its format; empty if it is not certain
     */
    static Optional<ReportFormat> recognised(Object document) {
        var meant = List.of(values()).stream()
                .filter(format -> format.meant.test(document))
                .toList();
        return meant.size() == 1 ? Optional.of(meant.get(0)) : Optional.empty();
    }

    /** Takes what the report says. */
    void read(Object document, ScanResults results) throws MalformedJsonException, MalformedPredicateException {
        reading.read(document, results);
    }

    /** Whether a value is an object that has all of some members. */
    static boolean has(Object document, String... names) {
        return document instanceof Map<?, ?> map && map.keySet().containsAll(Set.of(names));
    }
}
