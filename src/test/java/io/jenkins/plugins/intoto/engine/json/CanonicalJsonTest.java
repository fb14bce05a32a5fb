package io.jenkins.plugins.intoto.engine.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
    private static String canonical(String text) throws MalformedJsonException {
        return new String(
                CanonicalJson.canonicalise(text.getBytes(StandardCharsets.UTF_8), "test", JsonLimits.DEFAULT),
                StandardCharsets.UTF_8);
    }

    @Test
    void whiteSpaceGoesAndMembersAreSorted() throws Exception {
        assertThat(canonical(" { \"b\" : [ 1 , true, null ] , \"a\" : { } } "))
                .isEqualTo("{\"a\":{},\"b\":[1,true,null]}");
    }

    @Test
    void membersOutOfOrderAreSortedAtEveryLevel() throws Exception {
        assertThat(canonical("{\"c\":{\"z\":1,\"y\":[{\"q\":1,\"p\":2}]},\"bb\":2,\"b\":3,\"a\":4}"))
                .isEqualTo("{\"a\":4,\"b\":3,\"bb\":2,\"c\":{\"y\":[{\"p\":2,\"q\":1}],\"z\":1}}");
    }

    @Test
    void membersAreSortedByCodePointNotByUtf16Unit() throws Exception {
        assertThat(canonical("{\"\\ud83d\\ude00\":1,\"\\uffff\":2}")).isEqualTo("{\"\uffff\":2,\"\ud83d\ude00\":1}");
        assertThat(new String(CanonicalJson.of(Map.of("\ud83d\ude00", 1L, "\uffff", 2L)), StandardCharsets.UTF_8))
                .isEqualTo("{\"\uffff\":2,\"\ud83d\ude00\":1}");
    }

    @Test
    void namesAreSortedByTheirContentNotByTheirEscapes() throws Exception {
        // " (22) sorts before # (23) though its escape begins with a backslash (5c); the end of a name before all else.
        assertThat(canonical("{\"a#\":1,\"a\\\"\":2,\"a\":3,\"a!\":4,\"a\\\\\":5,\"a]\":6,\"aZ\":7}"))
                .isEqualTo("{\"a\":3,\"a!\":4,\"a\\\"\":2,\"a#\":1,\"aZ\":7,\"a\\\\\":5,\"a]\":6}");
    }

    @Test
    void onlyQuoteAndBackslashAreEscaped() throws Exception {
        assertThat(canonical("\"\\u0000\\n\\u001f\\u007f\\/\\\\\\\"\\u00e9\\u20ac\""))
                .isEqualTo("\"\0\n\u001f\u007f/\\\\\\\"é€\"");
    }

    @ParameterizedTest
    @CsvSource({"-0,0", "0,0", "-12,-12", "123456789012345678901234567890,123456789012345678901234567890"})
    void integersOfAnySizeAreKept(String text, String expected) throws Exception {
        assertThat(canonical(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1e3", "[0.5]", "-0.0"})
    void numbersWithAFractionOrAnExponentAreRefused(String text) {
        assertThatThrownBy(() -> canonical(text))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageContaining("fraction");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"b\":0,\"a\":2}",
                "{\"b\":1,\"a\":1,\"b\":1}",
                "[{\"x\":{\"a\":1,\"\\u0061\":2}}]"
            })
    void aMemberNamedTwiceIsRefused(String text) {
        assertThatThrownBy(() -> canonical(text)).isInstanceOf(MalformedJsonException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\"}",
                "nul",
                "{} {}",
                "01",
                "NaN",
                "'a'",
                "{\"a\":1}x",
                "\"a\nb\"",
                "\ufeff\ufeff{}",
                "{\ufeff}",
                "[1 2]",
                "// comment\n1",
                "\"\\ud800\"",
                "{\"\\udc00\":1}",
                "\"\\ud800\\ud800\""
            })
    void textThatIsNotStrictJsonIsRefused(String text) {
        assertThatThrownBy(() -> canonical(text))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageStartingWith("test: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'a':NaN}         | \"NaN\" is not JSON (line 1, column 9)",
                "nulll             | \"nulll\" is not JSON (line 1, column 6)",
                "{'a':[1,2         | it ends too early (line 1, column 10)",
                "{'a':}            | '}' was not expected here (line 1, column 6)",
                "{'a':[1}          | '}' closes what was not opened (line 1, column 8)",
                "{'a':01}          | a number must not begin with a zero (line 1, column 7)",
                "{'a':'\\x'}       | it has an unknown escape sequence (line 1, column 8)",
                "{'a':1 'b':2}     | '`' was not expected here (line 1, column 8)"
            })
    void whatIsWrongIsSaidInOurWords(String text, String sentence) {
        assertThatThrownBy(() -> canonical(text.replace('\'', '"')))
                .hasMessage("test: is not valid JSON: " + sentence.replace('`', '"'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[",
                "\"",
                "{]",
                "}",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1,",
                "tru",
                "-",
                "1.",
                "1e",
                "+1",
                ".5",
                "Infinity",
                "-Infinity",
                "\"\\u12\"",
                "\"\\u12G4\"",
                "\u0000",
                "\"\u0001\"",
                "/* */1",
                "#",
                "{a:1}",
                "['a']",
                "[,]",
                "[1,]",
                "{,}",
                "1 2",
                "\u2028",
                "{\"a\":1 \"b\"}",
                "0x10",
                "1_000",
                "undefined",
                "\"\\",
                "\ufffe",
                "[1 2]",
                "<html>",
                "a: b",
                "--- x",
                "%PDF"
            })
    void noLibrarySpeaks(String text) {
        assertThatThrownBy(() -> canonical(text))
                .isInstanceOf(MalformedJsonException.class)
                .message()
                .doesNotContain("Feature", "REDACTED", "Source", "JSON String", "marker", "token", "null", "CTRL");
    }

    @Test
    void aByteOrderMarkIsPassedOver() throws Exception {
        assertThat(canonical("\ufeff{}")).isEqualTo(canonical("{}"));
    }

    @Test
    void textThatIsNotUtf8IsRefused() {
        for (var bytes : List.of(
                new byte[] {'"', (byte) 0xff, '"'},
                new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'},
                new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'},
                "{}".getBytes(StandardCharsets.UTF_16))) {
            assertThatThrownBy(() -> CanonicalJson.canonicalise(bytes, "test", JsonLimits.DEFAULT))
                    .as(Arrays.toString(bytes))
                    .isInstanceOf(MalformedJsonException.class);
        }
    }

    @Test
    void depthIsLimitedBeforeTheStackIs() {
        var limits = new JsonLimits(1 << 20, 10);
        assertThatThrownBy(() -> CanonicalJson.canonicalise(
                        "[".repeat(200_000).getBytes(StandardCharsets.UTF_8), "deep", limits))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageContaining("deeper than 10");
    }

    @Test
    void depthUpToTheLimitIsAccepted() throws Exception {
        var text = "[".repeat(10) + "]".repeat(10);
        assertThat(CanonicalJson.canonicalise(text.getBytes(StandardCharsets.UTF_8), "deep", new JsonLimits(100, 10)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(text);
    }

    @Test
    void sizeIsLimited() {
        assertThatThrownBy(() -> CanonicalJson.canonicalise(new byte[11], "big", new JsonLimits(10, 10)))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessage("big: is 11 bytes long, the limit is 10");
    }

    @Test
    void wideObjectsInAnyOrderComeOutAsTheTreeDoes() throws Exception {
        var random = new Random(7);
        var names = IntStream.range(0, 3000)
                .mapToObj(i -> "d" + random.nextInt(50) + "/f\"" + i + (char) (0x20 + random.nextInt(0x60)))
                .toList();
        var text = new StringBuilder("{");
        for (int i = 0; i < names.size(); i++) {
            text.append(i == 0 ? "" : ",")
                    .append(new String(Json.compact(names.get(i)), StandardCharsets.UTF_8))
                    .append(":{\"b\":[1,2],\"a\":")
                    .append(i)
                    .append('}');
        }
        var bytes = text.append('}').toString().getBytes(StandardCharsets.UTF_8);
        assertThat(CanonicalJson.canonicalise(bytes, "wide", JsonLimits.DEFAULT))
                .isEqualTo(CanonicalJson.of(Json.parse(bytes, "wide", JsonLimits.DEFAULT)));
    }

    @Test
    void plainValuesAreWrittenInTheSameForm() {
        assertThat(CanonicalJson.of(Map.of("n", new BigInteger("9".repeat(30)), "l", List.of("x\u0001", false))))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"l\":[\"x\u0001\",false],\"n\":" + "9".repeat(30) + "}");
        assertThatThrownBy(() -> CanonicalJson.of(0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CanonicalJson.of("\ud800")).isInstanceOf(IllegalArgumentException.class);
    }
}
