package io.jenkins.plugins.intoto.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.predicate.PredicateType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ShownAttestationTest {
    @ParameterizedTest
    @CsvSource({
        "https://in-toto.io/attestation/vulns/v0.2,Vulnerabilities v0.2",
        "https://in-toto.io/attestation/vulns/v0.1,Vulnerabilities v0.1",
        "https://in-toto.io/attestation/test-result/v0.1,Test result",
        "https://in-toto.io/attestation/runtime-trace/v0.1,Runtime trace",
        "https://slsa.dev/provenance/v0.2,SLSA provenance",
        "https://example.com/x/v1,https://example.com/x/v1"
    })
    void aTypeIsCalledByWordsIfItIsKnown(String uri, String words) {
        assertThat(ShownAttestation.words(uri)).isEqualTo(words);
    }

    @ParameterizedTest
    @EnumSource
    void noKnownTypeIsCalledByTheNameOfAConstant(PredicateType type) {
        assertThat(ShownAttestation.words(type.uri())).doesNotContain("_").doesNotContainPattern("v[0-9]+ [0-9]");
    }
}
