package io.jenkins.plugins.intoto.engine.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    @ParameterizedTest
    @CsvSource({
        "2026-03-18T09:30:00Z, 2026-03-18T09:30:00Z",
        "2026-03-18t09:30:00z, 2026-03-18T09:30:00Z",
        "2026-03-18T09:30:00.123456789Z, 2026-03-18T09:30:00.123456789Z",
        "2021-08-06T17:45:50.52Z, 2021-08-06T17:45:50.520Z",
        "2026-03-18T09:30:00+05:30, 2026-03-18T04:00:00Z",
        "2026-03-18T00:30:00-01:00, 2026-03-18T01:30:00Z"
    })
    void timesOfRfc3339AreRead(String text, Instant time) {
        assertThat(Timestamps.parse(text)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-03-18",
                "2026-03-18 09:30:00Z",
                "2026-03-18T09:30:00",
                "2026-03-18T09:30Z",
                "2026-02-30T09:30:00Z",
                "2026-03-18T25:30:00Z",
                "2026-03-18T09:30:00+0530",
                "2026-03-18T09:30:00+99:00",
                "2026-03-18T09:30:00.1234567891Z",
                "+12026-03-18T09:30:00Z",
                "2026-03-18T09:30:00Z\n",
                "٢٠٢٦-03-18T09:30:00Z"
            })
    void othersAreNot(String text) {
        assertThat(Timestamps.parse(text)).isEmpty();
        assertThat(Timestamps.isNormal(text)).isFalse();
    }

    @Test
    void timesAreWrittenInUtcAndWholeSeconds() {
        assertThat(Timestamps.format(Instant.parse("2026-03-18T09:30:00.999Z"))).isEqualTo("2026-03-18T09:30:00Z");
        assertThat(Timestamps.isNormal("2026-03-18T09:30:00Z")).isTrue();
        assertThat(Timestamps.isNormal("2026-03-18T09:30:00+00:00")).isFalse();
        assertThat(Timestamps.isNormal("2026-03-18t09:30:00Z")).isFalse();
    }
}
