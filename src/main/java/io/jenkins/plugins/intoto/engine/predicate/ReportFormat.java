package io.jenkins.plugins.intoto.engine.predicate;

import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reports as tools write them, which predicates are made of. */
public enum ReportFormat {
    /** JSON of Trivy. */
    TRIVY("a report of Trivy", PredicateType.VULNERABILITIES_V0_2) {
        @Override
        boolean isMeant(Object document) {
            return TrivyReport.isMeant(document);
        }

        @Override
        void read(Object document, ScanResults results) throws MalformedJsonException, MalformedPredicateException {
            TrivyReport.read(document, results);
        }
    },
    /** JSON of Grype. */
    GRYPE("a report of Grype", PredicateType.VULNERABILITIES_V0_2) {
        @Override
        boolean isMeant(Object document) {
            return GrypeReport.isMeant(document);
        }

        @Override
        void read(Object document, ScanResults results) throws MalformedJsonException {
            GrypeReport.read(JsonObject.of(document, results.source()), results);
        }
    },
    /** JSON of OSV-Scanner. */
    OSV_SCANNER("a report of OSV-Scanner", PredicateType.VULNERABILITIES_V0_2) {
        @Override
        boolean isMeant(Object document) {
            return OsvScannerReport.isMeant(document);
        }

        @Override
        void read(Object document, ScanResults results) throws MalformedJsonException {
            OsvScannerReport.read(JsonObject.of(document, results.source()), results);
        }
    },
    /** SARIF 2.1.0 of any scanner for vulnerabilities. */
    SARIF("a report in SARIF", PredicateType.VULNERABILITIES_V0_2) {
        @Override
        boolean isMeant(Object document) {
            return SarifReport.isMeant(document);
        }

        @Override
        void read(Object document, ScanResults results) throws MalformedJsonException, MalformedPredicateException {
            SarifScan.read(JsonObject.of(document, results.source()), results);
        }
    },
    /** XML in the format of JUnit; see {@link JUnitReport}. */
    JUNIT("a report of JUnit", PredicateType.TEST_RESULT) {
        @Override
        boolean isMeant(Object document) {
            return false;
        }

        @Override
        void read(Object document, ScanResults results) {
            throw new IllegalArgumentException("it is not in JSON");
        }
    };

    private final String title;
    private final PredicateType made;

    ReportFormat(String title, PredicateType made) {
        this.title = title;
        this.made = made;
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
                .filter(format -> format.isMeant(document))
                .toList();
        return meant.size() == 1 ? Optional.of(meant.get(0)) : Optional.empty();
    }

    /** Whether only a report of this format looks like this. */
    abstract boolean isMeant(Object document);

    /** Takes what the report says. */
    abstract void read(Object document, ScanResults results) throws MalformedJsonException, MalformedPredicateException;

    /** Whether a value is an object that has all of some members. */
    static boolean has(Object document, String... names) {
        return document instanceof Map<?, ?> map && map.keySet().containsAll(Set.of(names));
    }
}
