package io.jenkins.plugins.intoto.engine.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Object parse(String text) throws MalformedJsonException {
        return Json.parse(utf8(text), "test", JsonLimits.DEFAULT);
    }

    @Test
    void valuesArePlain() throws Exception {
        assertThat(parse("{\"s\":\"x\",\"i\":-3,\"b\":12345678901234567890,\"d\":1.50,\"t\":true,\"l\":[]}"))
                .isEqualTo(Map.of(
                        "s",
                        "x",
                        "i",
                        -3L,
                        "b",
                        new BigInteger("12345678901234567890"),
                        "d",
                        new BigDecimal("1.50"),
                        "t",
                        true,
                        "l",
                        List.of()));
        assertThat(parse("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(parse("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
        assertThat(parse("9223372036854775808")).isEqualTo(new BigInteger("9223372036854775808"));
    }

    @Test
    void valuesCannotBeModified() throws Exception {
        var object = Json.parseObject(utf8("{\"a\":[1]}"), "test", JsonLimits.DEFAULT)
                .asMap();
        assertThatThrownBy(() -> object.put("b", 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((List<?>) object.get("a")).clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aDuplicateMemberIsNamedByPointer() {
        assertThatThrownBy(() -> parse("{\"x\":[{\"a\":1,\"a\":2}]}"))
                .isInstanceOfSatisfying(MalformedJsonException.class, e -> {
                    assertThat(e.source()).isEqualTo("test");
                    assertThat(e.pointer()).isEqualTo("/x/0/a");
                    assertThat(e).hasMessage("test: /x/0/a: is named twice in one object");
                });
    }

    @Test
    void brokenSyntaxIsReportedWithLineAndColumnOnOneLine() {
        assertThatThrownBy(() -> parse("{\n \"a\": ?}"))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageContaining("line 2")
                .hasMessageNotContaining("\n");
    }

    @Test
    void typedAccessReportsTheKindItFound() throws Exception {
        var object = Json.parseObject(
                utf8("{\"s\":1,\"o\":[],\"l\":[\"a\",null],\"i\":3000000000}"), "f", JsonLimits.DEFAULT);
        assertThatThrownBy(() -> object.string("s")).hasMessage("f: /s: must be a string, is the number 1");
        assertThatThrownBy(() -> object.string("t")).hasMessage("f: has no \"t\"");
        assertThatThrownBy(() -> object.object("o")).hasMessage("f: /o: must be an object, is an array");
        assertThatThrownBy(() -> object.strings("l")).hasMessage("f: /l/1: must be a string, is null");
        assertThatThrownBy(() -> object.integer("i"))
                .hasMessage("f: /i: must be an integer of 32 bits, is the number 3000000000");
        assertThatThrownBy(() -> object.objects("l")).hasMessage("f: /l/0: must be an object, is a string");
        assertThat(object.string("t", "else")).isEqualTo("else");
        assertThat(object.strings("none")).isEmpty();
    }

    @Test
    void pointersEscapeTildeAndSlash() throws Exception {
        var object = Json.parseObject(utf8("{\"a/b~c\":{}}"), "f", JsonLimits.DEFAULT);
        assertThatThrownBy(() -> object.object("a/b~c").string("x")).hasMessage("f: /a~1b~0c: has no \"x\"");
    }

    private static JsonReader reader(String text, JsonLimits limits, long maxHeld) throws MalformedJsonException {
        return JsonReader.strict(new ByteArrayInputStream(utf8(text)), "f", limits, maxHeld);
    }

    @Test
    void membersCanBeTakenAsTheyCome() throws Exception {
        var seen = new ArrayList<String>();
        try (var json = reader("{\"big\":{\"a\":1,\"c\":2},\"x\":{\"b\":[1 ],\"a\":\"é\"}}", JsonLimits.DEFAULT, 100)) {
            json.<RuntimeException>members((name, value) -> {
                if (name.equals("big")) {
                    value.<RuntimeException>stream((inner, number) -> seen.add(inner + "=" + number.value()));
                } else {
                    seen.add(new String(value.canonical(), StandardCharsets.UTF_8));
                }
            });
            json.end();
        }
        assertThat(seen).containsExactly("a=1", "c=2", "{\"a\":\"é\",\"b\":[1]}");
    }

    @Test
    void whatIsTakenAsTextIsLimitedInAll() {
        assertThatThrownBy(() -> {
                    try (var json = reader(
                            "{\"a\":\"" + "x".repeat(60) + "\",\"b\":\"" + "x".repeat(60) + "\"}",
                            JsonLimits.DEFAULT,
                            100)) {
                        json.<RuntimeException>members((name, value) -> value.canonical());
                    }
                })
                .isInstanceOf(MalformedJsonException.class)
                .hasMessage("f: /b: is larger than the 38 bytes that can be held");
    }

    @Test
    void aStreamIsNoLongerThanTheLimit() {
        assertThatThrownBy(() -> {
                    try (var json =
                            reader("{\"a\":\"" + "x".repeat(60_000) + "\"}", new JsonLimits(50_000, 8), 1 << 20)) {
                        json.<RuntimeException>members((name, value) -> value.value());
                    }
                })
                .isInstanceOf(MalformedJsonException.class)
                .hasMessage("f: is longer than 50000 bytes, which is the limit");
    }

    @Test
    void aReaderThatIsInterruptedDoesNotReadOn() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> reader("{}", JsonLimits.DEFAULT, 100))
                    .isInstanceOf(MalformedJsonException.class)
                    .hasMessage("f: cannot be read: the reading was interrupted");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void moreValuesThanTheLimitAreRefused() throws Exception {
        var limits = new JsonLimits(100, 8, 3);
        assertThat(Json.parse(utf8("[{\"a\":1}]"), "f", limits)).isEqualTo(List.of(Map.of("a", 1L)));
        assertThatThrownBy(() -> Json.parse(utf8("[{\"a\":1},null]"), "f", limits))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessage("f: /1: has more than 3 values");
        assertThatThrownBy(() -> Json.parse(utf8("[" + "{},".repeat(2_000_000) + "1]"), "f", JsonLimits.DEFAULT))
                .hasMessage("f: /1999999: has more than 2000000 values");
    }

    @Test
    void canonicalTextIsHeldToTheSameNumberOfValues() {
        byte[] canonical = utf8("{\"a\":[" + "{},".repeat(2_000_000) + "1]}");
        assertThatThrownBy(() -> Json.parseCanonical(canonical, "f"))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageEndingWith("has more than 2000000 values");
    }

    @Test
    void entriesThatAreTakenOneByOneAreNotCountedTogether() throws Exception {
        var count = new int[1];
        try (var json = reader("{" + "\"a\":1,".repeat(2_000_001) + "\"b\":2}", JsonLimits.DEFAULT, 100)) {
            json.<RuntimeException>stream((name, value) -> count[0] += ((Long) value.value()).intValue() > 0 ? 1 : 0);
        }
        assertThat(count[0]).isEqualTo(2_000_002);
    }

    @Test
    void membersThatAreHeldAreCounted() {
        assertThatThrownBy(() -> {
                    try (var json = reader("{\"a\":1,\"b\":2}", new JsonLimits(100, 8, 1), 100)) {
                        json.<RuntimeException>members((name, value) -> value.canonical());
                    }
                })
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageEndingWith("has more than 1 values");
    }

    @Test
    void readableTextIsAsciiSortedAndIndentedAsTheReferenceWritesIt() {
        assertThat(Json.pretty(Map.of("b", List.of(1L, "é\u0001\ud83d\ude00"), "a", Map.of(), "c", List.of())))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\n \"a\": {},\n \"b\": [\n  1,\n  \"\\u00e9\\u0001\\ud83d\\ude00\"\n ],\n \"c\": []\n}");
        assertThat(Json.compact(Map.of("b", List.of(1L, new BigDecimal("0.5")), "a", "\n")))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"a\":\"\\n\",\"b\":[1,0.5]}");
    }

    @Test
    void everythingButPrintableAsciiIsEscapedInReadableText() {
        assertThat(Json.compact("?\"\\/\b\t\n\f\r\u0000\u001f~\u0080\uffff\ud800"))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("\"?\\\"\\\\/\\b\\t\\n\\f\\r\\u0000\\u001f~\\u0080\\uffff\\ud800\"");
    }
}
