package io.jenkins.plugins.intoto.archive;

import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.verify.LinkSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import jenkins.util.VirtualFile;

/** Links among the archived artifacts of a run, on whatever storage. The folder is listed once. */
public final class ArchivedLinks implements LinkSource {
    private static final int MOST_FILES = 100_000;

    private final VirtualFile folder;
    private final String name;
    private final String prefix;
    private Set<String> paths;

    /**
     * @param folder the folder with the links; it need not exist
     * @param name how messages name it, with a slash at its end
     */
    public ArchivedLinks(VirtualFile folder, String name) {
        this(folder, name, null, "");
    }

    private ArchivedLinks(VirtualFile folder, String name, Set<String> paths, String prefix) {
        this.folder = folder;
        this.name = name;
        this.paths = paths;
        this.prefix = prefix;
    }

    private Set<String> paths() throws UnreadableFileException {
        if (paths != null) {
            return paths;
        }
        try {
            if (folder.isFile()) {
                throw new UnreadableFileException(name, "is not a directory");
            }
            var listed = new TreeSet<>(folder.list("**", null, false));
            if (listed.size() > MOST_FILES) {
                throw new UnreadableFileException(name, "holds more than " + MOST_FILES + " files");
            }
            paths = Set.copyOf(listed);
            return paths;
        } catch (IOException e) {
            throw ArchivedArtifact.unreadable(name, e);
        }
    }

    @Override
    public Set<String> fileNames() throws UnreadableFileException {
        var names = new TreeSet<String>();
        for (var path : paths()) {
            var slashes = path.replace('\\', '/');
            if (slashes.startsWith(prefix) && slashes.indexOf('/', prefix.length()) < 0) {
                names.add(slashes.substring(prefix.length()));
            }
        }
        return names;
    }

    @Override
    public long size(String fileName) throws UnreadableFileException {
        try {
            return folder.child(prefix + fileName).length();
        } catch (IOException e) {
            throw unreadable(fileName, e);
        }
    }

    @Override
    public InputStream open(String fileName) throws UnreadableFileException {
        try {
            return folder.child(prefix + fileName).open();
        } catch (IOException e) {
            throw unreadable(fileName, e);
        }
    }

    private UnreadableFileException unreadable(String fileName, IOException e) {
        return ArchivedArtifact.unreadable(describe(fileName), e);
    }

    @Override
    public LinkSource directory(String directory) {
        // Both look at one listing, if it was made already.
        return new ArchivedLinks(folder, name, paths, prefix + directory + "/");
    }

    @Override
    public String describe(String fileName) {
        return name + prefix + fileName;
    }
}
