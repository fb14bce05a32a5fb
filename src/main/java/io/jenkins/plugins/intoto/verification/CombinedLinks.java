package io.jenkins.plugins.intoto.verification;

import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.verify.LinkSource;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The archived links of several builds as one source, each file known to come from one of them. */
final class CombinedLinks implements LinkSource {
    private final Map<String, LinkSource> sources;
    private final Map<String, LinkSource> builds;

    /**
     * @param sources where each file is
     * @param builds all places, also those without files, by the names of the builds; at least one
     */
    CombinedLinks(Map<String, LinkSource> sources, Map<String, LinkSource> builds) {
        this.sources = Map.copyOf(sources);
        this.builds = new LinkedHashMap<>(builds);
    }

    private LinkSource of(String fileName) {
        return sources.getOrDefault(fileName, builds.values().iterator().next());
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

    @Override
    public boolean vouchesFor(String fileName) throws UnreadableFileException {
        return of(fileName).vouchesFor(fileName);
    }

    /** The links of a sublayout are where the sublayout is. */
    @Override
    public LinkSource directory(String name) {
        return of(name + ".link").directory(name);
    }

    @Override
    public String describe(String fileName) {
        var source = sources.get(fileName);
        return source != null
                ? source.describe(fileName)
                : builds.values().stream()
                        .map(build -> build.describe(fileName))
                        .collect(Collectors.joining(" and "));
    }

    @Override
    public String origin(String fileName) {
        var source = sources.get(fileName);
        return builds.entrySet().stream()
                .filter(build -> build.getValue() == source)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }
}
