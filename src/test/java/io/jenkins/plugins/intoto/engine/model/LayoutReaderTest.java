package io.jenkins.plugins.intoto.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.intoto.engine.json.CanonicalJson;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonWriter;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutReaderTest {
    private static final SigningKey KEY = KeyGenerator.ed25519();

    private static Payload read(String json) throws Exception {
        return PayloadReader.read(
                CanonicalJson.canonicalise(json.getBytes(StandardCharsets.UTF_8), "x.layout", JsonLimits.DEFAULT),
                "x.layout");
    }

    private static Layout layout(String members) throws Exception {
        return (Layout) read("{\"_type\":\"layout\",\"expires\":\"2030-01-01T00:00:00Z\"" + members + "}");
    }

    private static String step(String name) {
        return ",\"steps\":[{\"name\":" + name + "}]";
    }

    @Test
    void missingMembersHaveTheReferencesDefaults() throws Exception {
        var step = layout(step("\"a\"")).steps().get(0);
        assertThat(step).isEqualTo(new Step("a", 1, List.of(), List.of(), List.of(), List.of(), List.of()));
        assertThat(layout(""))
                .isEqualTo(new Layout(
                        Instant.parse("2030-01-01T00:00:00Z"), "", Map.of(), List.of(), List.of(), Map.of(), Map.of()));
    }

    @Test
    void aLayoutWithoutATimeOfExpiryIsRefused() {
        assertThatThrownBy(() -> read("{\"_type\":\"layout\",\"steps\":[{\"name\":\"a\"}]}"))
                .isInstanceOf(MalformedMetadataException.class)
                .hasMessage("x.layout: has no \"expires\"");
    }

    @Test
    void nullIsNoListOfConstraintsNorAnEnvironment() throws Exception {
        var layout = layout(",\"steps\":[{\"name\":\"a\",\"cert_constraints\":null}]");
        var link = (Link)
                read("{\"_type\":\"link\",\"name\":\"a\",\"materials\":{},\"products\":{},\"environment\":null}");

        assertThat(layout.steps().get(0).certificateConstraints()).isEmpty();
        assertThat(link.environment()).isEmpty();
    }

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        var rules = List.of(ArtifactRule.parse(List.of("MATCH", "*", "WITH", "PRODUCTS", "FROM", "a")));
        var id = KEY.publicKey().keyId();
        var constraint = new CertificateConstraint(
                "*", List.of("x.org"), List.of(), List.of("O"), List.of("*"), List.of(""), List.of());
        var layout = new Layout(
                Instant.parse("2030-01-01T00:00:00Z"),
                "read me\n",
                Map.of(id, KEY.publicKey()),
                List.of(new Step("a", 2, rules, List.of(), List.of(id), List.of("mvn", "-B"), List.of(constraint))),
                List.of(new Inspection("i", List.of(), rules, List.of("true"))),
                Map.of(),
                Map.of());
        var out = new ByteArrayOutputStream();
        var json = new JsonWriter(out, JsonWriter.Style.PRETTY);
        layout.writeTo(json);
        json.flush();
        var again = (Layout) read(out.toString(StandardCharsets.UTF_8));
        assertThat(again.keys().keySet()).containsExactly(id);
        assertThat(again.keys().get(id).materialFingerprint())
                .isEqualTo(KEY.publicKey().materialFingerprint());
        assertThat(again.steps()).isEqualTo(layout.steps());
        assertThat(again.inspections()).isEqualTo(layout.inspections());
        assertThat(again.expires()).isEqualTo(layout.expires());
        assertThat(again.readme()).isEqualTo(layout.readme());
    }

    @Test
    void theIdOfAKeyIsTakenAsItIs() throws Exception {
        var object = new TreeMap<>(KEY.publicKey().toJson());
        object.put("keyid", "0123abcd");
        var keys = new String(CanonicalJson.of(Map.of("0123abcd", object)), StandardCharsets.UTF_8);
        assertThat(layout(",\"keys\":" + keys).keys().keySet()).containsExactly(new KeyId("0123abcd"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"x/../y\"",
                "\"../up\"",
                "\"a/b\"",
                "\"a\\\\b\"",
                "\"\"",
                "\" \"",
                "\".\"",
                "\"..\"",
                "\"a\\u0000\"",
                "\"a\\nb\"",
                "\"C:x\"",
                "\"npm:build\"",
                "\"build:\""
            })
    void namesThatCouldLeaveADirectoryAreRefused(String name) {
        for (var members : List.of(step(name), ",\"inspect\":[{\"name\":" + name + "}]")) {
            assertThatThrownBy(() -> layout(members))
                    .isInstanceOfSatisfying(MalformedMetadataException.class, e -> assertThat(e.defect())
                            .isEqualTo(MetadataDefect.UNSAFE_NAME));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"build\"", "\"unit tests\"", "\"größe\"", "\".hidden\"", "\"a..b\""})
    void otherNamesAreAccepted(String name) throws Exception {
        assertThat(layout(step(name)).steps()).hasSize(1);
    }

    @Test
    void oneNameForAStepAndAnInspectionIsRefused() {
        assertThatThrownBy(() -> layout(step("\"a\"") + ",\"inspect\":[{\"name\":\"a\"}]"))
                .isInstanceOfSatisfying(MalformedMetadataException.class, e -> {
                    assertThat(e.defect()).isEqualTo(MetadataDefect.DUPLICATE_NAME);
                    assertThat(e.pointer()).endsWith("/0/name");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`,\"steps\":[{\"name\":\"a\",\"threshold\":\"1\"}]` | WRONG_SHAPE | /steps/0/threshold: must be an integer",
                "`,\"steps\":[{\"name\":\"a\",\"threshold\":true}]` | WRONG_SHAPE | /steps/0/threshold",
                "`,\"steps\":{}` | WRONG_SHAPE | /steps: must be an array, is an object",
                "`,\"steps\":[{\"name\":\"a\",\"_type\":\"inspection\"}]` | WRONG_TYPE | /steps/0/_type",
                "`,\"steps\":[{\"name\":\"a\",\"expected_products\":[[\"ALLOW\"]]}]` | MALFORMED_RULE | /steps/0/expected_products/0: \"ALLOW\" is not an artifact rule",
                "`,\"steps\":[{\"name\":\"a\",\"expected_products\":[[\"ALLOW\",1]]}]` | WRONG_SHAPE | /steps/0/expected_products/0/1: must be a string",
                "`,\"steps\":[{\"name\":\"a\",\"expected_products\":[\"ALLOW *\"]}]` | WRONG_SHAPE | /steps/0/expected_products/0: must be an array of strings",
                "`,\"inspect\":[{\"name\":\"a\",\"expected_materials\":[[\"DISALLOW\",\"[\"]]}]` | MALFORMED_PATTERN | /inspect/0/expected_materials/0",
                "`,\"keys\":{\"ab\":{}}` | WRONG_SHAPE | /keys/ab",
                "`,\"keys\":[]` | WRONG_SHAPE | /keys: must be an object"
            })
    void whatIsMalformedIsNamedWithItsPlace(String members, MetadataDefect defect, String message) {
        assertThatThrownBy(() -> layout(members))
                .isInstanceOfSatisfying(MalformedMetadataException.class, e -> assertThat(e.defect())
                        .isEqualTo(defect))
                .hasMessageStartingWith("x.layout: ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2030-01-01",
                "2030-01-01T00:00:00",
                "2030-01-01T00:00:00+00:00",
                "2030-01-01t00:00:00z",
                "2030-13-01T00:00:00Z",
                "2030-01-01T00:00:00.0Z",
                "never"
            })
    void timesHaveOneForm(String time) {
        assertThatThrownBy(() -> read("{\"_type\":\"layout\",\"expires\":\"" + time + "\"}"))
                .isInstanceOfSatisfying(MalformedMetadataException.class, e -> assertThat(e.defect())
                        .isEqualTo(MetadataDefect.MALFORMED_TIME));
    }

    @Test
    void aKeyWithPrivateMaterialIsRefused() throws Exception {
        var object = new TreeMap<>(KEY.publicKey().toJson());
        var values = new TreeMap<String, Object>();
        ((Map<?, ?>) object.get("keyval")).forEach((name, value) -> values.put((String) name, value));
        for (var secret : new ArrayList<>(List.of("", "5ec7e7"))) {
            values.put("private", secret);
            object.put("keyval", values);
            var members = ",\"keys\":"
                    + new String(
                            CanonicalJson.of(Map.of(KEY.publicKey().keyId().value(), object)), StandardCharsets.UTF_8);
            if (secret.isEmpty()) {
                assertThat(layout(members).keys()).hasSize(1);
            } else {
                assertThatThrownBy(() -> layout(members))
                        .isInstanceOfSatisfying(MalformedMetadataException.class, e -> assertThat(e.defect())
                                .isEqualTo(MetadataDefect.PRIVATE_KEY))
                        .hasMessageNotContaining(secret);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "con",
                "CON",
                "Nul",
                "aux",
                "prn",
                "com1",
                "LPT9",
                "com\u00b9",
                "nul.txt",
                "aux.a.b",
                "con ",
                "conin$"
            })
    void aNameThatWindowsTakesForADeviceIsRefused(String name) {
        for (var members : List.of(step("\"" + name + "\""), ",\"inspect\":[{\"name\":\"" + name + "\"}]")) {
            assertThatThrownBy(() -> layout(members))
                    .isInstanceOfSatisfying(MalformedMetadataException.class, e -> assertThat(e.defect())
                            .isEqualTo(MetadataDefect.UNSAFE_NAME));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"console\"", "\"com\"", "\"com10\"", "\"a.con\"", "\"null\"", "\"lpt-1\""})
    void aNameThatOnlyLooksLikeADeviceIsAccepted(String name) throws Exception {
        assertThat(layout(step(name)).steps()).hasSize(1);
    }

    @Test
    void aTypeOfManyMegabytesIsNotQuotedAsAWhole() {
        var type = "\u0007".repeat(16 << 20);

        assertThatThrownBy(() -> PayloadReader.read(CanonicalJson.of(Map.of("_type", type)), "x"))
                .isInstanceOf(MalformedMetadataException.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(20_000));
    }
}
