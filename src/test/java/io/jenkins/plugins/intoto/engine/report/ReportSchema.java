package io.jenkins.plugins.intoto.engine.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The published schema of JSON reports, as another implementation reads it. */
final class ReportSchema {
    private static final Path FILE = Path.of("docs", "report.schema.json");

    private final JsonSchema schema;
    private final JsonNode document;

    private ReportSchema(JsonNode document) {
        this.document = document;
        this.schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(document);
    }

    /** The schema as it is published. */
    static ReportSchema published() throws IOException {
        return new ReportSchema(new ObjectMapper().readTree(Files.readString(FILE)));
    }

    /** The schema with every member that it does not name forbidden, so that no undocumented member goes unseen. */
    static ReportSchema closed() throws IOException {
        var document = new ObjectMapper().readTree(Files.readString(FILE));
        for (var object : document.findParents("properties")) {
            ((ObjectNode) object).put("unevaluatedProperties", false);
        }
        // The report itself is a verification with one member more.
        ((ObjectNode) document.at("/$defs/verification")).remove("unevaluatedProperties");
        ((ObjectNode) document.at("/$defs/link/properties/sublayout")).put("unevaluatedProperties", false);
        return new ReportSchema(document);
    }

    /** What is wrong with a report. */
    List<String> defects(byte[] report) throws JsonProcessingException {
        var defects = new ArrayList<String>();
        schema.validate(new String(report, StandardCharsets.UTF_8), InputFormat.JSON)
                .forEach(message -> defects.add(message.toString()));
        return defects;
    }

    JsonNode at(String pointer) {
        return document.at(pointer);
    }
}
