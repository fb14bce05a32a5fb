package io.jenkins.plugins.intoto.engine.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.Struct;
import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.predicate.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtobufStatementTest {
    private static final DigestMap DIGEST = DigestMap.of(Map.of("sha256", "0a".repeat(32)));

    @TempDir
    Path directory;

    static List<String> samples() {
        return Samples.NAMES;
    }

    private static Statement read(byte[] message) throws MalformedStatementException {
        return ProtobufStatement.read(message, "s.pb", JsonLimits.DEFAULT);
    }

    private static Statement everything() throws Exception {
        var subject = ResourceDescriptor.builder()
                .name("é")
                .uri("pkg:deb/debian/curl@8")
                .digest(DIGEST)
                .content(new byte[] {0, -1})
                .downloadLocation("https://example.com/curl")
                .mediaType("text/plain")
                .annotations(Map.of("k", List.of(1L, "v")))
                .build();
        var predicate = Json.parseObject("""
                {"null": null, "true": true, "false": false, "": "", "text": "x", "zero": 0, "negative": -7,
                 "fraction": 0.1, "large": 9007199254740992, "list": [[], {}, null, 1], "object": {"a": {"b": []}}}""".getBytes(StandardCharsets.UTF_8), "p", JsonLimits.DEFAULT);
        return Statement.of(List.of(subject), "https://example.com/Claim/v1", predicate.asMap());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aStatementIsTheSameAfterThereAndBack(String sample) throws Exception {
        var statement = Samples.statement(sample);

        var again = read(ProtobufStatement.write(statement));

        assertThat(again.version()).isEqualTo(statement.version());
        assertThat(again.subjects()).isEqualTo(statement.subjects());
        assertThat(again.predicateType()).isEqualTo(statement.predicateType());
        assertThat(again.predicate()).isEqualTo(statement.predicate());
    }

    @Test
    void everyKindOfValueComesBack() throws Exception {
        var statement = everything();

        var again = read(ProtobufStatement.write(statement));

        assertThat(again.subjects()).isEqualTo(statement.subjects());
        assertThat(again.predicate()).isEqualTo(statement.predicate());
        assertThat(again.toJson()).isEqualTo(statement.toJson());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740993",
                "-9007199254740993",
                "1e400",
                "0.1000000000000000055511151231257827",
                "1e-400"
            })
    void aNumberThatWouldComeBackAsAnotherIsNotWritten(String number) throws Exception {
        var json = Json.parseObject(
                ("{\"a\": [0, " + number + "]}").getBytes(StandardCharsets.UTF_8), "p", JsonLimits.DEFAULT);
        var statement =
                Statement.of(List.of(ResourceDescriptor.of("a", DIGEST)), "https://example.com/Claim/v1", json.asMap());

        assertThatExceptionOfType(MalformedStatementException.class)
                .isThrownBy(() -> ProtobufStatement.write(statement))
                .withMessageContaining("/predicate/a/1: is a number that protocol buffers cannot hold exactly");
    }

    @ParameterizedTest
    @CsvSource({
        "'', has no \"_type\"",
        "ff, is not a message of protocol buffers",
        "0a05, is not a message of protocol buffers",
        "0a01ff, is not a message of protocol buffers",
        "0a01780a0179, /_type: is there twice",
        "2200, has no \"_type\"",
        "22002200, /predicate: is there twice",
        "220c0a050a016112000a030a0161, /predicate/a: must be one value",
        "220d0a0b0a01611206220102280031, /predicate/a: is not a message",
        "22100a0e0a0161120911000000000000f07f, /predicate/a: is a number that JSON cannot hold",
        "12001202, is not a message"
    })
    void whatIsNoStatementIsRefused(String hex, String reason) {
        assertThatExceptionOfType(MalformedStatementException.class)
                .isThrownBy(() -> read(HexFormat.of().parseHex(hex)))
                .withMessageStartingWith("s.pb: " + reason)
                .withMessageNotContaining("\n");
    }

    @Test
    void theRulesOfJsonApply() throws Exception {
        byte[] bad = new ProtobufWriter()
                .string(1, StatementVersion.V1.uri())
                .message(2, new ProtobufWriter().texts(3, Map.of("sha256", "0A".repeat(32))))
                .string(3, "https://example.com/Claim/v1")
                .toByteArray();

        assertThatExceptionOfType(MalformedStatementException.class)
                .isThrownBy(() -> read(bad))
                .withMessage("s.pb: /subject/0/digest/sha256: must be lower-case hexadecimal");
        assertThatExceptionOfType(MalformedStatementException.class)
                .isThrownBy(() -> ProtobufStatement.read(bad, "s.pb", new JsonLimits(10, 64)))
                .withMessageContaining("the limit is 10");
    }

    @Test
    void aMessageOfTooManyValuesIsRefused() throws Exception {
        var predicate = Map.<String, Object>of("list", List.of(Map.of(), true, 1L, "text"));
        var statement =
                Statement.of(List.of(ResourceDescriptor.of("a", DIGEST)), "https://example.com/p/v1", predicate);
        byte[] message = ProtobufStatement.write(statement);

        assertThat(ProtobufStatement.read(message, "s.pb", new JsonLimits(1000, 64, 20))
                        .predicate())
                .isEqualTo(predicate);
        assertThatExceptionOfType(MalformedStatementException.class)
                .isThrownBy(() -> ProtobufStatement.read(message, "s.pb", new JsonLimits(1000, 64, 6)))
                .withMessage("s.pb: /predicate/list/2: has more than 6 values");
    }

    @Test
    void aDeeplyNestedMessageIsRefused() throws Exception {
        var value = new ProtobufWriter().message(6, new ProtobufWriter());
        for (int i = 0; i < 100; i++) {
            value = new ProtobufWriter().message(6, new ProtobufWriter().message(1, value));
        }
        var struct = new ProtobufWriter()
                .message(1, new ProtobufWriter().string(1, "a").message(2, value));
        byte[] message = new ProtobufWriter().message(4, struct).toByteArray();

        assertThatExceptionOfType(MalformedStatementException.class)
                .isThrownBy(() -> read(message))
                .withMessageContaining("nested deeper than 64 levels");
    }

    @Test
    void unknownFieldsArePassedOver() throws Exception {
        byte[] message = ProtobufStatement.write(everything());
        byte[] longer = Arrays.copyOf(message, message.length + 4);
        // field 15: a varint, then field 14: one byte
        longer[message.length] = 15 << 3;
        longer[message.length + 1] = 1;
        longer[message.length + 2] = 14 << 3 | 2;
        longer[message.length + 3] = 0;

        assertThat(read(longer).toJson()).isEqualTo(everything().toJson());
    }

    @Test
    void googlesReaderOfStructsAgrees() throws Exception {
        var predicate = new ProtobufWriter().struct(1, everything().predicate(), Place.of("p"));
        // The field's tag and its length come before the struct.
        var bytes = ByteString.copyFrom(predicate.toByteArray()).newCodedInput();
        bytes.readTag();

        var struct = Struct.parseFrom(bytes.readBytes());

        assertThat(struct.getFieldsMap()).hasSize(11);
        assertThat(struct.getFieldsOrThrow("null").hasNullValue()).isTrue();
        assertThat(struct.getFieldsOrThrow("false").hasBoolValue()).isTrue();
        assertThat(struct.getFieldsOrThrow("zero").hasNumberValue()).isTrue();
        assertThat(struct.getFieldsOrThrow("negative").getNumberValue()).isEqualTo(-7);
        assertThat(struct.getFieldsOrThrow("list").getListValue().getValuesCount())
                .isEqualTo(4);
    }

    @Test
    void damagedMessagesAreReadOrRefused() throws Exception {
        var random = new Random(5);
        byte[] message = ProtobufStatement.write(everything());
        int read = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = message.clone();
            for (int count = 1 + random.nextInt(3); count > 0; count--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                read(random.nextInt(4) == 0 ? Arrays.copyOf(damaged, random.nextInt(damaged.length)) : damaged);
                read++;
            } catch (MalformedStatementException e) {
                assertThat(e.getMessage()).startsWith("s.pb: ").doesNotContain("\n");
            }
        }
        assertThat(read).isBetween(100, 19_000);
    }

    private void unpack(String resource, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (var in = ProtobufStatement.class.getResourceAsStream(resource)) {
            Files.copy(in, to);
        }
    }

    @Test
    @RequiresTool(Tool.PROTOC)
    void protocAgrees() throws Exception {
        unpack("statement.proto", directory.resolve("statement.proto"));
        unpack("/google/protobuf/struct.proto", directory.resolve("google/protobuf/struct.proto"));
        var codec = new String[] {"protoc", "-I.", null, "statement.proto"};

        codec[2] = "--decode=in_toto_attestation.v1.Statement";
        var text = InteropTools.run(directory, ProtobufStatement.write(everything()), List.of(codec))
                .succeeded();
        codec[2] = "--encode=in_toto_attestation.v1.Statement";
        var bytes = InteropTools.run(directory, text.output(), List.of(codec)).succeeded();

        assertThat(text.text().lines().map(String::strip))
                .startsWith("type: \"https://in-toto.io/Statement/v1\"", "subject {", "name: \"\\303\\251\"")
                .contains(
                        "uri: \"pkg:deb/debian/curl@8\"",
                        "key: \"sha256\"",
                        "value: \"" + "0a".repeat(32) + "\"",
                        "content: \"\\000\\377\"",
                        "download_location: \"https://example.com/curl\"",
                        "media_type: \"text/plain\"",
                        "annotations {",
                        "predicate_type: \"https://example.com/Claim/v1\"",
                        "null_value: NULL_VALUE",
                        "number_value: 0.1",
                        "bool_value: false")
                .noneMatch(line -> line.matches("\\d+:.*"));
        assertThat(read(bytes.output()).toJson()).isEqualTo(everything().toJson());
    }

    @Test
    @RequiresTool(Tool.PROTOC)
    void protocUnderstandsTheDefinitionsOfPredicates() throws Exception {
        var command = new ArrayList<>(List.of("protoc", "-I.", "--descriptor_set_out=all.pb", "statement.proto"));
        for (var predicate :
                List.of("provenance", "link", "test_result", "vulns", "vsa", "scai", "release", "reference", "svr")) {
            unpack(predicate + ".proto", directory.resolve(predicate + ".proto"));
            command.add(predicate + ".proto");
        }
        unpack("statement.proto", directory.resolve("statement.proto"));
        for (var google : List.of("struct", "timestamp", "any")) {
            var file = "google/protobuf/" + google + ".proto";
            unpack("/" + file, directory.resolve(file));
        }

        InteropTools.run(directory, new byte[0], command).succeeded();
    }
}
