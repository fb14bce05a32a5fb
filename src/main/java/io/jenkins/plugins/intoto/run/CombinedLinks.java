package io.jenkins.plugins.intoto.run;

import io.jenkins.plugins.intoto.file.UnreadableFileException;
import io.jenkins.plugins.intoto.verify.LinkSource;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;

/** The archived links of several builds as one source, each file known to come from one of them. */
final class CombinedLinks implements LinkSource {
    private final Map<String, LinkSource> sources;
    private final LinkSource first;

    /**
     * @param sources where each file is
     * @param first where a file would be that none of them has
     */
    CombinedLinks(Map<String, LinkSource> sources, LinkSource first) {
        this.sources = Map.copyOf(sources);
        this.first = first;
    }

    private LinkSource of(String fileName) {
        return sources.getOrDefault(fileName, first);
    }

    @Override
    public Set<String> fileNames() {
        return sources.keySet();
    }

    @Override
    public long size(String fileName) throws UnreadableFileException {
        return of(fileName).size(fileName);
    }

    @Override
    public InputStream open(String fileName) throws UnreadableFileException {
        return of(fileName).open(fileName);
    }

    /** The links of a sublayout are where the sublayout is. */
    @Override
    public LinkSource directory(String name) {
        return of(name + ".link").directory(name);
    }

    @Override
    public String describe(String fileName) {
        return of(fileName).describe(fileName);
    }
}
