package io.jenkins.plugins.intoto.page;

import io.jenkins.plugins.intoto.archive.RecordedPatterns;
import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.artifact.DigestSet;
import io.jenkins.plugins.intoto.engine.model.Link;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Links for the tests of pages. */
final class SampleLink {
    private SampleLink() {}

    /** A link from words {@code path=content}, the materials before {@code ->}; every file was recorded on both sides. */
    static Link of(String words) {
        return recording(words, List.of(), List.of());
    }

    /** As {@link #of}, of the files of some patterns. */
    static Link recording(String words, List<String> materials, List<String> products) {
        return link(words, Map.of(RecordedPatterns.MEMBER, RecordedPatterns.toMap(materials, products)));
    }

    /** As {@link #of}, by a tool that does not say which files it recorded. */
    static Link foreign(String words) {
        return link(words, Map.of());
    }

    private static Link link(String words, Map<String, Object> environment) {
        var sides = words.split("->", -1);
        return new Link("build", List.of(), artifacts(sides[0]), artifacts(sides[1]), Map.of(), environment);
    }

    private static Artifacts artifacts(String words) {
        var map = new TreeMap<String, DigestSet>();
        for (var word : words.strip().split(" ")) {
            if (!word.isEmpty()) {
                int equals = word.lastIndexOf('=');
                map.put(word.substring(0, equals), digest(word.substring(equals + 1)));
            }
        }
        return Artifacts.of(map);
    }

    static DigestSet digest(String content) {
        return DigestSet.of(
                DigestAlgorithm.SHA256,
                DigestAlgorithm.SHA256.newDigest().digest(content.getBytes(StandardCharsets.UTF_8)));
    }

    /** A link that makes a number of files. */
    static Link making(int files) {
        var products = Artifacts.builder();
        for (int i = 0; i < files; i++) {
            products.add(String.format("file-%06d", i), digest("x"));
        }
        try {
            return new Link(
                    "build",
                    List.of(),
                    Artifacts.NONE,
                    products.build(),
                    Map.of(),
                    Map.of(RecordedPatterns.MEMBER, RecordedPatterns.toMap(List.of(), List.of())));
        } catch (io.jenkins.plugins.intoto.engine.artifact.DuplicateArtifactException e) {
            throw new IllegalStateException(e);
        }
    }
}
