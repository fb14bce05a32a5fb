package io.jenkins.plugins.intoto.engine.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Generalises paths to a few patterns of artifact rules that match them all, and what is added beside them later: files of a
 * directory by their extensions, so that one more source file needs no new layout. No pattern is wider than a directory or an
 * extension that was seen in it.
 *
 * @param below patterns of paths in directories, and single paths
 * @param atTop patterns that stand for files outside of directories. An asterisk matches slashes as well, so they hold only for what is
 *     left when all files in directories are dealt with
 */
record PathPatterns(List<String> below, List<String> atTop) {
    /** Matches whatever is in a directory. */
    static final String IN_DIRECTORIES = "*/*";

    /** As many files of a directory that have no extension are named one by one. */
    private static final int FEW_IN_DIRECTORY = 3;

    /** As many files outside of directories are named one by one. */
    private static final int FEW_AT_TOP = 10;

    /** With more extensions than that, a directory is allowed as a whole. */
    private static final int FEW_EXTENSIONS = 4;

    /** More patterns than that nobody reads. */
    private static final int MOST = 20;

    private static final String ALL = "*";

    /** Copies the lists. */
    PathPatterns {
        below = List.copyOf(below);
        atTop = List.copyOf(atTop);
    }

    /**
     * @param paths any number of paths, without duplicates
     * @return patterns in order; none if there are no paths
     */
    static PathPatterns of(List<String> paths) {
        var below = new ArrayList<String>();
        var byDirectory = new TreeMap<String, List<String>>();
        for (var path : paths) {
            int slash = path.indexOf('/', 1);
            if (slash < 0 && path.startsWith("/")) {
                below.add(literal(path)); // a pattern would hold for all absolute paths
                continue;
            }
            byDirectory
                    .computeIfAbsent(path.substring(0, slash + 1), directory -> new ArrayList<>())
                    .add(path);
        }
        var atTop = new ArrayList<String>();
        byDirectory.forEach((directory, its) -> {
            if (directory.isEmpty()) {
                top(its, below, atTop);
            } else {
                below.addAll(inDirectory(its));
            }
        });
        return below.size() + atTop.size() > MOST
                ? new PathPatterns(List.of(ALL), List.of())
                : new PathPatterns(below, atTop);
    }

    /**
     * For paths that must be allowed although something speaks against it: no other file may slip in with them.
     *
     * @return a pattern for each, unless there are too many to be read
     */
    static PathPatterns exactly(List<String> paths) {
        return paths.size() > MOST
                ? of(paths)
                : new PathPatterns(paths.stream().map(PathPatterns::literal).toList(), List.of());
    }

    /** Files outside of directories are often one of a kind, such as a build's description; only sources are not. */
    private static void top(List<String> paths, List<String> single, List<String> patterns) {
        var alone = new ArrayList<String>();
        byExtension(paths).forEach((extension, its) -> {
            if (extension.isEmpty() || its.size() == 1) {
                alone.addAll(its);
            } else {
                patterns.add(ALL + literal(extension));
            }
        });
        if (alone.size() > FEW_AT_TOP || patterns.size() > FEW_EXTENSIONS) {
            patterns.clear();
            patterns.add(ALL);
            alone.clear();
        }
        alone.stream().sorted().map(PathPatterns::literal).forEach(single::add);
    }

    private static List<String> inDirectory(List<String> paths) {
        var directory = literal(commonDirectory(paths));
        var byExtension = byExtension(paths);
        var without = byExtension.getOrDefault("", List.of());
        byExtension.remove("");
        if (without.size() > FEW_IN_DIRECTORY || byExtension.size() > FEW_EXTENSIONS) {
            return List.of(directory + ALL);
        }
        var patterns =
                new ArrayList<>(without.stream().map(PathPatterns::literal).toList());
        byExtension.keySet().forEach(extension -> patterns.add(directory + ALL + literal(extension)));
        return patterns;
    }

    /** The paths by their extensions; those without one by the empty text. */
    private static TreeMap<String, List<String>> byExtension(List<String> paths) {
        var byExtension = new TreeMap<String, List<String>>();
        for (var path : paths) {
            byExtension
                    .computeIfAbsent(extension(path), extension -> new ArrayList<>())
                    .add(path);
        }
        return byExtension;
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
