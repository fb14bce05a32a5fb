package io.jenkins.plugins.intoto.engine.policy;

import io.jenkins.plugins.intoto.engine.model.ArtifactPattern;
import java.util.List;

/**
 * What is expected of some artifacts.
 *
 * @param patterns the names of the artifacts, as the caller of the verification gives them; {@code *} matches any text
 * @param expectations all that must be met for each of them
 */
public record SubjectRule(List<ArtifactPattern> patterns, List<Expectation> expectations) {
    /** Copies the lists. */
    public SubjectRule {
        patterns = List.copyOf(patterns);
        expectations = List.copyOf(expectations);
    }

    /** Whether it is about an artifact of a name. */
    public boolean covers(String artifact) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(artifact));
    }
}
