package io.jenkins.plugins.intoto.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.policy.PolicyVerdict;
import io.jenkins.plugins.intoto.engine.policy.SampleVerdicts;
import io.jenkins.plugins.intoto.engine.report.JsonReport;
import io.jenkins.plugins.intoto.engine.report.PolicyJsonReport;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ShownExpectationTest {
    private static ShownExpectation only(byte[] report) throws Exception {
        var artifact = Json.parseObject(report, "report.json", JsonReport.LIMITS)
                .objects("artifacts")
                .get(0);
        return ShownExpectation.of("app", "", artifact.objects("expectations").get(0));
    }

    private static byte[] report(PolicyVerdict verdict) throws Exception {
        var report = new ByteArrayOutputStream();
        PolicyJsonReport.write(verdict, report);
        return report.toByteArray();
    }

    @Test
    void remarksOnACandidateStandBelowIt() throws Exception {
        assertThat(only(report(SampleVerdicts.remarked()))
                        .getCandidates()
                        .get(0)
                        .getRemarks())
                .contains("/predicate: has no \"buildDefinition\"", "/predicate: has no \"runDetails\"")
                .allMatch(line -> line.startsWith("/predicate"));
    }

    @Test
    void aCandidateWithoutRemarksStandsAlone() throws Exception {
        assertThat(only(report(SampleVerdicts.passed())).getCandidates())
                .isNotEmpty()
                .allMatch(candidate -> candidate.getRemarks().isEmpty());
    }

    @Test
    void aRemarkOnAllOfAStatementHasNoPlace() throws Exception {
        var text = new String(report(SampleVerdicts.remarked()), StandardCharsets.UTF_8)
                .replaceAll("\"pointer\" *: *\"/predicate\"", "\"pointer\": \"\"");

        assertThat(only(text.getBytes(StandardCharsets.UTF_8)).getCandidates())
                .flatExtracting(ShownCandidate::getRemarks)
                .contains("has no \"buildDefinition\"");
    }
}
