package io.jenkins.plugins.intoto.engine.record;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which files below a directory count, said with patterns as Apache Ant has them: {@code *} and {@code ?} match within a
 * name, {@code **} any number of directories, a trailing slash stands for {@code /**}, case counts. Plain data that can be
 * sent to another machine.
 *
 * @param includes a file must match one of these; all files do if there are none
 * @param excludes a file must match none of these
 * @param defaultExcludes whether {@link #DEFAULT_EXCLUDES} hold as well
 * @param followLinks whether symbolic links to files and directories count like these, as long as they do not lead out of
 *     the directory; if not, they are left out
 */
public record AntPatterns(List<String> includes, List<String> excludes, boolean defaultExcludes, boolean followLinks)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What Apache Ant leaves out unless told otherwise: the files of version control systems, editors and desktops. */
    public static final List<String> DEFAULT_EXCLUDES = List.of(
            "**/*~",
            "**/#*#",
            "**/.#*",
            "**/%*%",
            "**/._*",
            "**/CVS",
            "**/CVS/**",
            "**/.cvsignore",
            "**/SCCS",
            "**/SCCS/**",
            "**/vssver.scc",
            "**/.svn",
            "**/.svn/**",
            "**/.git",
            "**/.git/**",
            "**/.gitattributes",
            "**/.gitignore",
            "**/.gitmodules",
            "**/.hg",
            "**/.hg/**",
            "**/.hgignore",
            "**/.hgsub",
            "**/.hgsubstate",
            "**/.hgtags",
            "**/.bzr",
            "**/.bzr/**",
            "**/.bzrignore",
            "**/.DS_Store");

    /** Copies the lists. */
    public AntPatterns {
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
    }

    /** Tells of relative paths, names separated by single slashes, whether the patterns select them, if they are files. */
    public Predicate<String> selection() {
        var included = compiledIncludes();
        var excluded = compiledExcludes();
        return path -> AntPattern.anyMatches(included, path) && !AntPattern.anyMatches(excluded, path);
    }

    /** Counts what each of the includes takes. */
    public PatternCounts counts() {
        return new PatternCounts(includes);
    }

    AntPattern[] compiledIncludes() {
        return AntPattern.compile(includes.isEmpty() ? List.of("**") : includes);
    }

    AntPattern[] compiledExcludes() {
        var all = new ArrayList<>(excludes);
        if (defaultExcludes) {
            all.addAll(DEFAULT_EXCLUDES);
        }
        return AntPattern.compile(all);
    }
}
