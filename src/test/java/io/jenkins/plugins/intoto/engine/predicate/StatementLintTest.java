package io.jenkins.plugins.intoto.engine.predicate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementLintTest {
    private static List<String> findings(String sample, String pointer, String value) throws Exception {
        return StatementLint.check(Samples.changed(sample, pointer, value)).stream()
                .map(finding -> finding.severity() + " " + finding.sentence())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "summary",
                "link",
                "test-result",
                "vulns-v0.2",
                "github-spdx",
                "spdx-3",
                "cyclonedx",
                "scai",
                "runtime-trace",
                "release",
                "reference",
                "svr"
            })
    void whatIsAsItShouldBeHasNoFindings(String sample) throws Exception {
        assertThat(StatementLint.check(Samples.statement(sample))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                svr|/timestamp|"2026-01-01T00:00:00Z"|WARNING /timestamp: is ignored; statements have no time of their own
                svr|/signer|"me"|WARNING /signer: is ignored; it is not a member of a statement
                svr|/subject/1|{"name": "app.tar.gz", "digest": {"sha512_256": "%64"}}|WARNING /subject/1/name: is that of
                svr|/subject/0/digest|{"sha1": "%40"}|WARNING /subject/0/digest: has no collision-resistant digest
                svr|/subject/0/digest/SHA-512|"%64"|WARNING /subject/0/digest/SHA-512: is not an algorithm of the framework
                svr|/subject/0/content|"%4096"|WARNING /subject/0/content: is longer than a kilobyte
                svr|/predicateType|"https://example.com/x"|NOTE /predicateType: is not known here
                svr|/predicate/timeCreated|"2026-01-01T00:00:00+01:00"|WARNING /predicate/timeCreated: is a time that is
                svr|/predicate/timeCreated|"never"|ERROR /predicate/timeCreated: must be a time
                provenance-v1|/predicate/buildDefinition/externalParameters|{}|NOTE /predicate/buildDefinition/externalPar
                provenance-v1|/predicate/buildDefinition/resolvedDependencies/0/digest||NOTE /predicate/buildDefinition/res
                provenance-v1|/predicate/runDetails/metadata/finishedOn|"2026-03-18T08:00:00Z"|WARNING /predicate/runDeta
                provenance-v1|/predicate/runDetails/metadata||WARNING /predicate: tells no time, so it passes no policy
                summary|/predicate/policy/digest||WARNING /predicate/policy: has no digest
                summary|/predicate/verificationResult|"FAILED"|WARNING /predicate/verifiedLevels: has levels although
                github-spdx|/predicate/SPDXID|"SPDXRef-Document-1"|WARNING /predicate/SPDXID: must be SPDXRef-DOCUMENT
                cyclonedx|/predicate/metadata/timestamp||WARNING /predicate: tells no time
                """)
    void whatIsDoubtfulIsTold(String sample, String pointer, String value, String finding) throws Exception {
        var text = value == null ? "" : value;
        int percent = text.indexOf('%');
        if (percent >= 0) {
            int count = Integer.parseInt(text.substring(percent + 1).replaceAll("\\D.*", ""));
            text = text.replaceFirst("%\\d+", "0".repeat(count));
        }

        assertThat(findings(sample, pointer, text)).singleElement().asString().startsWith(finding);
    }

    @Test
    void subjectsWithoutANameMayBeMany() throws Exception {
        assertThat(findings("svr", "/subject", """
                [{"name": "_", "digest": {"sha256": "%s"}}, {"name": "_", "digest": {"sha256": "%s"}}]""".formatted("0".repeat(64), "1".repeat(64))))
                .isEmpty();
    }

    @Test
    void aTypeWithoutASchemeIsDoubtful() throws Exception {
        assertThat(findings("cosign-custom", "/predicateType", "\"cosign.sigstore.dev/attestation/v1\""))
                .contains("WARNING /predicateType: is not an absolute URI");
    }
}
