import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.predicate.SlsaProvenance;
import io.jenkins.plugins.intoto.engine.predicate.SlsaProvenance.BuildDefinition;
import io.jenkins.plugins.intoto.engine.predicate.SlsaProvenance.Builder;
import io.jenkins.plugins.intoto.engine.predicate.SlsaProvenance.Metadata;
import io.jenkins.plugins.intoto.engine.predicate.SlsaProvenance.RunDetails;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes the SLSA provenance of this build, a statement that is not signed: whoever is responsible for the machine signs it, by {@code
 * in-toto attest --statement}. What it depends on is what the bills of materials list.
 *
 * <p>Arguments: the file to write, the address of the sources, their commit (empty if they are not those of a commit), the version
 * of Maven, the time the build began, and the artifacts. The build runs this file as it stands.
 */
final class BuildProvenance {
    private static final String DOCUMENT =
            "https://github.com/jenkinsci/in-toto-attestation-plugin/blob/main/CONTRIBUTING.md";

    private BuildProvenance() {}

    public static void main(String[] arguments) throws Exception {
        var subjects = new ArrayList<ResourceDescriptor>();
        var dependencies = new LinkedHashSet<Map<String, Object>>();
        var source = source(arguments[1], arguments[2]);
        var resolved = new ArrayList<ResourceDescriptor>();
        if (!source.digest().isEmpty()) {
            resolved.add(source);
        }
        for (var argument : List.of(arguments).subList(5, arguments.length)) {
            var artifact = Path.of(argument);
            subjects.add(ResourceDescriptor.of(
                    artifact.getFileName().toString(), DigestMap.ofContent(Files.readAllBytes(artifact))));
            for (var component : components(Path.of(argument + ".cdx.json"))) {
                if (dependencies.add(component.toMap())) {
                    resolved.add(component);
                }
            }
        }
        var provenance = new SlsaProvenance(
                new BuildDefinition(
                        DOCUMENT + "#provenance-of-a-build",
                        Map.of("source", source.toMap()),
                        new TreeMap<>(
                                Map.of("java", System.getProperty("java.runtime.version"), "maven", arguments[3])),
                        resolved),
                new RunDetails(
                        new Builder(DOCUMENT + "#building", Map.of(), List.of()),
                        new Metadata(Optional.empty(), Optional.of(Instant.parse(arguments[4])), Optional.empty()),
                        List.of()));
        Files.write(Path.of(arguments[0]), provenance.about(subjects).toJson());
    }

    private static ResourceDescriptor source(String address, String commit) throws Exception {
        var source = ResourceDescriptor.builder().uri("git+" + address);
        return (commit.isEmpty() ? source : source.digest(DigestMap.of(Map.of("gitCommit", commit)))).build();
    }

    private static List<ResourceDescriptor> components(Path bill) throws Exception {
        var components = new ArrayList<ResourceDescriptor>();
        if (Files.exists(bill)) {
            var json = Json.parseObject(Files.readAllBytes(bill), bill.toString(), JsonLimits.DEFAULT);
            for (var component : json.objects("components")) {
                var digest = component.objects("hashes").get(0).string("content");
                components.add(ResourceDescriptor.builder()
                        .uri(component.string("purl"))
                        .digest(DigestMap.of(Map.of("sha256", digest)))
                        .build());
            }
        }
        return components;
    }
}
