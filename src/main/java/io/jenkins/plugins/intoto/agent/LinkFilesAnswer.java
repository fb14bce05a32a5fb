package io.jenkins.plugins.intoto.agent;

import java.io.Serializable;
import java.util.TreeMap;

/** What an agent answers: the links, or why there are none. */
final class LinkFilesAnswer implements Serializable {
    private static final long serialVersionUID = 1L;

    private final TreeMap<String, byte[]> files;
    private final String failure;

    private LinkFilesAnswer(TreeMap<String, byte[]> files, String failure) {
        this.files = files;
        this.failure = failure;
    }

    static LinkFilesAnswer of(TreeMap<String, byte[]> files) {
        return new LinkFilesAnswer(new TreeMap<>(files), null);
    }

    static LinkFilesAnswer failed(String failure) {
        return new LinkFilesAnswer(new TreeMap<>(), failure);
    }

    /** The links by their paths with slashes, each deflated. */
    TreeMap<String, byte[]> files() {
        return new TreeMap<>(files);
    }

    /** Why there are no links; null if there are. */
    String failure() {
        return failure;
    }
}
