package io.jenkins.plugins.intoto.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.jenkins.plugins.intoto.engine.policy.CandidateStatus;
import io.jenkins.plugins.intoto.engine.policy.PolicyFailureCode;
import io.jenkins.plugins.intoto.engine.policy.PolicyVerdict;
import io.jenkins.plugins.intoto.engine.policy.SampleVerdicts;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class PolicyReportTest {
    private static final Path SCHEMA = Path.of("docs", "policy-report.schema.json");

    private static String json(PolicyVerdict verdict) throws Exception {
        var out = new ByteArrayOutputStream();
        PolicyJsonReport.write(verdict, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What is wrong with a report by the published schema, with every member that it does not name forbidden. */
    private static List<String> defects(String report) throws Exception {
        var document = new ObjectMapper().readTree(Files.readString(SCHEMA));
        for (var object : document.findParents("properties")) {
            ((ObjectNode) object).put("unevaluatedProperties", false);
        }
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(document)
                .validate(report, InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void reportsFollowThePublishedSchema() throws Exception {
        for (var verdict : List.of(
                SampleVerdicts.passed(),
                SampleVerdicts.remarked(),
                SampleVerdicts.failed(),
                SampleVerdicts.unsigned())) {
            assertThat(defects(json(verdict))).isEmpty();
        }
    }

    @Test
    void theSchemaNamesAllStatusesAndCodes() throws Exception {
        var schema = new ObjectMapper().readTree(Files.readString(SCHEMA));

        assertThat(texts(schema.at("/$defs/candidate/properties/status/enum")))
                .isEqualTo(
                        Arrays.stream(CandidateStatus.values()).map(Enum::name).toList());
        assertThat(texts(schema.at("/$defs/failure/properties/code/enum")))
                .isEqualTo(Arrays.stream(PolicyFailureCode.values())
                        .map(Enum::name)
                        .toList());
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Test
    void membersAreSortedAndAscii() throws Exception {
        var report = json(SampleVerdicts.failed());

        assertThat(report.replace("\n", "")).isPrintable();
        assertThat(report).endsWith("}\n");
        var names = new java.util.ArrayList<String>();
        new ObjectMapper().readTree(report).fieldNames().forEachRemaining(names::add);
        assertThat(names).isSorted();
    }

    @Test
    void aPassIsToldInOneLine() throws Exception {
        assertThat(PolicyTextReport.DEFAULT.lines(SampleVerdicts.passed()))
                .containsExactly("PASSED: 1 artifact verified against policy.yaml, 1 expectation met");
    }

    @Test
    void aFailureIsToldWithTheNearestMiss() throws Exception {
        var lines = PolicyTextReport.DEFAULT.lines(SampleVerdicts.failed());

        assertThat(lines.get(0)).isEqualTo("FAILED: not verified against policy.yaml, 1 failure");
        assertThat(lines.get(1))
                .startsWith("  1. artifact 'api-1.4.2.tar.gz': no attestation https://slsa.dev/provenance/v1 by alice"
                        + " counts; the nearest, b.jsonl:1, does not: ");
    }

    @Test
    void detailsTellOfEachCandidate() throws Exception {
        assertThat(PolicyTextReport.DEFAULT.withVerbose(true).text(SampleVerdicts.failed()))
                .contains(
                        "not met: https://slsa.dev/provenance/v1, 0 of 1 functionary",
                        "b.jsonl:1: FIELD_MISSING: /predicate");
    }

    @Test
    void remarksOnWhatCountsAreTold() throws Exception {
        var remarked = SampleVerdicts.remarked();
        var remark = "b.jsonl:1: /predicate: has no \"buildDefinition\"";

        assertThat(PolicyTextReport.DEFAULT.lines(remarked).get(0)).startsWith("PASSED");
        assertThat(PolicyTextReport.DEFAULT.lines(remarked)).contains("  remark: " + remark);
        assertThat(PolicyTextReport.DEFAULT.withVerbose(true).lines(remarked))
                .contains("      remark: /predicate: has no \"buildDefinition\"");
        assertThat(new ObjectMapper()
                        .readTree(json(remarked))
                        .at("/artifacts/0/expectations/0/candidates/0/remarks")
                        .findValuesAsText("sentence"))
                .contains("has no \"buildDefinition\"");
    }

    @Test
    void nothingFromAnAttestationControlsATerminal() throws Exception {
        assertThat(PolicyTextReport.DEFAULT.withVerbose(true).text(SampleVerdicts.hostile()))
                .doesNotContain("\u001b", "\u202e")
                .contains("\\u001b");
    }
}
