package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.text.Normalizer;
import java.util.Optional;

/** Finds the artifact that is meant by a path which is not among the artifacts, if there is one that nearly has it. */
final class PathNearMiss {
    /** Whoever has more artifacts than this is not told, since each is looked at for each path that is explained. */
    private static final int MOST = 200_000;

    private PathNearMiss() {}

    /** By how little a path differs from another; what is likelier meant comes first. */
    private enum Difference {
        CASE("differs in case"),
        BACKSLASH("differs in backslashes"),
        UNICODE("is in another Unicode form"),
        FOLDER("is in another folder");

        private final String clause;

        Difference(String clause) {
            this.clause = clause;
        }

        boolean isAll(String path, String other) {
            return switch (this) {
                case CASE -> path.equalsIgnoreCase(other);
                case BACKSLASH -> slashed(path).equals(slashed(other));
                case UNICODE ->
                    Normalizer.normalize(path, Normalizer.Form.NFC)
                            .equals(Normalizer.normalize(other, Normalizer.Form.NFC));
                case FOLDER -> fileName(path).equals(fileName(other));
            };
        }
    }

    /**
     * What else is among some artifacts.
     *
     * @param path a path that none of them has
     * @return the end of a sentence that says that the path is not among them; empty if none nearly has it
     */
    static String among(Artifacts artifacts, String path) {
        if (artifacts.size() > MOST) {
            return "";
        }
        var best = new String[Difference.values().length];
        artifacts.forEach((other, digests) -> {
            for (var difference : Difference.values()) {
                if (best[difference.ordinal()] == null && difference.isAll(path, other)) {
                    best[difference.ordinal()] = other;
                    return;
                }
            }
        });
        for (var difference : Difference.values()) {
            var other = Optional.ofNullable(best[difference.ordinal()]);
            if (other.isPresent()) {
                return ", but " + DisplayText.of(other.get()) + " is, which " + difference.clause;
            }
        }
        return "";
    }

    private static String slashed(String path) {
        return path.replace('\\', '/');
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
