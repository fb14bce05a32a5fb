package io.jenkins.plugins.intoto.engine.bundle;

import static io.jenkins.plugins.intoto.engine.bundle.SampleLines.UNKNOWN;
import static io.jenkins.plugins.intoto.engine.bundle.SampleLines.envelope;
import static io.jenkins.plugins.intoto.engine.bundle.SampleLines.read;
import static io.jenkins.plugins.intoto.engine.bundle.SampleLines.sigstore;
import static io.jenkins.plugins.intoto.engine.bundle.SampleLines.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.engine.bundle.BundleLine.EnvelopeLine;
import io.jenkins.plugins.intoto.engine.bundle.BundleLine.SigstoreLine;
import io.jenkins.plugins.intoto.engine.bundle.BundleLine.UnknownLine;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleReaderTest {
    @TempDir
    Path directory;

    private static int lines(InputStream in, JsonLimits limits) throws Exception {
        var lines = new ArrayList<BundleLine>();
        BundleReader.forEachLine(in, "stream", limits, lines::add);
        return lines.size();
    }

    @Test
    void eachLineIsAnEnvelopeABundleOrUnknown() throws Exception {
        var file = write(directory.resolve("b"), envelope("1"), sigstore("2"), UNKNOWN, "garbage");

        var lines = read(file);

        assertThat(lines).extracting(BundleLine::number).containsExactly(1, 2, 3, 4);
        assertThat(lines.get(0)).isInstanceOf(EnvelopeLine.class);
        assertThat(lines.get(1)).isInstanceOf(SigstoreLine.class);
        assertThat(lines.get(2)).isInstanceOf(UnknownLine.class);
        assertThat(((UnknownLine) lines.get(2)).sentence()).isEqualTo(file + ", line 3: has no \"signatures\"");
        assertThat(((UnknownLine) lines.get(3)).sentence()).startsWith(file + ", line 4: is not valid JSON");
        assertThat(new String(lines.get(0).raw(), StandardCharsets.UTF_8)).isEqualTo(envelope("1"));
    }

    @Test
    void linesMayEndWithACarriageReturnBeBlankOrLackTheirEnd() throws Exception {
        var file = Files.writeString(directory.resolve("b"), envelope("1") + "\r\n\r\n   \n\n" + envelope("2"));

        var lines = read(file);

        assertThat(lines).extracting(BundleLine::number).containsExactly(1, 5);
        assertThat(lines).allMatch(EnvelopeLine.class::isInstance);
        assertThat(lines.get(0).raw()).isEqualTo(envelope("1").getBytes(StandardCharsets.UTF_8));
    }

    private static String formatted(String line) throws Exception {
        return new String(
                Json.pretty(Json.parse(line.getBytes(StandardCharsets.UTF_8), "line", BundleReader.DEFAULT_LIMITS)),
                StandardCharsets.UTF_8);
    }

    @Test
    void whatWasFormattedOnManyLinesIsOne() throws Exception {
        var file = Files.writeString(
                directory.resolve("b"),
                "\ufeff" + formatted(sigstore("1")) + "\r\n\n" + envelope("2") + "\n" + formatted(envelope("3")));
        int first = (int) formatted(sigstore("1")).lines().count();

        var lines = read(file);

        assertThat(lines).extracting(BundleLine::number).containsExactly(1, first + 2, first + 3);
        assertThat(lines.get(0)).isInstanceOf(SigstoreLine.class);
        assertThat(new String(lines.get(0).raw(), StandardCharsets.UTF_8)).isEqualTo(sigstore("1"));
        assertThat(new String(lines.get(2).raw(), StandardCharsets.UTF_8)).isEqualTo(envelope("3"));
    }

    @Test
    void aByteOrderMarkIsNoPartOfALine() throws Exception {
        var file = Files.writeString(directory.resolve("b"), "\ufeff" + envelope("1") + "\n");

        assertThat(read(file).get(0).raw()).isEqualTo(envelope("1").getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"a\":", "{\"payload\": [", " {\"x", "[", "{{{{"})
    void linesAroundOthersDoNotMakeThemPartOfSomething(String before) throws Exception {
        var alone = read(write(directory.resolve("b"), before, envelope("1"), "}", " " + envelope("2"), "]}"));
        var formatted = read(write(directory.resolve("c"), before, formatted(envelope("3")), "}"));

        assertThat(alone).filteredOn(EnvelopeLine.class::isInstance).hasSize(2);
        assertThat(formatted).filteredOn(EnvelopeLine.class::isInstance).hasSize(1);
    }

    @Test
    void manyLinesThatAreNothingEachAreOne() throws Exception {
        var file = write(directory.resolve("b"), "{", " \"x\": 1,", "", " \"y\": {}", "}", "{", " \"z\":");

        assertThat(read(file)).extracting(BundleLine::number).containsExactly(1, 2, 4, 5, 6, 7);
    }

    @Test
    void anEmptyBundleHasNoLines() throws Exception {
        assertThat(read(Files.createFile(directory.resolve("b")))).isEmpty();
    }

    @Test
    void aLineThatIsTooLongIsPassedOverAndWhatComesBehindItIsRead() throws Exception {
        var file = Files.writeString(
                directory.resolve("b"),
                "12345\n" + "6".repeat(200_000) + "\r\n123456\r\n12345\r\n123456\n" + "7".repeat(100_000));
        var lines = new ArrayList<BundleLine>();

        BundleReader.<RuntimeException>forEachLine(file, new JsonLimits(5, 8), lines::add);

        assertThat(lines).extracting(BundleLine::number).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(lines)
                .extracting(line -> ((UnknownLine) line).isTooLong())
                .containsExactly(false, true, true, false, true, true);
        assertThat(((UnknownLine) lines.get(1)).sentence())
                .isEqualTo(file + ", line 2: is longer than 5 bytes, which is the limit");
        assertThat(lines.get(1).raw()).isEmpty();
        assertThat(lines.get(1).envelope()).isEmpty();
    }

    @Test
    void noMoreThanOneLineIsHeld() throws Exception {
        var result = InteropTools.run(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BundleReaderTest.class.getName())
                .succeeded();

        assertThat(result.text()).isEqualTo("200 lines");
    }

    /** Reads lines of 1 MiB, which together are several times as large as the heap. */
    public static void main(String[] arguments) throws Exception {
        byte[] line = ("{\"x\":\"" + "y".repeat(1 << 20) + "\"}\n").getBytes(StandardCharsets.US_ASCII);
        var stream = new SequenceInputStream(Collections.enumeration(Collections.nCopies(200, line).stream()
                .map(ByteArrayInputStream::new)
                .toList()));
        var numbers = new int[1];

        // Lines this long are not even parsed: the limit of depth is exceeded by their first bracket.
        BundleReader.forEachLine(stream, "stream", new JsonLimits(1 << 21, 1), each -> numbers[0] = each.number());

        System.out.print(numbers[0] + " lines");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> read(directory.resolve("none")))
                .hasMessage(directory.resolve("none") + ": no such file");
        assertThatThrownBy(() -> read(directory)).hasMessage(directory + ": is a directory, a file was expected");
    }

    @Test
    void aFailureOfTheConsumerIsNotOneOfTheFile() throws Exception {
        var file = write(directory.resolve("b"), envelope("1"));

        assertThatThrownBy(() -> BundleReader.<IOException>forEachLine(file, BundleReader.DEFAULT_LIMITS, line -> {
                    throw new IOException("disk full");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
    }

    @Test
    void damagedBundlesAreReadToTheirEnd() throws Exception {
        byte[] text = (envelope("1") + "\n" + sigstore("2") + "\n" + UNKNOWN + "\n").getBytes(StandardCharsets.UTF_8);
        var random = new Random(3);
        for (int round = 0; round < 2000; round++) {
            byte[] damaged = text.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            BundleReader.forEachLine(new ByteArrayInputStream(damaged), "b", new JsonLimits(1 << 16, 16), line -> {
                LineSummary.of(line, new JsonLimits(1 << 16, 16));
                Seal.in(line, new JsonLimits(1 << 16, 16));
            });
        }
    }
}
