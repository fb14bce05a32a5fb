package io.jenkins.plugins.intoto.engine.predicate;

import java.util.Map;
import java.util.Optional;

/** The versions of bills of materials, which stand in the document, and maybe at the end of the predicate's type too. */
final class BomVersions {
    private static final String BEFORE_VERSION = "/v";

    private BomVersions() {}

    /** The version at the end of a predicate's type, if it has one. */
    static Optional<String> ofType(String predicateType) {
        int start = predicateType.lastIndexOf(BEFORE_VERSION);
        if (start < 0) {
            return Optional.empty();
        }
        // By hand: a regular expression that repeats ".1" would go one call deeper for each, and anybody writes types.
        var version = predicateType.substring(start + BEFORE_VERSION.length());
        boolean digit = false;
        for (int i = 0; i < version.length(); i++) {
            char c = version.charAt(i);
            if (!(c >= '0' && c <= '9') && !(c == '.' && digit)) {
                return Optional.empty();
            }
            digit = c != '.';
        }
        return digit ? Optional.of(version) : Optional.empty();
    }

    /** The version that a document of SPDX or CycloneDX has, if it tells. */
    static Optional<String> ofDocument(Map<String, Object> document) {
        if (document.get("specVersion") instanceof String version) {
            return Optional.of(version);
        }
        if (document.get("spdxVersion") instanceof String version && version.startsWith("SPDX-")) {
            return Optional.of(version.substring("SPDX-".length()));
        }
        return SpdxCreation.of(document).flatMap(creation -> creation.text("specVersion"));
    }

    /** Whether a document of one version is what a demand for another means: 3.0.1 is a 3. */
    static boolean satisfies(String version, String demanded) {
        return version.equals(demanded) || version.startsWith(demanded + ".");
    }

    /** Notes a defect of a document's version if the predicate's type names another one. */
    static void compare(Checked version, String prefix, String predicateType) {
        var typed = ofType(predicateType);
        version.asText()
                .filter(text -> typed.isPresent())
                .filter(text -> !text.startsWith(prefix) || !satisfies(text.substring(prefix.length()), typed.get()))
                .ifPresent(text -> version.defect("differs from the version of the predicate type, " + typed.get()));
    }

    /** Notes a defect of a document that is not one, but wrapped as early versions of cosign did. */
    static boolean isWrapped(Checked document) {
        boolean wrapped = document.has("Data");
        if (wrapped) {
            document.optional("Data")
                    .defect("wraps the document, as cosign before 2.0 did; the predicate must be the document");
        }
        return wrapped;
    }
}
