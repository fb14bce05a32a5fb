package io.jenkins.plugins.intoto.engine.predicate;

import io.jenkins.plugins.intoto.engine.predicate.ClaimedTime.Absent;
import io.jenkins.plugins.intoto.engine.predicate.ClaimedTime.Claimed;
import io.jenkins.plugins.intoto.engine.predicate.ClaimedTime.Unreadable;
import io.jenkins.plugins.intoto.engine.statement.Place;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import io.jenkins.plugins.intoto.engine.statement.Timestamps;
import java.util.List;
import java.util.Map;

/** Finds the time in a predicate. */
final class ClaimedTimes {
    private final Statement statement;

    ClaimedTimes(Statement statement) {
        this.statement = statement;
    }

    ClaimedTime finished() {
        var type = PredicateType.of(statement);
        if (type.isEmpty()) {
            return new Absent(false, "nothing is known of predicates of this type");
        }
        return switch (type.get()) {
            case SLSA_PROVENANCE_V1 ->
                firstSet(at("runDetails", "metadata", "finishedOn"), at("runDetails", "metadata", "startedOn"));
            case SLSA_PROVENANCE_V0_2 -> firstSet(at("metadata", "buildFinishedOn"), at("metadata", "buildStartedOn"));
            case VERIFICATION_SUMMARY -> at("timeVerified");
            case VULNERABILITIES_V0_2, VULNERABILITIES_V0_1, COSIGN_VULNERABILITIES -> at("metadata", "scanFinishedOn");
            case COSIGN_CUSTOM -> at("Timestamp");
            case OPENVEX -> firstSet(at("last_updated"), at("timestamp"));
            case SPDX_2 -> at("creationInfo", "created");
            case SPDX_3 -> spdxCreation();
            case CYCLONEDX -> at("metadata", "timestamp");
            case RUNTIME_TRACE -> at("metadata", "buildFinishedOn");
            case SIMPLE_VERIFICATION_RESULT -> at("timeCreated");
            case LINK, TEST_RESULT, SCAI, RELEASE, REFERENCE ->
                new Absent(false, "predicates of this type have no time");
        };
    }

    /** When it began, as far as its type has that too. */
    static ClaimedTime started(Statement statement) {
        var times = new ClaimedTimes(statement);
        return switch (PredicateType.of(statement).orElse(PredicateType.LINK)) {
            case SLSA_PROVENANCE_V1 -> times.at("runDetails", "metadata", "startedOn");
            case SLSA_PROVENANCE_V0_2 -> times.at("metadata", "buildStartedOn");
            case VULNERABILITIES_V0_2, VULNERABILITIES_V0_1, COSIGN_VULNERABILITIES ->
                times.at("metadata", "scanStartedOn");
            case RUNTIME_TRACE -> times.at("metadata", "buildStartedOn");
            default -> new Absent(false, "predicates of this type have no beginning");
        };
    }

    private static ClaimedTime firstSet(ClaimedTime first, ClaimedTime second) {
        return first instanceof Absent && !(second instanceof Absent) ? second : first;
    }

    private ClaimedTime spdxCreation() {
        var creation = SpdxCreation.of(statement.predicate());
        return creation.isPresent()
                ? time(
                        creation.get().members().get("created"),
                        "/predicate" + creation.get().pointer() + "/created")
                : new Absent(false, "there is no CreationInfo in /predicate/@graph");
    }

    private ClaimedTime at(String... path) {
        var place = Place.of(statement.source()).member("predicate");
        return at(statement.predicate(), place, List.of(path));
    }

    private static ClaimedTime at(Object value, Place place, List<String> path) {
        if (path.isEmpty() || value == null) {
            var end = place;
            for (var name : path) {
                end = end.member(name);
            }
            return time(value, end.pointer());
        }
        if (!(value instanceof Map<?, ?> map)) {
            return new Unreadable(place.pointer(), "must be an object");
        }
        var name = path.get(0);
        return at(map.get(name), place.member(name), path.subList(1, path.size()));
    }

    private static ClaimedTime time(Object value, String pointer) {
        if (value == null || value.equals("")) {
            return new Absent(true, pointer + " is not set");
        }
        if (value instanceof String text) {
            var time = Timestamps.parse(text);
            if (time.isPresent()) {
                return new Claimed(time.get(), pointer);
            }
        }
        return new Unreadable(pointer, "must be a time of RFC 3339, such as 2026-03-18T09:30:00Z");
    }
}
