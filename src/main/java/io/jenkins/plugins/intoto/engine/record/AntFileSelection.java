package io.jenkins.plugins.intoto.engine.record;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Selects the files below a directory that {@link AntPatterns} choose. Their names are their paths relative to the
 * directory, with slashes on every system. A symbolic link that leads out of the directory is left out with a warning, and
 * so is one that leads nowhere or back to a directory that it is in. A directory that does not exist has no files.
 */
public final class AntFileSelection implements FileSelection {
    private final Path root;
    private final boolean followLinks;
    private final AntPattern[] includes;
    private final AntPattern[] excludes;

    /**
     * @param root the directory; a link to one will do
     */
    public AntFileSelection(Path root, AntPatterns patterns) {
        this.root = root;
        this.followLinks = patterns.followLinks();
        this.includes = patterns.compiledIncludes();
        this.excludes = patterns.compiledExcludes();
    }

    @Override
    public void select(Sink sink) throws RecordingException, InterruptedException {
        try {
            var attributes = Files.readAttributes(root, BasicFileAttributes.class);
            if (!attributes.isDirectory()) {
                throw RecordingException.of(RecordingException.Reason.NOT_A_DIRECTORY, FileNames.of(root));
            }
            DirectoryWalk.walk(root, attributes, "", new Selecting(root.toRealPath(), sink));
        } catch (NoSuchFileException e) {
            // What a build is to make need not be there yet.
            return;
        } catch (IOException e) {
            throw DirectoryWalk.unreadable(root, e);
        }
    }

    private DirectoryWalk.Wanted wanted(String path) {
        boolean file = AntPattern.anyMatches(includes, path) && !AntPattern.anyMatches(excludes, path);
        boolean directory = isEntered(path);
        if (file) {
            return directory ? DirectoryWalk.Wanted.ANYTHING : DirectoryWalk.Wanted.FILE;
        }
        return directory ? DirectoryWalk.Wanted.DIRECTORY : DirectoryWalk.Wanted.NOTHING;
    }

    private boolean isEntered(String directory) {
        for (var exclude : excludes) {
            if (exclude.matchesAllBelow(directory)) {
                return false;
            }
        }
        for (var include : includes) {
            if (include.matchesBelow(directory)) {
                return true;
            }
        }
        return false;
    }

    private final class Selecting implements DirectoryWalk.Visitor {
        private final Path realRoot;
        private final Sink sink;

        Selecting(Path realRoot, Sink sink) {
            this.realRoot = realRoot;
            this.sink = sink;
        }

        @Override
        public DirectoryWalk.Wanted wants(String path) {
            return wanted(path);
        }

        @Override
        public boolean follows(String path, Path link, BasicFileAttributes attributes) throws RecordingException {
            if (!followLinks) {
                return false;
            }
            try {
                if (link.toRealPath().startsWith(realRoot)) {
                    return true;
                }
                leftOut(path, RecordingWarning.Reason.LINK_OUTSIDE);
            } catch (AccessDeniedException e) {
                throw DirectoryWalk.unreadable(link, e);
            } catch (IOException e) {
                leftOut(path, RecordingWarning.Reason.BROKEN_LINK);
            }
            return false;
        }

        @Override
        public void file(String path, Path file, BasicFileAttributes attributes)
                throws RecordingException, InterruptedException {
            sink.file(path.indexOf('\\') < 0 ? path : path.replace('\\', '/'), file, attributes);
        }

        @Override
        public void leftOut(String path, RecordingWarning.Reason reason) {
            sink.leftOut(new RecordingWarning(path, reason));
        }
    }
}
