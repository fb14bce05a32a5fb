package io.jenkins.plugins.intoto.engine.policy;

import io.jenkins.plugins.intoto.engine.json.JsonPointer;
import io.jenkins.plugins.intoto.engine.predicate.ClaimedTime;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import io.jenkins.plugins.intoto.engine.statement.Timestamps;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks the age of an attestation. The time that the policy asks for must be there; a time that is there is checked,
 * whether it was asked for or not, and one that cannot be read denies.
 */
final class FreshnessCheck {
    private final Freshness freshness;
    private final Instant now;

    FreshnessCheck(Freshness freshness, Instant now) {
        this.freshness = freshness;
        this.now = now;
    }

    /**
     * @param observed when trusted authorities saw the signature, earliest first
     * @return why it is not fresh; empty if it is
     */
    Optional<Denial> check(Statement statement, List<Instant> observed) {
        var claim =
                freshness.field().map(field -> claimAt(field, statement)).orElseGet(() -> ClaimedTime.of(statement));
        if (claim instanceof ClaimedTime.Unreadable unreadable) {
            return denial(
                    CandidateStatus.TIME_UNREADABLE,
                    unreadable.pointer(),
                    "its time cannot be read: " + DisplayText.of(unreadable.reason()));
        }
        if (claim instanceof ClaimedTime.Absent absent && freshness.clock() == Freshness.Clock.CLAIMED) {
            return denial(
                    CandidateStatus.TIME_MISSING,
                    freshness.field().map(field -> "/predicate" + field).orElse("/predicate"),
                    "it claims no time: " + DisplayText.of(absent.reason()));
        }
        if (observed.isEmpty() && freshness.clock() == Freshness.Clock.OBSERVED) {
            return denial(
                    CandidateStatus.TIME_MISSING,
                    "",
                    "no timestamp authority or log that the policy trusts has seen its signature");
        }
        if (claim instanceof ClaimedTime.Claimed claimed) {
            var tooOld = age(claimed.time(), claimed.pointer(), "it claims to be from ");
            if (tooOld.isPresent()) {
                return tooOld;
            }
        }
        if (observed.isEmpty()) {
            return Optional.empty();
        }
        var first = observed.get(0);
        if (claim instanceof ClaimedTime.Claimed claimed && isAfter(claimed.time(), first)) {
            return denial(
                    CandidateStatus.TIMES_CONTRADICT,
                    claimed.pointer(),
                    "it claims to be from " + claimed.time() + ", but its signature was seen before, at " + first);
        }
        return age(first, "", "its signature was seen at ");
    }

    private Optional<Denial> age(Instant time, String pointer, String start) {
        if (isAfter(time, now)) {
            return denial(
                    CandidateStatus.FUTURE,
                    pointer,
                    start + time + ", which is in the future at " + now + " by more than "
                            + PolicyDuration.text(freshness.clockSkew()));
        }
        if (time.isBefore(now.minus(freshness.maxAge()))) {
            return denial(
                    CandidateStatus.STALE,
                    pointer,
                    start + time + ", " + PolicyDuration.age(Duration.between(time, now)) + " ago, more than "
                            + PolicyDuration.text(freshness.maxAge()));
        }
        return Optional.empty();
    }

    /** Whether a time lies after another by more than clocks may differ. */
    private boolean isAfter(Instant time, Instant other) {
        return time.isAfter(other.plus(freshness.clockSkew()));
    }

    private static Optional<Denial> denial(CandidateStatus status, String pointer, String sentence) {
        return Optional.of(new Denial(status, pointer, sentence));
    }

    private static ClaimedTime claimAt(String field, Statement statement) {
        Object at = statement.predicate();
        for (var name : JsonPointer.names(field)) {
            at = at instanceof Map<?, ?> map ? map.get(name) : null;
        }
        if (at == null) {
            return new ClaimedTime.Absent(true, "there is no " + field);
        }
        var pointer = "/predicate" + field;
        return at instanceof String text
                ? Timestamps.parse(text)
                        .<ClaimedTime>map(time -> new ClaimedTime.Claimed(time, pointer))
                        .orElseGet(() -> new ClaimedTime.Unreadable(pointer, "it is not a time of RFC 3339"))
                : new ClaimedTime.Unreadable(pointer, "it is not text");
    }
}
