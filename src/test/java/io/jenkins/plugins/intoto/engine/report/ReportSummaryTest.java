package io.jenkins.plugins.intoto.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.policy.SampleVerdicts;
import io.jenkins.plugins.intoto.engine.verify.SupplyChain;
import io.jenkins.plugins.intoto.engine.verify.Verification;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportSummaryTest {
    static List<Verification> everyKindOfOutcome() {
        return SampleChains.all().values().stream().map(SupplyChain::verify).toList();
    }

    private static void assertSays(ReportSummary summary, byte[] json) throws Exception {
        var report = Json.parseObject(json, "report.json", JsonReport.LIMITS);
        assertThat(report.asMap()).containsEntry("passed", summary.passed());
        assertThat(report.string("summary")).isEqualTo(summary.summary());
        assertThat(report.string("time")).isEqualTo(summary.time().toString());
        assertThat(report.object("counts").integer("failures")).isEqualTo(summary.failureCount());
        assertThat(report.object("counts").integer("warnings", 0)).isEqualTo(summary.warningCount());
        assertThat(report.object("counts").integer("links", 0)).isEqualTo(summary.links());
        var sentences = new ArrayList<String>();
        for (JsonObject failure : report.objects("failures")) {
            sentences.add(failure.string("sentence"));
        }
        assertThat(sentences).isEqualTo(summary.failures());
    }

    @ParameterizedTest
    @MethodSource("everyKindOfOutcome")
    void itSaysOfAnOutcomeWhatItsReportSays(Verification verification) throws Exception {
        assertSays(ReportSummary.of(verification), JsonReport.toByteArray(verification));
    }

    @Test
    void itSaysOfAVerdictWhatItsReportSays() throws Exception {
        for (var verdict : List.of(SampleVerdicts.passed(), SampleVerdicts.failed(), SampleVerdicts.unsigned())) {
            var report = new ByteArrayOutputStream();
            PolicyJsonReport.write(verdict, report);

            assertSays(ReportSummary.of(verdict), report.toByteArray());
        }
    }

    @Test
    void itCountsLinksAndWarnings() throws Exception {
        var summary = ReportSummary.of(SampleChains.withOtherCommand().verify());

        assertThat(summary.passed()).isTrue();
        assertThat(summary.time()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
        assertThat(summary.links()).isEqualTo(1);
        assertThat(summary.failures()).isEmpty();
        assertThat(summary.warningCount()).isEqualTo(1);
    }
}
