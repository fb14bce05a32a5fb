package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.artifact.ArtifactCursor;
import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.model.ArtifactRule;
import java.util.Optional;

/**
 * The artifacts that a MATCH rule compares with. Prefixes are plain directories, without globbing: {@code IN dir} means
 * paths that begin with {@code dir/}, and the pattern is matched against the rest.
 */
final class MatchTarget {
    private final ArtifactRule.Match rule;
    private final String sourcePrefix;
    private final Optional<String> destinationPrefix;
    private final Artifacts artifacts;
    private ArtifactCursor ahead;

    /**
     * @param rule the rule
     * @param artifacts the other step's artifacts of the rule's side
     */
    MatchTarget(ArtifactRule.Match rule, Artifacts artifacts) {
        this.rule = rule;
        this.sourcePrefix = rule.sourcePrefix().map(MatchTarget::directory).orElse("");
        this.destinationPrefix = rule.destinationPrefix().filter(prefix -> !prefix.isEmpty());
        this.artifacts = artifacts;
        this.ahead = artifacts.cursor();
    }

    private static String directory(String prefix) {
        var slashes = prefix.replace('\\', '/');
        return slashes.isEmpty() || slashes.endsWith("/") ? slashes : slashes + "/";
    }

    /** The path that an artifact must have in the other step; empty if the rule does not speak of it. */
    Optional<String> destinationOf(String path) {
        if (!path.startsWith(sourcePrefix)) {
            return Optional.empty();
        }
        var rest = path.substring(sourcePrefix.length());
        if (!rule.pattern().matches(rest)) {
            return Optional.empty();
        }
        // As the reference joins them: an absolute path stays what it is.
        return Optional.of(destinationPrefix
                .map(prefix -> rest.startsWith("/") ? rest : directory(prefix) + rest.replace('\\', '/'))
                .orElse(rest));
    }

    /** Whether the other step has the artifact that the rule demands for this one, with equal digests. */
    boolean hasEqual(ArtifactCursor artifact) {
        if (sourcePrefix.isEmpty()
                && destinationPrefix.isEmpty()
                && rule.pattern().matchesAll()) {
            return ahead.seek(artifact) && ahead.matches(artifact);
        }
        var destination = destinationOf(artifact.path());
        return destination.isPresent() && seek(destination.get()) && ahead.matches(artifact);
    }

    /** Paths are asked for in ascending order, but where joining changed the order. */
    private boolean seek(String path) {
        if (ahead.isBeyond(path)) {
            ahead = artifacts.cursor();
        }
        return ahead.seek(path);
    }
}
