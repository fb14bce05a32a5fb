package io.jenkins.plugins.intoto.engine.predicate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.predicate.ClaimedTime.Absent;
import io.jenkins.plugins.intoto.engine.predicate.ClaimedTime.Claimed;
import io.jenkins.plugins.intoto.engine.predicate.ClaimedTime.Unreadable;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimedTimeTest {
    @ParameterizedTest
    @CsvSource({
        "provenance-v1, 2026-03-18T09:30:00Z, /predicate/runDetails/metadata/finishedOn",
        "summary, 2026-03-18T10:00:00Z, /predicate/timeVerified",
        "vulns-v0.2, 2026-03-18T09:32:00Z, /predicate/metadata/scanFinishedOn",
        "vulns-v0.1, 2026-03-18T09:32:00Z, /predicate/metadata/scanFinishedOn",
        "cosign-vuln, 2026-03-18T08:32:00.654321Z, /predicate/metadata/scanFinishedOn",
        "cosign-custom, 2026-03-18T09:33:00Z, /predicate/Timestamp",
        "openvex, 2026-03-18T09:37:00Z, /predicate/last_updated",
        "github-spdx, 2026-03-18T09:34:00Z, /predicate/creationInfo/created",
        "spdx-3, 2026-03-18T09:35:00Z, /predicate/@graph/0/created",
        "cyclonedx, 2026-03-18T09:36:00Z, /predicate/metadata/timestamp",
        "runtime-trace, 2026-03-18T09:29:00Z, /predicate/metadata/buildFinishedOn",
        "svr, 1985-04-12T23:20:50.520Z, /predicate/timeCreated"
    })
    void eachPredicateHasItsOwnTime(String sample, Instant time, String pointer) throws Exception {
        assertThat(ClaimedTime.of(Samples.statement(sample))).isEqualTo(new Claimed(time, pointer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "link",
                "test-result",
                "scai",
                "release",
                "reference",
                "github-provenance",
                "generator-provenance-v0.2"
            })
    void someHaveNone(String sample) throws Exception {
        assertThat(ClaimedTime.of(Samples.statement(sample))).isInstanceOf(Absent.class);
    }

    @Test
    void aBuildThatGoesOnHasItsBeginning() throws Exception {
        var going = Samples.changed("provenance-v1", "/predicate/runDetails/metadata/finishedOn", "null");

        assertThat(ClaimedTime.of(going))
                .isEqualTo(
                        new Claimed(Instant.parse("2026-03-18T09:00:00Z"), "/predicate/runDetails/metadata/startedOn"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"soon\"", "1742290000", "{}", "[]", "true"})
    void anEndThatCannotBeReadIsNotReplacedByTheBeginning(String value) throws Exception {
        var broken = Samples.changed("provenance-v1", "/predicate/runDetails/metadata/finishedOn", value);

        assertThat(ClaimedTime.of(broken))
                .isInstanceOfSatisfying(Unreadable.class, unreadable -> assertThat(unreadable.pointer())
                        .isEqualTo("/predicate/runDetails/metadata/finishedOn"));
    }

    @Test
    void whatShouldHoldTheTimeMayBeSomethingElse() throws Exception {
        assertThat(ClaimedTime.of(Samples.changed("vulns-v0.2", "/predicate/metadata", "\"x\"")))
                .isEqualTo(new Unreadable("/predicate/metadata", "must be an object"));
        assertThat(ClaimedTime.of(Samples.changed("vulns-v0.2", "/predicate/metadata", "")))
                .isEqualTo(new Absent(true, "/predicate/metadata/scanFinishedOn is not set"));
    }

    @Test
    void theDocumentOfAGraphTellsItsTime() throws Exception {
        var inline = Samples.changed("spdx-3", "/predicate/@graph/2/creationInfo", """
                {"type": "CreationInfo", "specVersion": "3.0.1", "created": "2026-03-19T00:00:00Z",
                 "createdBy": ["https://example.com/agent"]}""");
        var none = Samples.changed("spdx-3", "/predicate/@graph", "[{\"type\": \"Tool\"}]");

        assertThat(ClaimedTime.of(inline))
                .isEqualTo(
                        new Claimed(Instant.parse("2026-03-19T00:00:00Z"), "/predicate/@graph/2/creationInfo/created"));
        assertThat(ClaimedTime.of(none)).isInstanceOf(Absent.class);
    }
}
