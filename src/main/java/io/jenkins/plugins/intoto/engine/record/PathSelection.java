package io.jenkins.plugins.intoto.engine.record;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ObjIntConsumer;

/** Selects the files that paths name, and those below the directories that paths name, by {@link PathRules}. */
final class PathSelection implements FileSelection {
    static final String SCHEME = "file:";

    private final PathRules rules;
    private final List<String> plain;
    private final List<String> prefixed;
    private final Set<String> excluded = new LinkedHashSet<>();
    private final ObjIntConsumer<String> counts;

    /**
     * @param uris paths, some perhaps with {@code file:} before them, which their names keep
     * @param counts hears how many files there are for each path that exists
     */
    PathSelection(PathRules rules, List<String> uris, ObjIntConsumer<String> counts) throws RecordingException {
        rules.check();
        this.counts = counts;
        this.rules = rules;
        var plainPaths = new ArrayList<String>();
        var prefixedPaths = new ArrayList<String>();
        for (var uri : uris) {
            if (uri.startsWith(SCHEME)) {
                prefixedPaths.add(normalize(uri.substring(SCHEME.length())));
            } else {
                plainPaths.add(normalize(uri));
            }
        }
        plain = withoutCovered(plainPaths);
        prefixed = withoutCovered(prefixedPaths);
    }

    @Override
    public void select(Sink sink) throws RecordingException, InterruptedException {
        requireBase();
        for (var path : excluded) {
            sink.leftOut(new RecordingWarning(path, RecordingWarning.Reason.EXCLUDED));
        }
        for (var path : plain) {
            select("", path, sink);
        }
        for (var path : prefixed) {
            select(SCHEME, path, sink);
        }
    }

    private void select(String scheme, String path, Sink sink) throws RecordingException, InterruptedException {
        var selecting = new Selecting(scheme, sink);
        if (selecting.path(path)) {
            counts.accept(scheme.concat(path), selecting.files);
        }
    }

    private void requireBase() throws RecordingException {
        if (!Files.isDirectory(rules.base())) {
            throw RecordingException.of(RecordingException.Reason.NOT_A_DIRECTORY, FileNames.of(rules.base()));
        }
    }

    private String normalize(String path) {
        if (!rules.hasBackslashes()) {
            return PathRules.normalize(path);
        }
        try {
            var parsed = rules.base().getFileSystem().getPath(path);
            var root = Objects.toString(parsed.getRoot(), "");
            return PathRules.normalize(
                    root.replace('\\', '/'),
                    parsed.toString().substring(root.length()).replace('\\', '/'));
        } catch (InvalidPathException e) {
            // It names nothing, which is told when it is looked for.
            return path.replace('\\', '/');
        }
    }

    /** The paths in order, without those that the walk of another one comes to. */
    private List<String> withoutCovered(List<String> paths) {
        var all = new TreeSet<>(new DirectoryListing.ByCodePoint());
        for (var path : paths) {
            if (rules.excludes().exclude(path)) {
                excluded.add(path);
            } else {
                all.add(path);
            }
        }
        var kept = new ArrayList<String>();
        for (var path : all) {
            if (all.size() == 1 || !exists(path) || !isCovered(path, all)) {
                kept.add(path);
            }
        }
        return kept;
    }

    private boolean exists(String path) {
        try {
            return Files.exists(resolve(path), LinkOption.NOFOLLOW_LINKS);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private Path resolve(String path) {
        return path.equals(".") ? rules.base() : FileNames.resolve(rules.base(), path);
    }

    private boolean isCovered(String path, Set<String> all) {
        var child = path;
        for (var parent = parent(child); !parent.isEmpty() && isWalked(child); parent = parent(child)) {
            if (all.contains(parent)) {
                return true;
            }
            child = parent;
        }
        return false;
    }

    /** The normalised path of the directory whose walk comes to this path; empty if there is none. */
    private String parent(String path) {
        int slash = path.lastIndexOf('/');
        var name = path.substring(slash + 1);
        if (name.isEmpty() || name.equals(".") || name.equals("..") || path.startsWith("//")) {
            return "";
        }
        boolean hasDrive = rules.hasBackslashes() && path.indexOf(':') == 1;
        if (slash < 0) {
            // What is relative to the current directory of a drive need not be below the base.
            return hasDrive ? "" : ".";
        }
        return slash == 0 ? "/" : path.substring(0, hasDrive && slash == 2 ? 3 : slash);
    }

    /** Whether the walk of the parent comes to a path. */
    private boolean isWalked(String path) {
        if (rules.excludes().exclude(path)) {
            return false;
        }
        var file = resolve(path);
        return rules.followLinkedDirectories() || !(DirectoryWalk.isLink(file) && Files.isDirectory(file));
    }

    /** Selects with one prefix of the names. */
    private final class Selecting implements DirectoryWalk.Visitor {
        private final String scheme;
        private final Sink sink;
        private int files;

        Selecting(String scheme, Sink sink) {
            this.scheme = scheme;
            this.sink = sink;
        }

        /** Selects what a path stands for; whether that is a file or a directory. */
        boolean path(String path) throws RecordingException, InterruptedException {
            Path file;
            BasicFileAttributes attributes;
            try {
                file = resolve(path);
                attributes = Files.readAttributes(file, BasicFileAttributes.class);
            } catch (AccessDeniedException e) {
                throw RecordingException.of(RecordingException.Reason.UNREADABLE, path, e);
            } catch (InvalidPathException | IOException e) {
                leftOut(path, missing(path));
                return false;
            }
            if (attributes.isDirectory()) {
                var prefix = path.equals(".") ? "" : path.endsWith("/") ? path : path.concat("/");
                DirectoryWalk.walk(file, attributes, prefix, this);
            } else if (attributes.isRegularFile()) {
                file(path, file, attributes);
            } else {
                leftOut(path, RecordingWarning.Reason.SPECIAL_FILE);
                return false;
            }
            return true;
        }

        private RecordingWarning.Reason missing(String path) {
            return exists(path) ? RecordingWarning.Reason.BROKEN_LINK : RecordingWarning.Reason.MISSING;
        }

        @Override
        public DirectoryWalk.Wanted wants(String path) {
            return rules.excludes().exclude(path) ? DirectoryWalk.Wanted.NOTHING : DirectoryWalk.Wanted.ANYTHING;
        }

        @Override
        public boolean follows(String path, Path link, BasicFileAttributes attributes) {
            return rules.followLinkedDirectories() || !attributes.isDirectory();
        }

        @Override
        public void file(String path, Path file, BasicFileAttributes attributes)
                throws RecordingException, InterruptedException {
            files++;
            sink.file(scheme.concat(rules.nameOf(path)), file, attributes);
        }

        @Override
        public void leftOut(String path, RecordingWarning.Reason reason) {
            sink.leftOut(new RecordingWarning(path, reason));
        }
    }
}
