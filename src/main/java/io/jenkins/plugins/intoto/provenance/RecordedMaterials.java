package io.jenkins.plugins.intoto.provenance;

import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.RunArchive;
import io.jenkins.plugins.intoto.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.envelope.EnvelopeReader;
import io.jenkins.plugins.intoto.file.UnreadableFileException;
import io.jenkins.plugins.intoto.json.JsonLimits;
import io.jenkins.plugins.intoto.model.Link;
import io.jenkins.plugins.intoto.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.statement.DigestMap;
import io.jenkins.plugins.intoto.statement.ResourceDescriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What the links of a run recorded.
 *
 * @param materials what went into its steps, each once, without what another of its steps made; empty if there are more
 *     than provenance should hold
 * @param files the files of the links themselves, which hold all of it
 */
record RecordedMaterials(List<ResourceDescriptor> materials, List<ResourceDescriptor> files) {
    /** More would make each attestation megabytes large; the links have them all. */
    private static final int MOST = 1_000;

    private static final String LINK_TYPE = "application/vnd.in-toto+json";

    /**
     * Reads the archived links of a run.
     *
     * @throws IOException if one of them cannot be read
     */
    static RecordedMaterials of(Run<?, ?> run) throws IOException {
        var links = new RunArchive(run).links();
        var files = new ArrayList<ResourceDescriptor>();
        Map<String, Map<String, String>> materials = new LinkedHashMap<>();
        var made = new TreeSet<String>();
        try {
            for (var file : new TreeSet<>(links.fileNames())) {
                if (file.endsWith(".link")) {
                    byte[] content = links.read(file, JsonLimits.DEFAULT.maxBytes());
                    files.add(ResourceDescriptor.builder()
                            .name(RunArchive.FOLDER + "/" + file)
                            .mediaType(LINK_TYPE)
                            .digest(DigestMap.of(
                                    DigestAlgorithm.SHA256,
                                    DigestAlgorithm.SHA256.newDigest().digest(content)))
                            .build());
                    if (EnvelopeReader.read(content, file, JsonLimits.DEFAULT).payload() instanceof Link link) {
                        collect(link, materials, made);
                    }
                }
            }
        } catch (UnreadableFileException | MalformedMetadataException e) {
            throw new IOException("[in-toto] no provenance: " + e.getMessage(), e);
        }
        materials.keySet().removeAll(made);
        return new RecordedMaterials(materials.size() > MOST ? List.of() : descriptors(materials), files);
    }

    private static void collect(Link link, Map<String, Map<String, String>> materials, TreeSet<String> made) {
        link.products().forEach((path, digests) -> made.add(key(path, digests.asMap())));
        for (var cursor = link.materials().cursor(); cursor.next() && materials.size() <= 2 * MOST; ) {
            var digests = cursor.digests().asMap();
            materials.put(key(cursor.path(), digests), digests);
        }
    }

    private static String key(String path, Map<String, String> digests) {
        return path + "\n" + digests;
    }

    private static List<ResourceDescriptor> descriptors(Map<String, Map<String, String>> materials) {
        return materials.entrySet().stream()
                .map(entry -> ResourceDescriptor.of(
                        entry.getKey().substring(0, entry.getKey().lastIndexOf('\n')), DigestMap.of(entry.getValue())))
                .toList();
    }
}
