package io.jenkins.plugins.intoto.engine.predicate;

import io.jenkins.plugins.intoto.engine.statement.Statement;
import io.jenkins.plugins.intoto.engine.statement.Uris;
import java.util.List;
import java.util.Optional;

/** The predicates that are known here, with the URIs under which each is written and read. */
public enum PredicateType {
    /** SLSA provenance, version 1. */
    SLSA_PROVENANCE_V1("https://slsa.dev/provenance/v1"),
    /** SLSA provenance, version 0.2; read only. */
    SLSA_PROVENANCE_V0_2("https://slsa.dev/provenance/v0.2"),
    /** SLSA verification summary. */
    VERIFICATION_SUMMARY("https://slsa.dev/verification_summary/v1"),
    /** A link of a step as an attestation. */
    LINK("https://in-toto.io/attestation/link/v0.3", "https://in-toto.io/Link/v1"),
    /** Results of tests. */
    TEST_RESULT("https://in-toto.io/attestation/test-result/v0.1"),
    /** Results of a vulnerability scan. */
    VULNERABILITIES_V0_2("https://in-toto.io/attestation/vulns/v0.2"),
    /** Results of a vulnerability scan, as the framework had them before; read only. */
    VULNERABILITIES_V0_1("https://in-toto.io/attestation/vulns/v0.1"),
    /** Results of a vulnerability scan as cosign has them; read only. */
    COSIGN_VULNERABILITIES(
            "https://cosign.sigstore.dev/attestation/vuln/v1", "cosign.sigstore.dev/attestation/vuln/v1"),
    /** Anything, as cosign wraps it; read only. */
    COSIGN_CUSTOM("https://cosign.sigstore.dev/attestation/v1", "cosign.sigstore.dev/attestation/v1"),
    /** Statements on whether vulnerabilities concern a product (OpenVEX 0.2.0). */
    OPENVEX("https://openvex.dev/ns/v0.2.0", "https://openvex.dev/ns"),
    /** An SPDX document of version 2.x; its version stands in it, and is written at the end of the URI. */
    SPDX_2("https://spdx.dev/Document/v2.3"),
    /** An SPDX document of version 3.x; its version stands in it. */
    SPDX_3("https://spdx.dev/Document/v3"),
    /** A CycloneDX bill of materials; its version stands in it. */
    CYCLONEDX("https://cyclonedx.org/bom"),
    /** Attributes of artifacts and of their making. */
    SCAI("https://in-toto.io/attestation/scai/v0.3", "https://in-toto.io/attestation/scai/attribute-report/v0.2"),
    /** What a monitor saw of a build. */
    RUNTIME_TRACE("https://in-toto.io/attestation/runtime-trace/v0.1"),
    /** The publication of a package. */
    RELEASE("https://in-toto.io/attestation/release/v0.2", "https://in-toto.io/attestation/release/v0.1"),
    /** Pointers to documents about the subject. */
    REFERENCE("https://in-toto.io/attestation/reference/v0.1"),
    /** A simple verification result. */
    SIMPLE_VERIFICATION_RESULT("https://in-toto.io/attestation/svr/v0.2", "https://in-toto.io/attestation/svr/v0.1");

    private static final String SPDX_DOCUMENT = "https://spdx.dev/Document";

    private final String uri;
    private final List<String> aliases;

    PredicateType(String uri, String... aliases) {
        this.uri = uri;
        this.aliases = List.of(aliases);
    }

    /** The URI under which it is written. */
    public String uri() {
        return uri;
    }

    /** Other URIs under which it is read. */
    public List<String> aliases() {
        return aliases;
    }

    /**
     * The known type of a URI. Bills of materials are known whatever the version in it; one of SPDX without a version is
     * taken for 2.x, unless its document is at hand: {@link #of(Statement)}.
     *
     * @param predicateType any text
     * @return empty if nothing is known of it
     */
    public static Optional<PredicateType> of(String predicateType) {
        var wanted = Uris.normalised(predicateType);
        for (var type : values()) {
            if (type.uri.equals(wanted) || type.aliases.contains(wanted)) {
                return Optional.of(type);
            }
        }
        if (isOrVersionOf(SPDX_DOCUMENT, wanted)) {
            var version = BomVersions.ofType(wanted).orElse("2");
            return BomVersions.satisfies(version, "2")
                    ? Optional.of(SPDX_2)
                    : BomVersions.satisfies(version, "3") ? Optional.of(SPDX_3) : Optional.empty();
        }
        return isOrVersionOf(CYCLONEDX.uri, wanted) ? Optional.of(CYCLONEDX) : Optional.empty();
    }

    /**
     * The known type of a statement's predicate, by its URI, and if that leaves it open, by its content.
     *
     * @param statement any statement
     * @return empty if nothing is known of it
     */
    public static Optional<PredicateType> of(Statement statement) {
        if (statement.predicateType().equals(SPDX_DOCUMENT)
                && statement.predicate().containsKey("@graph")) {
            return Optional.of(SPDX_3);
        }
        return of(statement.predicateType());
    }

    /**
     * Whether a statement is of a type that somebody asks for: of that very URI, or of another one for the same predicate.
     * For bills of materials, a version in the URI that is asked for is compared with that of the document; without one,
     * any version will do.
     *
     * @param expected the URI that is asked for
     * @param statement any statement
     */
    public static boolean accepts(String expected, Statement statement) {
        var wanted = Uris.normalised(expected);
        if (wanted.equals(statement.predicateType())) {
            return true;
        }
        boolean anySpdx = wanted.equals(SPDX_DOCUMENT);
        var type = of(statement);
        if (anySpdx
                ? !type.equals(Optional.of(SPDX_2)) && !type.equals(Optional.of(SPDX_3))
                : !type.equals(of(wanted))) {
            return false;
        }
        if (type.isEmpty() || anySpdx) {
            return anySpdx;
        }
        var version = BomVersions.ofType(wanted);
        return switch (type.get()) {
            case SPDX_2, SPDX_3, CYCLONEDX ->
                version.isEmpty()
                        || BomVersions.ofDocument(statement.predicate())
                                .filter(actual -> BomVersions.satisfies(actual, version.get()))
                                .isPresent();
            default -> true;
        };
    }

    private static boolean isOrVersionOf(String uri, String wanted) {
        return wanted.equals(uri)
                || wanted.startsWith(uri + "/v") && BomVersions.ofType(wanted).isPresent();
    }
}
