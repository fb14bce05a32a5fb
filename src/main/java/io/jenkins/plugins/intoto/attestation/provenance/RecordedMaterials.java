package io.jenkins.plugins.intoto.attestation.provenance;

import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.RunArchive;
import io.jenkins.plugins.intoto.archive.RunState;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.artifact.DigestSet;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeReader;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the links recorded that a run itself has signed; others in its archive are anybody's.
 *
 * @param materials what went into its steps, each once, without what another of its steps made; empty if there are more
 *     than provenance should hold
 * @param files the files of the links themselves, which hold all of it
 */
public record RecordedMaterials(List<ResourceDescriptor> materials, List<ResourceDescriptor> files) {
    /** Nothing was recorded. */
    public static final RecordedMaterials NONE = new RecordedMaterials(List.of(), List.of());

    /** More would make each attestation megabytes large; the links have them all. */
    private static final int MOST = 1_000;

    private static final JsonLimits LIMITS = new JsonLimits(64L << 20, 64);
    private static final String LINK_TYPE = "application/vnd.in-toto+json";

    /**
     * Reads the links of a run.
     *
     * @param run the run
     * @throws IOException with one sentence if one of them cannot be read, or is not as the run has signed it
     */
    public static RecordedMaterials of(Run<?, ?> run) throws IOException {
        var state = RunState.of(run);
        var archive = new RunArchive(run).links();
        var files = new ArrayList<ResourceDescriptor>();
        var links = new ArrayList<Link>();
        try {
            for (var signed : state.links()) {
                var name = signed.fileName();
                byte[] content = archive.read(name, LIMITS.maxBytes());
                if (!state.isLink(name, content)
                        || !(EnvelopeReader.read(content, name, LIMITS).payload() instanceof Link link)) {
                    throw Console.abort(Messages.RecordedMaterials_Replaced(RunArchive.FOLDER + "/" + name));
                }
                links.add(link);
                files.add(file(name, content));
            }
        } catch (UnreadableFileException | MalformedMetadataException e) {
            throw Console.abort(Messages.RecordedMaterials_NoProvenance(DisplayText.of(e.getMessage())));
        }
        return new RecordedMaterials(materials(links), files);
    }

    private static ResourceDescriptor file(String name, byte[] content) {
        return ResourceDescriptor.builder()
                .name(RunArchive.FOLDER + "/" + name)
                .mediaType(LINK_TYPE)
                .digest(DigestMap.ofContent(content))
                .build();
    }

    private static ResourceDescriptor material(String path, DigestMap digest) {
        return ResourceDescriptor.builder()
                .name(path)
                .digest(digest)
                .annotations(ReportedBy.AGENT)
                .build();
    }

    private static List<ResourceDescriptor> materials(List<Link> links) {
        Map<String, ResourceDescriptor> materials = new LinkedHashMap<>();
        for (var link : links) {
            for (var cursor = link.materials().cursor(); cursor.next(); ) {
                var path = cursor.path();
                var digests = cursor.digests();
                boolean made = links.stream()
                        .filter(other -> other != link)
                        .anyMatch(other -> holds(other.products(), path, digests)
                                // What a step leaves as it is stands among its products too, and still went in.
                                && !holds(other.materials(), path, digests));
                if (!made) {
                    materials.put(path + "\n" + digests.asMap(), material(path, DigestMap.of(digests.asMap())));
                }
                if (materials.size() > MOST) {
                    return List.of();
                }
            }
        }
        return List.copyOf(materials.values());
    }

    private static boolean holds(Artifacts artifacts, String path, DigestSet digests) {
        return artifacts.find(path).filter(digests::equals).isPresent();
    }
}
