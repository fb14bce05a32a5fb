package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** Links in a directory of the file system. */
public final class LinkDirectory implements LinkSource {
    private final Path directory;
    private final boolean required;

    /**
     * @param directory where the links are
     */
    public LinkDirectory(Path directory) {
        this(directory, true);
    }

    private LinkDirectory(Path directory, boolean required) {
        this.directory = directory;
        this.required = required;
    }

    @Override
    public Set<String> fileNames() throws UnreadableFileException {
        var names = new TreeSet<String>();
        try (var files = Files.newDirectoryStream(directory)) {
            for (var file : files) {
                if (!Files.isDirectory(file)) {
                    names.add(String.valueOf(file.getFileName()));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            if (required) {
                throw new UnreadableFileException(directory.toString(), "no such directory of links", e);
            }
        } catch (IOException e) {
            throw new UnreadableFileException(directory.toString(), "cannot be listed: " + e.getMessage(), e);
        }
        return names;
    }

    @Override
    public long size(String fileName) throws UnreadableFileException {
        return LimitedFile.size(directory.resolve(fileName));
    }

    @Override
    public InputStream open(String fileName) throws UnreadableFileException {
        return LimitedFile.openRegular(directory.resolve(fileName));
    }

    @Override
    public LinkSource directory(String name) {
        return new LinkDirectory(directory.resolve(name), false);
    }

    @Override
    public String describe(String fileName) {
        var path = directory.resolve(fileName).normalize().toString();
        return path.isEmpty() ? "." : path;
    }
}
