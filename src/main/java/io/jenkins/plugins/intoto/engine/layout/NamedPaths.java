package io.jenkins.plugins.intoto.engine.layout;

import io.jenkins.plugins.intoto.engine.model.ArtifactPaths;
import io.jenkins.plugins.intoto.engine.model.ArtifactRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The paths and patterns that a rule names. Paths in links are normal, so what names a path that is not can match nothing.
 *
 * @param pattern the pattern or path
 * @param prefixes the directories of a MATCH rule
 */
record NamedPaths(String pattern, List<String> prefixes) {
    /** What no normal path holds, whatever wildcards stand around it; two slashes may be those of a URI. */
    private static final Pattern NOT_NORMAL = Pattern.compile("^\\./|/\\./|(?<![*?:])//|/\\.$|[^./*?]/\\.\\.(/|$)|/$");

    static NamedPaths of(ArtifactRule rule) {
        var prefixes = new ArrayList<String>();
        if (rule instanceof ArtifactRule.Match match) {
            match.sourcePrefix().ifPresent(prefixes::add);
            match.destinationPrefix().ifPresent(prefixes::add);
        }
        return new NamedPaths(rule.tokens().get(1), prefixes);
    }

    /** The pattern of a rule; empty if the rule has a plain path. */
    static Optional<String> pattern(ArtifactRule rule) {
        return rule instanceof ArtifactRule.Require
                ? Optional.empty()
                : Optional.of(rule.tokens().get(1));
    }

    /** Why some of them can match nothing, a clause each. */
    List<String> defects() {
        var defects = new ArrayList<String>();
        if (pattern.indexOf('[') < 0 && NOT_NORMAL.matcher(pattern).find()) {
            defects.add("no recorded path can match, for they have no ./, //, .. or / at the end");
        }
        for (var prefix : prefixes) {
            var directory = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
            if (!directory.isEmpty() && !ArtifactPaths.isNormal(directory)) {
                defects.add("no recorded path is in the directory of IN, for they have no ./, // or ..");
            } else if (prefix.chars().anyMatch(c -> c == '*' || c == '?' || c == '[')) {
                defects.add("the directory of IN is taken as it is; it is not a pattern");
            }
        }
        return defects;
    }
}
