package io.jenkins.plugins.intoto.engine.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.verify.SupplyChain;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportSummaryTest {
    private static final String FAILED = new String(
            JsonReport.toByteArray(SampleChains.ofThreeStepsWithAChangedJar().verify()), StandardCharsets.UTF_8);

    private static ReportSummary read(String report) throws MalformedJsonException {
        return ReportSummary.read(report.getBytes(StandardCharsets.UTF_8), "report.json");
    }

    @Test
    void aPassedReportIsReadBack() throws Exception {
        var summary = ReportSummary.read(
                JsonReport.toByteArray(SampleChains.ofThreeSteps().verify()), "report.json");
        assertThat(summary.passed()).isTrue();
        assertThat(summary.summary()).isEqualTo("3 steps with 3 links verified against release.layout");
        assertThat(summary.time()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
        assertThat(summary.layout()).isEqualTo("release.layout");
        assertThat(summary.steps()).isEqualTo(3);
        assertThat(summary.links()).isEqualTo(3);
        assertThat(summary.failureCount()).isZero();
        assertThat(summary.failures()).isEmpty();
    }

    @Test
    void theFailuresOfAFailedReportAreItsSentences() throws Exception {
        var summary = read(FAILED);
        assertThat(summary.passed()).isFalse();
        assertThat(summary.failureCount()).isEqualTo(1);
        assertThat(summary.failures())
                .singleElement()
                .asString()
                .startsWith("step 'package': material target/app.jar differs");
    }

    @Test
    void warningsAreReadBack() throws Exception {
        var summary = ReportSummary.read(
                JsonReport.toByteArray(SampleChains.withOtherCommand().verify()), "report.json");
        assertThat(summary.warningCount()).isEqualTo(1);
        assertThat(summary.warnings()).containsExactly("step 'build': ran \"make evil\", expected was \"make\"");
    }

    @Test
    void membersOfALaterVersionOfTheSchemaAreSkipped() throws Exception {
        assertThat(read(FAILED.replace("\"counts\"", "\"aNewMember\": [{}], \"counts\""))
                        .failureCount())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"schema\": 1      | \"schema\": 2          | /schema: is 2, only 1 is known here",
                "\"schema\": 1      | \"schema\": \"1\"      | /schema: must be an integer",
                "\"schema\": 1      | \"version\": 1         | no verification report: it has no \"schema\"",
                "\"passed\": false  | \"passed\": true       | /passed: contradicts the number of failures, 1",
                "\"passed\": false  | \"passed\": null       | /passed: must be true or false",
                "\"failures\": 1    | \"failures\": 0        | /counts/failures: is 0, less than what is listed",
                "\"links\": 3       | \"links\": -3          | /counts/links: is -3, less than what is listed",
                "\"time\": \"2026   | \"time\": \"yesterday  | /time: is no time",
                "\"sentence\"       | \"words\"              | /failures/0: has no \"sentence\"",
                "\"source\"         | \"file\"               | /layout: has no \"source\"",
                "\"summary\"        | \"passed\"             | is named twice",
            })
    void aReportThatIsNotWhatItShouldBeIsRefusedWithThePlace(String text, String changed, String message) {
        assertThat(FAILED).contains(text);
        assertThatThrownBy(() -> read(FAILED.replaceFirst(text, changed)))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageStartingWith("report.json: ")
                .hasMessageContaining(message);
    }

    @Test
    void anOverlargeReportIsRefusedBeforeItIsParsed() {
        byte[] large = new byte[(int) ReportSummary.LIMITS.maxBytes() + 1];
        assertThatThrownBy(() -> ReportSummary.read(large, "report.json"))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessage("report.json: is 33554433 bytes long, the limit is 33554432");
    }

    @Test
    void aDeeplyNestedReportIsRefused() {
        assertThatThrownBy(() -> read("{\"schema\":1,\"x\":" + "[".repeat(100_000)))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageContaining("nested deeper than 128 levels");
    }

    @Test
    void damagedReportsAreReadOrRefusedButNeverAnythingElse() {
        var random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            byte[] bad = damaged(random);
            try {
                ReportSummary.read(bad, "report.json");
            } catch (MalformedJsonException e) {
                assertThat(e).hasMessageStartingWith("report.json: ");
            }
        }
    }

    /** The report cut off or with other bytes in it, or still JSON with a member missing or of another value. */
    private static byte[] damaged(Random random) {
        var lines = new ArrayList<>(FAILED.lines().toList());
        int line = random.nextInt(lines.size());
        switch (random.nextInt(3)) {
            case 0 -> lines.remove(line);
            case 1 ->
                lines.set(
                        line,
                        lines.get(line).replaceFirst(": [^\\[{,]+", random.nextBoolean() ? ": null" : ": 99999999999"));
            default -> {
                byte[] good = FAILED.getBytes(StandardCharsets.UTF_8);
                byte[] bad = Arrays.copyOf(good, 1 + random.nextInt(good.length));
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
                return bad;
            }
        }
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aReportOfSublayoutsAsDeepAsTheyAreFollowedCanBeRead() throws Exception {
        var chain = SampleChains.ofThreeSteps();
        for (int depth = 0; depth < 8; depth++) {
            var outer = new SupplyChain();
            outer.step("all").by("carol").sublayout("carol", chain);
            chain = outer;
        }
        var verification = chain.verify();
        assertThat(verification.failures()).isEmpty();
        assertThat(ReportSummary.read(JsonReport.toByteArray(verification), "report.json")
                        .links())
                .isEqualTo(1);
    }
}
