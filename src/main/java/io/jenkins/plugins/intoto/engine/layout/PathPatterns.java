package io.jenkins.plugins.intoto.engine.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Generalises paths to a few patterns of artifact rules that match them all, and what is added beside them later: files of a
 * directory by their extensions, so that one more source file needs no new layout. No pattern is wider than a directory or an
 * extension that was seen in it.
 */
final class PathPatterns {
    /** As many files of a directory that have no extension are named one by one. */
    private static final int FEW_IN_DIRECTORY = 3;

    /** As many files outside of directories are named one by one. */
    private static final int FEW_FILES = 10;

    /** With more extensions than that, a directory is allowed as a whole. */
    private static final int FEW_EXTENSIONS = 4;

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
            if (!directory.isEmpty()) {
                patterns.addAll(inDirectory(below));
            } else if (below.size() <= FEW_FILES) {
                below.forEach(path -> patterns.add(literal(path)));
            } else {
                patterns.add(ALL);
            }
        });
        return patterns.size() > MOST || patterns.contains(ALL) ? List.of(ALL) : patterns;
    }

    /**
     * For paths that must be allowed although something speaks against it: no other file may slip in with them.
     *
     * @return a pattern for each, unless there are too many to be read
     */
    static List<String> exactly(List<String> paths) {
        return paths.size() > MOST
                ? of(paths)
                : paths.stream().map(PathPatterns::literal).toList();
    }

    private static List<String> inDirectory(List<String> paths) {
        var directory = literal(commonDirectory(paths));
        var extensions = new TreeSet<String>();
        var without = new ArrayList<String>();
        for (var path : paths) {
            var extension = extension(path);
            if (extension.isEmpty()) {
                without.add(literal(path));
            } else {
                extensions.add(literal(extension));
            }
        }
        if (without.size() > FEW_IN_DIRECTORY || extensions.size() > FEW_EXTENSIONS) {
            return List.of(directory + ALL);
        }
        extensions.forEach(extension -> without.add(directory + ALL + extension));
        return without;
    }

    /** With its dot; empty if there is none. A name that begins with a dot is all name. */
    private static String extension(String path) {
        var name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot > 0 && dot < name.length() - 1 ? name.substring(dot) : "";
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
