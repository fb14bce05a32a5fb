package io.jenkins.plugins.intoto.agent;

import io.jenkins.plugins.intoto.engine.artifact.SnapshotLimits;
import io.jenkins.plugins.intoto.engine.model.ArtifactPaths;
import java.io.Serializable;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an agent answers: the links, or why there are none. An agent can send any object of the declared types, so these are
 * arrays and text, which are just what they seem, and whoever receives the answer checks it.
 */
final class LinkFilesAnswer implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * A link as it comes from an agent.
     *
     * @param size how long it is, in bytes, as the agent says
     * @param packed its content, deflated
     */
    record PackedLink(long size, byte[] packed) {}

    private final String[] paths;
    private final long[] sizes;
    private final byte[][] contents;
    private final String failure;

    LinkFilesAnswer(String[] paths, long[] sizes, byte[][] contents, String failure) {
        this.paths = paths;
        this.sizes = sizes;
        this.contents = contents;
        this.failure = failure;
    }

    static LinkFilesAnswer of(Map<String, PackedLink> files) {
        Collection<PackedLink> links = files.values();
        return new LinkFilesAnswer(
                files.keySet().toArray(String[]::new),
                links.stream().mapToLong(PackedLink::size).toArray(),
                links.stream().map(PackedLink::packed).toArray(byte[][]::new),
                null);
    }

    static LinkFilesAnswer failed(String failure) {
        return new LinkFilesAnswer(new String[0], new long[0], new byte[0][], failure);
    }

    /**
     * Why this is not an answer that an agent gives of itself; null if it is one.
     *
     * @param limits what was asked for
     */
    String defect(LinkFilesCallable limits) {
        if (paths == null
                || sizes == null
                || contents == null
                || paths.length != sizes.length
                || paths.length != contents.length) {
            return "it lacks something";
        }
        if (paths.length > limits.maxFiles()) {
            return "it has more than " + limits.maxFiles() + " links";
        }
        long left = limits.maxBytes();
        for (int i = 0; i < paths.length; i++) {
            if (contents[i] == null || !isAskedFor(paths[i], limits.maxDepth())) {
                return "it has a file that was not asked for";
            }
            left -= Math.max(sizes[i], 0);
            // What cannot be packed grows by a few bytes a block.
            if (sizes[i] < 0 || left < 0 || contents[i].length > sizes[i] + sizes[i] / 1000 + 1024) {
                return "it is longer than the " + limits.maxBytes() + " bytes accepted";
            }
        }
        return null;
    }

    private static boolean isAskedFor(String path, int maxDepth) {
        return path != null
                && path.length() <= SnapshotLimits.LONGEST_PATH
                && path.endsWith(LinkFilesCallable.SUFFIX)
                && ArtifactPaths.isBelowDirectory(path)
                && path.chars().filter(c -> c == '/').count() <= maxDepth;
    }

    /** The links by their paths with slashes. */
    TreeMap<String, PackedLink> files() {
        var files = new TreeMap<String, PackedLink>();
        for (int i = 0; i < paths.length; i++) {
            files.put(paths[i], new PackedLink(sizes[i], contents[i]));
        }
        return files;
    }

    /** Why there are no links; null if there are. */
    String failure() {
        return failure;
    }
}
