package io.jenkins.plugins.intoto.engine.predicate;

import static io.jenkins.plugins.intoto.engine.layout.LintCode.Severity.NOTE;
import static io.jenkins.plugins.intoto.engine.layout.LintCode.Severity.WARNING;

import io.jenkins.plugins.intoto.engine.layout.LintCode.Severity;
import io.jenkins.plugins.intoto.engine.predicate.ClaimedTime.Absent;
import io.jenkins.plugins.intoto.engine.predicate.ClaimedTime.Claimed;
import io.jenkins.plugins.intoto.engine.statement.Place;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import io.jenkins.plugins.intoto.engine.statement.Timestamps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What sound predicates may still be weak in. */
final class PredicateLint {
    private static final int MOST = 100;

    private final Statement statement;
    private final Place predicate;
    private final List<StatementFinding> findings = new ArrayList<>();

    PredicateLint(Statement statement) {
        this.statement = statement;
        this.predicate = Place.of(statement.source()).member("predicate");
    }

    List<StatementFinding> findings() {
        var type = PredicateType.of(statement);
        if (type.isEmpty()) {
            return findings;
        }
        switch (type.get()) {
            case SLSA_PROVENANCE_V1 -> provenance();
            case SLSA_PROVENANCE_V0_2, VULNERABILITIES_V0_1, COSIGN_VULNERABILITIES ->
                add(NOTE, Place.of(statement.source()).member("predicateType"), "has a newer version");
            case VERIFICATION_SUMMARY -> summary();
            case SPDX_2 -> documentId();
            default -> {
                // nothing that is not checked already
            }
        }
        switch (type.get()) {
            case SPDX_2, SPDX_3, CYCLONEDX -> {
                // their own specifications tell how times are written
            }
            default -> times(statement.predicate(), predicate);
        }
        freshness();
        return findings;
    }

    private void freshness() {
        if (ClaimedTime.of(statement) instanceof Absent absent && absent.settable()) {
            add(
                    WARNING,
                    predicate,
                    "tells no time, so it passes no policy that asks how old it is: " + absent.reason());
        }
        if (ClaimedTime.of(statement) instanceof Claimed finished
                && ClaimedTimes.started(statement) instanceof Claimed started
                && finished.time().isBefore(started.time())) {
            findings.add(new StatementFinding(
                    WARNING, finished.pointer(), "is before " + started.pointer() + ", when it began"));
        }
    }

    private void provenance() {
        if (object(statement.predicate(), "buildDefinition").get("externalParameters") instanceof Map<?, ?> map
                && map.isEmpty()) {
            add(
                    NOTE,
                    predicate.member("buildDefinition").member("externalParameters"),
                    "is empty, which some verifiers take for missing");
        }
        var place = predicate.member("buildDefinition").member("resolvedDependencies");
        if (object(statement.predicate(), "buildDefinition").get("resolvedDependencies") instanceof List<?> list) {
            for (int i = 0; i < list.size() && findings.size() < MOST; i++) {
                if (list.get(i) instanceof Map<?, ?> resource
                        && object(resource, "digest").isEmpty()) {
                    add(NOTE, place.element(i), without(resource) + ", so nobody can tell which content was used");
                }
            }
        }
    }

    private void documentId() {
        if (statement.predicate().get("SPDXID") instanceof String id && !id.equals("SPDXRef-DOCUMENT")) {
            add(WARNING, predicate.member("SPDXID"), "must be SPDXRef-DOCUMENT, by which others refer to the document");
        }
    }

    private void summary() {
        if (object(object(statement.predicate(), "policy"), "digest").isEmpty()) {
            add(
                    WARNING,
                    predicate.member("policy"),
                    without(object(statement.predicate(), "policy")) + ", so nobody can tell which policy it was");
        }
        if ("FAILED".equals(statement.predicate().get("verificationResult"))
                && statement.predicate().get("verifiedLevels") instanceof List<?> levels
                && levels.stream().anyMatch(level -> !"FAILED".equals(level))) {
            add(WARNING, predicate.member("verifiedLevels"), "has levels although verification failed");
        }
    }

    private static String without(Map<?, ?> resource) {
        return resource.get("digest") == null ? "has no digest" : "has an empty digest";
    }

    private static Map<?, ?> object(Map<?, ?> in, String name) {
        return in.get(name) instanceof Map<?, ?> map ? map : Map.of();
    }

    private void times(Object value, Place place) {
        if (findings.size() >= MOST) {
            return;
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, each) -> times(each, place.member((String) name)));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                times(list.get(i), place.element(i));
            }
        } else if (value instanceof String text
                && text.length() < 40
                && Timestamps.parse(text).isPresent()
                && !Timestamps.isNormal(text)) {
            add(WARNING, place, "is a time that is not in UTC with T and Z, as the framework demands");
        }
    }

    private void add(Severity severity, Place place, String reason) {
        findings.add(new StatementFinding(severity, place.pointer(), reason));
    }
}
