package io.jenkins.plugins.intoto.engine.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Generalises paths to a few patterns of artifact rules that match them all. */
final class PathPatterns {
    /** As many files of a directory are named one by one. */
    private static final int FEW_IN_DIRECTORY = 3;

    /** As many files outside of directories are named one by one. */
    private static final int FEW_FILES = 10;

    /** More patterns than that nobody reads. */
    private static final int MOST = 20;

    private static final String ALL = "*";

    private PathPatterns() {}

    /**
     * @param paths any number of paths, without duplicates
     * @return patterns in order; none if there are no paths
     */
    static List<String> of(List<String> paths) {
        var byDirectory = new TreeMap<String, List<String>>();
        for (var path : paths) {
            int slash = path.indexOf('/', 1);
            byDirectory
                    .computeIfAbsent(path.substring(0, slash + 1), directory -> new ArrayList<>())
                    .add(path);
        }
        var patterns = new ArrayList<String>();
        byDirectory.forEach((directory, below) -> {
            if (below.size() <= (directory.isEmpty() ? FEW_FILES : FEW_IN_DIRECTORY)) {
                below.forEach(path -> patterns.add(literal(path)));
            } else {
                patterns.add(directory.isEmpty() ? ALL : literal(commonDirectory(below)) + ALL);
            }
        });
        return patterns.size() > MOST || patterns.contains(ALL) ? List.of(ALL) : patterns;
    }

    /** The longest directory that all paths are below, with a slash at its end. */
    private static String commonDirectory(List<String> paths) {
        var common = paths.get(0);
        for (var path : paths) {
            int same = 0;
            while (same < Math.min(common.length(), path.length()) && common.charAt(same) == path.charAt(same)) {
                same++;
            }
            common = common.substring(0, same);
        }
        return common.substring(0, common.lastIndexOf('/') + 1);
    }

    /** A pattern for just this path, but that braces, which would be taken for parameters, match any character. */
    private static String literal(String path) {
        var pattern = new StringBuilder(path.length() + 8);
        path.codePoints().forEach(c -> {
            switch (c) {
                case '*', '?', '[' -> pattern.append('[').appendCodePoint(c).append(']');
                case '{', '}' -> pattern.append('?');
                default -> pattern.appendCodePoint(c);
            }
        });
        return pattern.toString();
    }
}
