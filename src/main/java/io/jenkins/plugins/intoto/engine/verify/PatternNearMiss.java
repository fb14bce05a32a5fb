package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.model.ArtifactPattern;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/** Tells by how little a pattern fails to match a path, for whoever wrote the pattern and thinks that it does. */
final class PatternNearMiss {
    private PatternNearMiss() {}

    /**
     * Why a pattern does not match a path that it nearly matches.
     *
     * @param path the path
     * @param pattern the pattern, which does not match it
     * @return a clause whose subject is the artifact; empty if it takes more to make them match
     */
    static Optional<String> of(String path, ArtifactPattern pattern) {
        if (path.indexOf('\\') >= 0 && pattern.matches(path.replace('\\', '/'))) {
            return Optional.of("has a backslash where the pattern has a slash");
        }
        for (var form : new Normalizer.Form[] {Normalizer.Form.NFC, Normalizer.Form.NFD}) {
            var normal = Normalizer.normalize(path, form);
            if (!normal.equals(path) && pattern.matches(normal)) {
                return Optional.of("is in another Unicode form than the pattern (" + form + ")");
            }
        }
        if (ArtifactPattern.of(pattern.text().toLowerCase(Locale.ROOT)).matches(path.toLowerCase(Locale.ROOT))) {
            return Optional.of("differs from the pattern in case");
        }
        int slash = path.lastIndexOf('/');
        if (slash >= 0 && pattern.matches(path.substring(slash + 1))) {
            return Optional.of("is in a folder, and the pattern names none; it would match with */ before it");
        }
        if (slash < 0 && pattern.text().startsWith("**/") && pattern.matches("/" + path)) {
            return Optional.of("is in no folder, and ** means the same as *, so **/ needs one");
        }
        return pattern.text().contains("/**/")
                        && ArtifactPattern.of(pattern.text().replace("/**/", "/"))
                                .matches(path)
                ? Optional.of("lacks the folder that /**/ needs, for ** means the same as *")
                : Optional.empty();
    }
}
