package io.jenkins.plugins.intoto.engine.record;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks a directory so that the paths of its files, directories separated by slashes, come sorted by code point: a
 * directory has its place among its siblings as if its name ended in a slash. What a {@link Visitor} turns down is never
 * touched. Holds the names of the directories on the way to the current file, nothing else.
 */
final class DirectoryWalk {

    /** Decides what is walked and takes what is found. Paths are those of the root with names and slashes appended. */
    interface Visitor {
        /** What the path would have to be, to be taken or entered. */
        Wanted wants(String path);

        /**
         * Whether a symbolic link is followed; if not, the visitor has said why where that is due.
         *
         * @param attributes those of the link's target
         */
        boolean follows(String path, Path link, BasicFileAttributes attributes) throws RecordingException;

        void file(String path, Path file, BasicFileAttributes attributes)
                throws RecordingException, InterruptedException;

        void leftOut(String path, RecordingWarning.Reason reason);
    }

    /** What a path is wanted as. */
    enum Wanted {
        NOTHING,
        FILE,
        DIRECTORY,
        ANYTHING
    }

    private final Visitor visitor;
    private final List<Level> levels = new ArrayList<>();

    private DirectoryWalk(Visitor visitor) {
        this.visitor = visitor;
    }

    /**
     * Walks a directory.
     *
     * @param prefix what the paths begin with: empty, or ending in a slash
     * @param attributes those of the directory
     */
    static void walk(Path root, BasicFileAttributes attributes, String prefix, Visitor visitor)
            throws RecordingException, InterruptedException {
        var walk = new DirectoryWalk(visitor);
        walk.enter(root, prefix, identity(root, attributes), false);
        walk.run();
    }

    private void run() throws RecordingException, InterruptedException {
        while (!levels.isEmpty()) {
            var level = levels.get(levels.size() - 1);
            if (level.hasDirectoryDue()) {
                level.enterDirectory(this);
            } else if (level.hasName()) {
                visit(level, level.nextName());
            } else {
                levels.remove(levels.size() - 1);
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private void visit(Level level, String name) throws RecordingException, InterruptedException {
        var path = level.prefix.concat(name);
        var wanted = visitor.wants(path);
        if (wanted == Wanted.NOTHING) {
            return;
        }
        var file = level.resolve(name);
        var attributes = attributes(file, LinkOption.NOFOLLOW_LINKS);
        boolean link = isLink(attributes);
        if (link) {
            attributes = target(path, file);
            if (attributes == null || !visitor.follows(path, file, attributes)) {
                return;
            }
        }
        if (attributes.isDirectory()) {
            if (wanted != Wanted.FILE) {
                level.defer(name, file, attributes, link);
            }
        } else if (wanted != Wanted.DIRECTORY) {
            if (attributes.isRegularFile()) {
                visitor.file(path, file, attributes);
            } else {
                visitor.leftOut(path, RecordingWarning.Reason.SPECIAL_FILE);
            }
        }
    }

    private BasicFileAttributes target(String path, Path link) throws RecordingException {
        try {
            return Files.readAttributes(link, BasicFileAttributes.class);
        } catch (AccessDeniedException e) {
            throw unreadable(link, e);
        } catch (IOException e) {
            visitor.leftOut(path, RecordingWarning.Reason.BROKEN_LINK);
            return null;
        }
    }

    private void enter(Path directory, String prefix, Object identity, boolean link) throws RecordingException {
        boolean belowLink = link || (!levels.isEmpty() && levels.get(levels.size() - 1).belowLink);
        if (belowLink) {
            for (int i = 0; i < levels.size(); i++) {
                if (levels.get(i).identity.equals(identity)) {
                    visitor.leftOut(prefix.substring(0, prefix.length() - 1), RecordingWarning.Reason.LINK_CYCLE);
                    return;
                }
            }
        }
        levels.add(new Level(directory, prefix, identity, belowLink, DirectoryListing.of(directory)));
    }

    private static Object identity(Path directory, BasicFileAttributes attributes) throws RecordingException {
        var key = attributes.fileKey();
        if (key != null) {
            return key;
        }
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    /** Whether something is a symbolic link or a junction; of what cannot be looked at, it is not known. */
    static boolean isLink(Path file) {
        try {
            return isLink(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Whether something is a link to somewhere else: a symbolic link, or a junction of Windows, which Java takes for a directory
     * that is something else besides.
     *
     * @param attributes its own attributes, not those of what it leads to
     */
    private static boolean isLink(BasicFileAttributes attributes) {
        return attributes.isSymbolicLink() || attributes.isDirectory() && attributes.isOther();
    }

    /** The attributes of something that was found. */
    static BasicFileAttributes attributes(Path file, LinkOption... options) throws RecordingException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, options);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The failure for something that was found and could not be read. */
    static RecordingException unreadable(Path file, IOException e) {
        return RecordingException.of(
                e instanceof NoSuchFileException
                        ? RecordingException.Reason.VANISHED
                        : RecordingException.Reason.UNREADABLE,
                FileNames.of(file),
                e);
    }

    /** A directory on the way to the current file, with the names in it that are still to come. */
    private static final class Level {
        private final Path directory;
        private final String prefix;
        private final Object identity;
        private final boolean belowLink;
        private final boolean ascii;
        private final String[] names;
        private int next;
        /** Directories whose names are through, but not yet their names with a slash; the last is due first. */
        private final List<Deferred> deferred = new ArrayList<>(2);

        Level(Path directory, String prefix, Object identity, boolean belowLink, DirectoryListing listing) {
            this.directory = directory;
            this.prefix = prefix;
            this.identity = identity;
            this.belowLink = belowLink;
            this.ascii = listing.ascii();
            this.names = listing.names();
        }

        Path resolve(String name) {
            return ascii ? directory.resolve(name) : FileNames.resolve(directory, name);
        }

        boolean hasName() {
            return next < names.length;
        }

        String nextName() {
            var name = names[next];
            names[next++] = null;
            return name;
        }

        void defer(String name, Path directory, BasicFileAttributes attributes, boolean link)
                throws RecordingException {
            deferred.add(new Deferred(name, directory, DirectoryWalk.identity(directory, attributes), link));
        }

        boolean hasDirectoryDue() {
            if (deferred.isEmpty()) {
                return false;
            }
            if (next == names.length) {
                return true;
            }
            var name = deferred.get(deferred.size() - 1).name;
            return !names[next].startsWith(name) || names[next].charAt(name.length()) > '/';
        }

        void enterDirectory(DirectoryWalk walk) throws RecordingException {
            var due = deferred.remove(deferred.size() - 1);
            walk.enter(due.directory, prefix.concat(due.name).concat("/"), due.identity, due.link);
        }
    }

    private record Deferred(String name, Path directory, Object identity, boolean link) {}
}
