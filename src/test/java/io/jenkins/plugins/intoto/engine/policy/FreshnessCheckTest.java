package io.jenkins.plugins.intoto.engine.policy;

import static io.jenkins.plugins.intoto.engine.policy.Attestations.NOW;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.ago;
import static io.jenkins.plugins.intoto.engine.policy.CandidateStatus.FUTURE;
import static io.jenkins.plugins.intoto.engine.policy.CandidateStatus.STALE;
import static io.jenkins.plugins.intoto.engine.policy.CandidateStatus.TIMES_CONTRADICT;
import static io.jenkins.plugins.intoto.engine.policy.CandidateStatus.TIME_MISSING;
import static io.jenkins.plugins.intoto.engine.policy.CandidateStatus.TIME_UNREADABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.policy.Freshness.Clock;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FreshnessCheckTest {
    private static final List<Instant> UNSEEN = List.of();

    private static Statement statement(String type, Map<String, Object> predicate) throws Exception {
        return Statement.of(List.of(ResourceDescriptor.of("a", Attestations.DIGESTS)), type, predicate);
    }

    private static Statement claiming(Instant time) throws Exception {
        return statement(Attestations.PROVENANCE, Attestations.provenance(time, "https://b"));
    }

    private static Statement timeless() throws Exception {
        return statement("https://in-toto.io/attestation/test-result/v0.1", Map.of("result", "PASSED"));
    }

    private static Optional<CandidateStatus> check(Clock clock, Statement statement, List<Instant> observed) {
        return check(
                new Freshness(Duration.ofDays(7), clock, Duration.ofMinutes(5), Optional.empty()), statement, observed);
    }

    private static Optional<CandidateStatus> check(Freshness freshness, Statement statement, List<Instant> observed) {
        return new FreshnessCheck(freshness, NOW).check(statement, observed).map(Denial::status);
    }

    @Test
    void aClaimedTimeWithinTheAgeIsFresh() throws Exception {
        assertThat(check(Clock.CLAIMED, claiming(ago(7)), UNSEEN)).isEmpty();
        assertThat(check(Clock.CLAIMED, claiming(ago(7).minusMillis(1)), UNSEEN))
                .hasValue(STALE);
    }

    @Test
    void theFutureDeniesBeyondTheClockSkew() throws Exception {
        assertThat(check(Clock.CLAIMED, claiming(NOW.plusSeconds(300)), UNSEEN)).isEmpty();
        assertThat(check(Clock.CLAIMED, claiming(NOW.plusSeconds(301)), UNSEEN)).hasValue(FUTURE);
        assertThat(check(Clock.OBSERVED, timeless(), List.of(NOW.plusSeconds(301))))
                .hasValue(FUTURE);
    }

    @Test
    void aMissingTimeDenies() throws Exception {
        assertThat(check(Clock.CLAIMED, timeless(), UNSEEN)).hasValue(TIME_MISSING);
        assertThat(check(Clock.CLAIMED, timeless(), List.of(ago(1)))).hasValue(TIME_MISSING);
        assertThat(check(Clock.OBSERVED, claiming(ago(1)), UNSEEN)).hasValue(TIME_MISSING);
    }

    @Test
    void anUnreadableTimeDeniesWhicheverClockIsAskedFor() throws Exception {
        var predicate = Map.<String, Object>of("runDetails", Map.of("metadata", Map.of("finishedOn", "yesterday")));
        var statement = statement(Attestations.PROVENANCE, predicate);

        assertThat(check(Clock.CLAIMED, statement, List.of(ago(1)))).hasValue(TIME_UNREADABLE);
        assertThat(check(Clock.OBSERVED, statement, List.of(ago(1)))).hasValue(TIME_UNREADABLE);
    }

    @Test
    void anObservedTimeIsEnoughWhereThereIsNoOther() throws Exception {
        assertThat(check(Clock.OBSERVED, timeless(), List.of(ago(6)))).isEmpty();
        assertThat(check(Clock.OBSERVED, timeless(), List.of(ago(8)))).hasValue(STALE);
    }

    @Test
    void bothClocksCountWhereBothAreThere() throws Exception {
        assertThat(check(Clock.OBSERVED, claiming(ago(6)), List.of(ago(1)))).isEmpty();
        assertThat(check(Clock.OBSERVED, claiming(ago(8)), List.of(ago(1)))).hasValue(STALE);
        assertThat(check(Clock.CLAIMED, claiming(ago(9)), List.of(ago(8)))).hasValue(STALE);
    }

    @Test
    void theEarliestObservationTellsTheAge() throws Exception {
        assertThat(check(Clock.OBSERVED, timeless(), List.of(ago(8), ago(1)))).hasValue(STALE);
    }

    @Test
    void whatWasSeenBeforeItClaimsToHaveComeAboutDenies() throws Exception {
        assertThat(check(Clock.CLAIMED, claiming(ago(1)), List.of(ago(2)))).hasValue(TIMES_CONTRADICT);
    }

    @Test
    void aFieldOfItsOwnCanHoldTheTime() throws Exception {
        var freshness = new Freshness(
                Duration.ofDays(7), Clock.CLAIMED, Duration.ofMinutes(5), Optional.of("/meta/scanned~1At"));
        var type = "https://example.com/scan/v1";

        assertThat(check(freshness, statement(type, meta(ago(6).toString())), UNSEEN))
                .isEmpty();
        assertThat(check(freshness, statement(type, meta(ago(8).toString())), UNSEEN))
                .hasValue(STALE);
        assertThat(check(freshness, statement(type, meta("now")), UNSEEN)).hasValue(TIME_UNREADABLE);
        assertThat(check(freshness, statement(type, meta(5L)), UNSEEN)).hasValue(TIME_UNREADABLE);
        assertThat(check(freshness, statement(type, Map.of()), UNSEEN)).hasValue(TIME_MISSING);
    }

    private static Map<String, Object> meta(Object time) {
        return Map.of("meta", Map.of("scanned/At", time));
    }
}
