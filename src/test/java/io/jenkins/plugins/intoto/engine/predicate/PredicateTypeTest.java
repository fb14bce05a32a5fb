package io.jenkins.plugins.intoto.engine.predicate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredicateTypeTest {
    @ParameterizedTest
    @CsvSource({
        "https://slsa.dev/provenance/v1, SLSA_PROVENANCE_V1",
        "HTTPS://SLSA.dev/provenance/v1, SLSA_PROVENANCE_V1",
        "https://slsa.dev/provenance/v0.2, SLSA_PROVENANCE_V0_2",
        "https://in-toto.io/Link/v1, LINK",
        "https://spdx.dev/Document, SPDX_2",
        "https://spdx.dev/Document/v2.2, SPDX_2",
        "https://spdx.dev/Document/v3.0.1, SPDX_3",
        "https://cyclonedx.org/bom, CYCLONEDX",
        "https://cyclonedx.org/bom/v1.4, CYCLONEDX",
        "https://in-toto.io/attestation/scai/attribute-report/v0.2, SCAI",
        "https://openvex.dev/ns/v0.2.0, OPENVEX",
        "https://openvex.dev/ns, OPENVEX",
        "cosign.sigstore.dev/attestation/vuln/v1, COSIGN_VULNERABILITIES",
        "cosign.sigstore.dev/attestation/v1, COSIGN_CUSTOM",
        "https://in-toto.io/attestation/release/v0.1, RELEASE"
    })
    void typesAreKnownByTheirUris(String uri, PredicateType type) {
        assertThat(PredicateType.of(uri)).contains(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://slsa.dev/provenance/v1.0",
                "https://slsa.dev/provenance/v11",
                "https://slsa.dev/Provenance/v1",
                "https://spdx.dev/Document/v4",
                "https://spdx.dev/Document/v",
                "https://spdx.dev/Document/v2.",
                "https://spdx.dev/Document/v.2",
                "https://spdx.dev/Document/v2..3",
                "https://spdx.dev/Documents",
                "https://cyclonedx.org/bomb",
                "https://cyclonedx.org/bom/x",
                "https://openvex.dev/ns/v9"
            })
    void othersAreUnknown(String uri) {
        assertThat(PredicateType.of(uri)).isEmpty();
    }

    @Test
    void aVersionMayBeAbsurdlyLong() {
        assertThat(PredicateType.of("https://cyclonedx.org/bom/v1" + ".1".repeat(100_000)))
                .contains(PredicateType.CYCLONEDX);
    }

    @Test
    void spdxWithoutAVersionIsKnownByItsDocument() throws Exception {
        var unversioned = Samples.changed("spdx-3", "/predicateType", "\"https://spdx.dev/Document\"");

        assertThat(PredicateType.of(unversioned)).contains(PredicateType.SPDX_3);
        assertThat(PredicateCheck.of(unversioned)).isEmpty();
        assertThat(PredicateType.of(Samples.statement("cosign-spdx"))).contains(PredicateType.SPDX_2);
    }

    @ParameterizedTest
    @CsvSource({
        "https://slsa.dev/provenance/v1, provenance-v1, true",
        "HTTPS://slsa.dev/provenance/v1, provenance-v1, true",
        "https://slsa.dev/provenance/v1, generator-provenance-v0.2, false",
        "https://in-toto.io/attestation/link/v0.3, cosign-link, true",
        "https://in-toto.io/attestation/release/v0.2, github-release, true",
        "https://in-toto.io/attestation/vulns/v0.2, vulns-v0.1, false",
        "https://cyclonedx.org/bom, cyclonedx, true",
        "https://cyclonedx.org/bom/v1.7, cyclonedx, true",
        "https://cyclonedx.org/bom/v1.6, cyclonedx, false",
        "https://spdx.dev/Document, github-spdx, true",
        "https://spdx.dev/Document, spdx-3, true",
        "https://spdx.dev/Document, cyclonedx, false",
        "https://spdx.dev/Document/v2.3, cosign-spdx, true",
        "https://spdx.dev/Document/v2.2, cosign-spdx, false",
        "https://spdx.dev/Document/v3, spdx-3, true",
        "https://spdx.dev/Document/v3.0.1, spdx-3, true",
        "https://spdx.dev/Document/v3.0.2, spdx-3, false",
        "https://spdx.dev/Document/v3, github-spdx, false",
        "https://example.com/a, cyclonedx, false"
    })
    void whatIsAskedForIsAcceptedUnderItsOtherUris(String expected, String sample, boolean accepted) throws Exception {
        assertThat(PredicateType.accepts(expected, Samples.statement(sample))).isEqualTo(accepted);
    }

    @Test
    void unknownTypesAreAcceptedByTheirVeryUri() throws Exception {
        var unknown = Samples.changed("link", "/predicateType", "\"https://example.com/ns\"");

        assertThat(PredicateType.accepts("https://Example.com/ns", unknown)).isTrue();
        assertThat(PredicateType.accepts("https://example.com/ns/v0.2.0", unknown))
                .isFalse();
        assertThat(PredicateType.accepts("https://example.com/other", unknown)).isFalse();
    }
}
