package io.jenkins.plugins.intoto.cli.option;

import static io.jenkins.plugins.intoto.engine.layout.LintCode.Severity.ERROR;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.SpecVersionDetector;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.InputStreamSource;
import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.predicate.StatementFinding;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds predicates against their JSON schemas: those that CycloneDX and SPDX publish, or one that is named. Schemas are read
 * from the command line's own archive and from the directory of the named one, and never from a network.
 */
public final class PredicateSchemas {
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build());
    private static final JsonLimits LIMITS = new JsonLimits(64L << 20, 128);
    private static final String CYCLONEDX = "https://cyclonedx.org/bom";
    private static final String SPDX = "https://spdx.dev/Document";
    private static final int SHOWN = 50;

    private final Optional<Named> named;
    private final Map<String, JsonSchema> schemas = new HashMap<>();

    /** A schema that was named, which is read once, since it may be a stream. */
    private record Named(Path file, byte[] content) {
        String location() {
            return file.toUri().toString();
        }
    }

    private PredicateSchemas(Optional<Named> named) {
        this.named = named;
    }

    /** The schemas that come with the command line. */
    public static PredicateSchemas known() {
        return new PredicateSchemas(Optional.empty());
    }

    /**
     * One schema for all predicates.
     *
     * @param file the schema; those that it refers to are looked for beside it
     * @throws InTotoException if it cannot be read, or is not a schema
     */
    public static PredicateSchemas of(Path file) throws InTotoException {
        byte[] content = LimitedFile.read(file, LIMITS.maxBytes());
        Json.parseObject(content, file.toString(), LIMITS);
        var named = new Named(file.toAbsolutePath(), content);
        var schemas = new PredicateSchemas(Optional.of(named));
        try {
            schemas.schema(named.location());
        } catch (IOException | JsonSchemaException e) {
            throw new CommandFailedException(
                    file + ": is not a usable JSON schema, or refers to one that does not exist", e);
        }
        return schemas;
    }

    /**
     * Checks the predicate of a statement.
     *
     * @param statement the text of the statement, which is one
     * @return where the predicate breaks its schema; nothing for a predicate that has no schema here
     */
    public List<StatementFinding> check(byte[] statement) {
        try {
            var json = MAPPER.readTree(statement);
            var predicate = json.path("predicate");
            var location = named.map(schema -> Optional.of(schema.location()))
                    .orElseGet(() -> location(json.path("predicateType").asText(), predicate));
            return location.isEmpty() ? List.of() : findings(predicate, location.get());
        } catch (FileNotFoundException e) {
            return List.of(new StatementFinding(ERROR, "/predicate", e.getMessage()));
        } catch (IOException e) {
            return List.of(new StatementFinding(
                    ERROR, "/predicate", "has a text or a number that is too long to be held against a schema"));
        }
    }

    private List<StatementFinding> findings(JsonNode predicate, String location) throws IOException {
        try {
            var messages = schema(location).validate(predicate);
            return messages.stream()
                    .map(PredicateSchemas::finding)
                    .distinct()
                    .limit(SHOWN)
                    .toList();
        } catch (JsonSchemaException e) {
            return List.of(new StatementFinding(
                    ERROR, "/predicate", "cannot be held against its schema, which refers to one that is not there"));
        }
    }

    private static StatementFinding finding(ValidationMessage message) {
        var text = message.getError() == null ? message.getMessage() : message.getError();
        return new StatementFinding(
                ERROR,
                "/predicate" + pointer(message.getInstanceLocation()),
                "breaks the schema (" + message.getType() + "): " + DisplayText.of(text));
    }

    private static String pointer(JsonNodePath path) {
        var text = path.toString();
        return text.equals("/") ? "" : text;
    }

    /** Where the schema of a document is; empty if its type has none. */
    private static Optional<String> location(String type, JsonNode predicate) {
        if (type.startsWith(CYCLONEDX)) {
            var version = predicate.path("specVersion").asText();
            var strict = version.equals("1.2") || version.equals("1.3") ? "-strict" : "";
            return Optional.of("http://cyclonedx.org/schema/bom-" + version + strict + ".schema.json");
        }
        if (type.startsWith(SPDX)) {
            return Optional.of("https://spdx.org/schema/spdx-schema-v" + spdxVersion(predicate) + ".json");
        }
        return Optional.empty();
    }

    private static String spdxVersion(JsonNode document) {
        var version = document.path("spdxVersion").asText();
        if (!version.isEmpty()) {
            return version.replaceFirst("^SPDX-", "");
        }
        for (var element : document.path("@graph")) {
            if (element.hasNonNull("specVersion")) {
                return element.path("specVersion").asText();
            }
        }
        return "3.0.1";
    }

    private JsonSchema schema(String location) throws IOException {
        var known = schemas.get(location);
        if (known != null) {
            return known;
        }
        // The library logs by way of a facade that would tell of missing parts of its own.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        var text = MAPPER.readTree(read(location));
        var version = SpecVersionDetector.detectOptionalVersion(text, false).orElse(VersionFlag.V202012);
        var factory = JsonSchemaFactory.getInstance(
                version,
                builder -> builder.schemaLoaders(loaders -> loaders.values(list -> {
                    list.clear();
                    list.add(this::load);
                })));
        var config = SchemaValidatorsConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .formatAssertionsEnabled(true)
                .locale(Locale.ENGLISH)
                .build();
        var schema = factory.getSchema(SchemaLocation.of(location), text, config);
        schema.initializeValidators();
        schemas.put(location, schema);
        return schema;
    }

    private InputStreamSource load(AbsoluteIri iri) {
        var location = iri.toString();
        // the library has the schemas of schemas itself
        return location.startsWith("classpath:") ? null : () -> new ByteArrayInputStream(read(location));
    }

    private byte[] read(String location) throws IOException {
        var name = location.substring(location.lastIndexOf('/') + 1);
        if (named.isPresent()) {
            if (location.equals(named.get().location())) {
                return named.get().content();
            }
            var file = location.startsWith("file:")
                    ? Path.of(URI.create(location))
                    : named.get().file().resolveSibling(name);
            if (Files.isRegularFile(file)) {
                return Files.readAllBytes(file);
            }
        }
        for (var resource : Stream.of("/" + name, "/resources/" + name).toList()) {
            try (var in = PredicateSchemas.class.getResourceAsStream(resource)) {
                if (in != null) {
                    return in.readAllBytes();
                }
            }
        }
        throw new FileNotFoundException(
                "is of a version whose schema does not come with this program; --schema-file names it");
    }
}
