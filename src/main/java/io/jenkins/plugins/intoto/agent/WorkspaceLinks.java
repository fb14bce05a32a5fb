package io.jenkins.plugins.intoto.agent;

import hudson.FilePath;
import io.jenkins.plugins.intoto.agent.LinkFilesAnswer.PackedLink;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.verify.LinkSource;
import io.jenkins.plugins.intoto.engine.verify.VerificationLimits;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Links in a directory on an agent, fetched by one remote call. Their names come from the agent and are keys here, no paths. */
public final class WorkspaceLinks implements LinkSource {
    private final NavigableMap<String, PackedLink> files;
    private final String name;
    private final String prefix;

    private WorkspaceLinks(NavigableMap<String, PackedLink> files, String name, String prefix) {
        this.files = files;
        this.name = name;
        this.prefix = prefix;
    }

    /**
     * Fetches the links.
     *
     * @param directory the directory, on whatever machine
     * @param name how messages name it
     * @param limits how many links, and how many bytes of them
     * @throws UnreadableFileException if it does not exist or holds more than can be looked at
     * @throws IOException if the agent cannot be reached
     * @throws InterruptedException if the build is aborted
     */
    public static WorkspaceLinks fetch(FilePath directory, String name, VerificationLimits limits)
            throws UnreadableFileException, IOException, InterruptedException {
        var request = new LinkFilesCallable(limits.maxLinks(), limits.maxBytes(), limits.maxDepth());
        // What comes back is the agent's to choose.
        Object answer = directory.act(request);
        if (!(answer instanceof LinkFilesAnswer links)) {
            throw new UnreadableFileException(name, "the agent's answer holds no links: it is something else");
        }
        if (links.failure() != null) {
            throw new UnreadableFileException(name, links.failure());
        }
        var defect = links.defect(request);
        if (defect != null) {
            throw new UnreadableFileException(name, "the agent's answer holds no links: " + defect);
        }
        return new WorkspaceLinks(links.files(), name + "/", "");
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
    public long size(String fileName) throws UnreadableFileException {
        return packed(fileName).size();
    }

    @Override
    public InputStream open(String fileName) throws UnreadableFileException {
        var link = packed(fileName);
        return new AsLargeAsSaid(new InflaterInputStream(new ByteArrayInputStream(link.packed())), link.size());
    }

    private PackedLink packed(String fileName) throws UnreadableFileException {
        var link = files.get(prefix + fileName);
        if (link == null) {
            throw new UnreadableFileException(describe(fileName), "is not there");
        }
        return link;
    }

    @Override
    public LinkSource directory(String directory) {
        return new WorkspaceLinks(files, name, prefix + directory + "/");
    }

    @Override
    public String describe(String fileName) {
        return name + prefix + fileName;
    }

    /** The content of a link, which must not unpack to more than its agent has said. */
    private static final class AsLargeAsSaid extends FilterInputStream {
        private long left;

        AsLargeAsSaid(InputStream in, long size) {
            super(in);
            this.left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int count;
            try {
                count = super.read(target, from, length);
            } catch (ZipException | EOFException e) {
                throw new IOException("it arrived damaged from its agent", e);
            }
            left -= Math.max(count, 0);
            if (left < 0) {
                throw new IOException("it is larger than its agent said");
            }
            return count;
        }
    }
}
