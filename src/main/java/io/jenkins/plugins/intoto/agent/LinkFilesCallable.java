package io.jenkins.plugins.intoto.agent;

import hudson.remoting.VirtualChannel;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * Collects the links in a directory, and those of sublayouts in directories that are named for them. Symbolic links are not
 * followed.
 *
 * @param maxFiles how many links at most
 * @param maxBytes how large they may be together, before they are packed
 * @param maxDepth how deep directories of sublayouts may be nested
 */
record LinkFilesCallable(int maxFiles, long maxBytes, int maxDepth)
        implements ControllerToAgentFileCallable<LinkFilesAnswer> {
    private static final long serialVersionUID = 1L;
    static final String SUFFIX = ".link";

    @Override
    public LinkFilesAnswer invoke(File directory, VirtualChannel channel) throws IOException, InterruptedException {
        var collected = new Collected();
        try {
            collect(directory.toPath(), "", 0, collected);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return LinkFilesAnswer.failed("there is no such directory of links");
        } catch (TooMuchException e) {
            return LinkFilesAnswer.failed(e.getMessage());
        }
        return LinkFilesAnswer.of(collected.files);
    }

    private void collect(Path directory, String prefix, int depth, Collected collected)
            throws IOException, InterruptedException, TooMuchException {
        try (var files = Files.newDirectoryStream(directory)) {
            for (var file : files) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                var name = String.valueOf(file.getFileName());
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && name.endsWith(SUFFIX)) {
                    collected.add(prefix + name, file, this);
                } else if (depth < maxDepth
                        && isOfSublayout(name)
                        && Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    collect(file, prefix + name + "/", depth + 1, collected);
                }
            }
        }
    }

    /** A directory for the links of a sublayout is called {@code STEP.KEYID}, eight characters of the key id. */
    private static boolean isOfSublayout(String name) {
        return name.length() > 9 && name.charAt(name.length() - 9) == '.';
    }

    /** What was found so far. */
    private static final class Collected {
        private final TreeMap<String, LinkFilesAnswer.PackedLink> files = new TreeMap<>();
        private long bytes;

        void add(String path, Path file, LinkFilesCallable limits) throws IOException, TooMuchException {
            long left = limits.maxBytes - bytes;
            if (files.size() == limits.maxFiles || Files.size(file) > left) {
                throw new TooMuchException("there are more than " + limits.maxFiles + " links, or more than "
                        + (limits.maxBytes >> 20) + " MiB of them");
            }
            var packed = new ByteArrayOutputStream();
            var deflater = new Deflater(Deflater.BEST_SPEED);
            try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
                    var out = new DeflaterOutputStream(packed, deflater, 1 << 16)) {
                byte[] buffer = new byte[1 << 16];
                // The size may have changed since it was asked for.
                for (int read = in.read(buffer); read >= 0 && left > 0; read = in.read(buffer)) {
                    out.write(buffer, 0, read);
                    left -= read;
                }
            } finally {
                deflater.end();
            }
            long size = limits.maxBytes - bytes - left;
            bytes += size;
            files.put(path, new LinkFilesAnswer.PackedLink(size, packed.toByteArray()));
        }
    }

    private static final class TooMuchException extends Exception {
        private static final long serialVersionUID = 1L;

        TooMuchException(String message) {
            super(message);
        }
    }
}
