package io.jenkins.plugins.intoto.engine.record;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How paths that a user names become artifacts, as the in-toto reference has it.
 *
 * @param base the directory that relative paths start from
 * @param excludes what is left out; matched against normalised paths, before prefixes are stripped
 * @param strippedPrefixes texts of which the first that a path begins with is taken off it
 * @param followLinkedDirectories whether symbolic links to directories are walked like directories
 */
record PathRules(
        Path base, GitwildmatchPatterns excludes, List<String> strippedPrefixes, boolean followLinkedDirectories) {

    /** Where backslashes separate names, they do so in prefixes. */
    PathRules {
        strippedPrefixes = hasBackslashes(base)
                ? strippedPrefixes.stream()
                        .map(prefix -> prefix.replace('\\', '/'))
                        .toList()
                : List.copyOf(strippedPrefixes);
    }

    /** Whether backslashes separate the names of a path, as they do on Windows; slashes do so everywhere. */
    boolean hasBackslashes() {
        return hasBackslashes(base);
    }

    private static boolean hasBackslashes(Path path) {
        return path.getFileSystem().getSeparator().equals("\\");
    }

    /** The name of the artifact for a normalised path. */
    String nameOf(String path) {
        var name = path.indexOf('\\') < 0 ? path : path.replace('\\', '/');
        for (var prefix : strippedPrefixes) {
            if (name.startsWith(prefix)) {
                return name.substring(prefix.length());
            }
        }
        return name;
    }

    /** The same rules for the files below a directory that becomes one artifact: its files keep their whole paths. */
    PathRules within(Path directory) {
        return new PathRules(directory, excludes, List.of(), followLinkedDirectories);
    }

    /** Refuses prefixes of which one begins with another. */
    void check() throws RecordingException {
        for (int i = 0; i < strippedPrefixes.size(); i++) {
            for (int j = i + 1; j < strippedPrefixes.size(); j++) {
                var one = strippedPrefixes.get(i);
                var other = strippedPrefixes.get(j);
                if (one.startsWith(other) || other.startsWith(one)) {
                    throw RecordingException.overlapping(one, other);
                }
            }
        }
    }

    /**
     * Removes what a path of a POSIX system does not need: empty names, {@code .}, and {@code ..} with the name before it.
     */
    static String normalize(String path) {
        int slashes = 0;
        while (slashes < path.length() && path.charAt(slashes) == '/') {
            slashes++;
        }
        // POSIX lets exactly two leading slashes mean something else, so they stay.
        return normalize(slashes == 0 ? "" : slashes == 2 ? "//" : "/", path.substring(slashes));
    }

    /**
     * Removes what a path does not need.
     *
     * @param root what it begins with if it is absolute, such as {@code C:/}, or relative to the current directory of a drive,
     *     {@code C:}; empty if it is just relative
     * @param below its names, separated by slashes
     */
    static String normalize(String root, String below) {
        var names = new ArrayList<String>();
        for (var name : below.split("/")) {
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            int last = names.size() - 1;
            if (!name.equals("..")
                    || (last < 0 && !root.endsWith("/"))
                    || (last >= 0 && names.get(last).equals(".."))) {
                names.add(name);
            } else if (last >= 0) {
                names.remove(last);
            }
        }
        var normalized = root.concat(String.join("/", names));
        return normalized.isEmpty() ? "." : normalized;
    }
}
