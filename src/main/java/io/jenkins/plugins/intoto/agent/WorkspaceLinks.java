package io.jenkins.plugins.intoto.agent;

import hudson.FilePath;
import io.jenkins.plugins.intoto.file.UnreadableFileException;
import io.jenkins.plugins.intoto.verify.LinkSource;
import io.jenkins.plugins.intoto.verify.VerificationLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.InflaterInputStream;

/** Links in a directory on an agent, fetched by one remote call. Their names come from the agent and are keys here, no paths. */
public final class WorkspaceLinks implements LinkSource {
    private static final long MOST_BYTES = 512L << 20;

    private final NavigableMap<String, byte[]> files;
    private final String name;
    private final String prefix;

    private WorkspaceLinks(NavigableMap<String, byte[]> files, String name, String prefix) {
        this.files = files;
        this.name = name;
        this.prefix = prefix;
    }

    /**
     * Fetches the links.
     *
     * @param directory the directory, on whatever machine
     * @param name how messages name it
     * @throws UnreadableFileException if it does not exist or holds more than can be looked at
     * @throws IOException if the agent cannot be reached
     * @throws InterruptedException if the build is aborted
     */
    public static WorkspaceLinks fetch(FilePath directory, String name)
            throws UnreadableFileException, IOException, InterruptedException {
        var limits = VerificationLimits.DEFAULT;
        var answer = directory.act(new LinkFilesCallable(limits.maxLinks(), MOST_BYTES, limits.maxDepth()));
        if (answer.failure() != null) {
            throw new UnreadableFileException(name, answer.failure());
        }
        return new WorkspaceLinks(new TreeMap<>(answer.files()), name + "/", "");
    }

    @Override
    public Set<String> fileNames() {
        var names = new TreeSet<String>();
        for (var path : files.tailMap(prefix, true).keySet()) {
            if (!path.startsWith(prefix)) {
                break;
            }
            if (path.indexOf('/', prefix.length()) < 0) {
                names.add(path.substring(prefix.length()));
            }
        }
        return names;
    }

    @Override
    public byte[] read(String fileName, long maxBytes) throws UnreadableFileException {
        byte[] packed = files.get(prefix + fileName);
        if (packed == null) {
            throw new UnreadableFileException(describe(fileName), "is not there");
        }
        try (var in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            int limit = (int) Math.min(maxBytes, Integer.MAX_VALUE - 16);
            byte[] content = in.readNBytes(limit);
            if (content.length == limit && in.read() >= 0) {
                throw new UnreadableFileException(
                        describe(fileName), "is larger than " + maxBytes + " bytes, which is the limit");
            }
            return content;
        } catch (IOException e) {
            throw new UnreadableFileException(describe(fileName), "arrived damaged from its agent", e);
        }
    }

    @Override
    public LinkSource directory(String directory) {
        return new WorkspaceLinks(files, name, prefix + directory + "/");
    }

    @Override
    public String describe(String fileName) {
        return name + prefix + fileName;
    }
}
