package io.jenkins.plugins.intoto.engine.bundle;

import static io.jenkins.plugins.intoto.engine.bundle.BundleReader.DEFAULT_LIMITS;
import static io.jenkins.plugins.intoto.engine.bundle.SampleLines.UNKNOWN;
import static io.jenkins.plugins.intoto.engine.bundle.SampleLines.envelope;
import static io.jenkins.plugins.intoto.engine.bundle.SampleLines.sigstore;
import static io.jenkins.plugins.intoto.engine.bundle.SampleLines.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.intoto.engine.bundle.BundleLine.EnvelopeLine;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleFileTest {
    @TempDir
    Path directory;

    private static byte[] bytes(String line) {
        return line.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aBundleIsMadeByAppending() throws Exception {
        var bundle = directory.resolve("b");

        BundleFile.append(bundle, List.of(bytes("1")), BundleReader.DEFAULT_LIMITS);
        BundleFile.append(bundle, List.of(bytes("2"), bytes("3")), BundleReader.DEFAULT_LIMITS);

        assertThat(bundle).hasContent("1\n2\n3\n");
    }

    @Test
    void whatWasThereStaysAsItIs() throws Exception {
        var bundle = Files.writeString(directory.resolve("b"), "garbage\r\n\n" + UNKNOWN);

        BundleFile.append(bundle, List.of(bytes("x")), BundleReader.DEFAULT_LIMITS);

        assertThat(Files.readString(bundle)).isEqualTo("garbage\r\n\n" + UNKNOWN + "\nx\n");
    }

    @Test
    void whatIsNotOneLineIsNotAppended() {
        var bundle = directory.resolve("b");

        assertThatThrownBy(() -> BundleFile.append(bundle, List.of(bytes("a\nb")), BundleReader.DEFAULT_LIMITS))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BundleFile.append(bundle, List.of(new byte[0]), BundleReader.DEFAULT_LIMITS))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(bundle).doesNotExist();
    }

    @Test
    void threadsDoNotLoseEachOthersLines() throws Exception {
        var bundle = directory.resolve("b");
        var pool = Executors.newFixedThreadPool(8);
        try {
            for (var done : pool.invokeAll(java.util.stream.IntStream.range(0, 64)
                    .mapToObj(i -> (java.util.concurrent.Callable<Void>) () -> {
                        BundleFile.append(bundle, List.of(bytes("line " + i)), BundleReader.DEFAULT_LIMITS);
                        return null;
                    })
                    .toList())) {
                done.get();
            }
        } finally {
            pool.shutdown();
        }

        assertThat(Files.readAllLines(bundle)).doesNotHaveDuplicates().hasSize(64);
    }

    @Test
    void mergingKeepsUnknownLinesAndDropsRepeatedOnes() throws Exception {
        var one = write(directory.resolve("1"), envelope("1"), UNKNOWN);
        var two = write(directory.resolve("2"), "", UNKNOWN, sigstore("2"), envelope("1"));
        var target = directory.resolve("t");

        int count = BundleFile.merge(List.of(one, two), target, DEFAULT_LIMITS);

        assertThat(count).isEqualTo(3);
        assertThat(Files.readAllLines(target)).containsExactly(envelope("1"), UNKNOWN, sigstore("2"));
    }

    @Test
    void aBundleCanBeMergedIntoItself() throws Exception {
        var one = write(directory.resolve("1"), envelope("1"), envelope("1"));

        BundleFile.merge(List.of(one), one, DEFAULT_LIMITS);

        assertThat(Files.readAllLines(one)).containsExactly(envelope("1"));
    }

    @Test
    void aFailureLeavesTheBundleAsItWas() throws Exception {
        var good = write(directory.resolve("good"), envelope("1"));

        assertThatThrownBy(() -> BundleFile.merge(List.of(good, directory.resolve("none")), good, DEFAULT_LIMITS))
                .isInstanceOf(UnreadableFileException.class);
        assertThatThrownBy(() -> BundleFile.filter(good, good, DEFAULT_LIMITS, line -> {
                    throw new IllegalStateException("on the way");
                }))
                .hasMessage("on the way");
        assertThat(Files.readAllLines(good)).containsExactly(envelope("1"));
        try (var files = Files.list(directory)) {
            assertThat(files).as("no drafts").containsExactly(good);
        }
    }

    @Test
    void linesAreKeptAsTheyAreWhenFiltered() throws Exception {
        var bundle = write(directory.resolve("b"), envelope("1"), UNKNOWN, sigstore("2"), " " + envelope("3"));

        int count = BundleFile.filter(bundle, bundle, DEFAULT_LIMITS, EnvelopeLine.class::isInstance);

        assertThat(count).isEqualTo(2);
        assertThat(Files.readAllLines(bundle)).containsExactly(envelope("1"), " " + envelope("3"));
    }

    @Test
    void aLineThatCouldNeverBeReadAgainIsNotWritten() throws Exception {
        var bundle = directory.resolve("bundle");
        var limits = new JsonLimits(100, 8);

        assertThatThrownBy(() -> BundleFile.append(bundle, List.of(bytes("a".repeat(101))), limits))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage(bundle + ": a line of 101 bytes could not be read again: the limit of lines is 100");
        BundleFile.append(bundle, List.of(bytes("a".repeat(100))), limits);
        assertThat(Files.readAllLines(bundle)).contains("a".repeat(100));
    }

    @Test
    void aLineThatIsPassedOverIsNotLostInACopy() throws Exception {
        var bundle = directory.resolve("bundle");
        Files.writeString(bundle, "a\n" + "b".repeat(101) + "\n");
        var limits = new JsonLimits(100, 8);

        assertThatThrownBy(() -> BundleFile.merge(List.of(bundle), bundle, limits))
                .hasMessage(
                        bundle + ", line 2: is longer than 100 bytes, which is the limit, so that it cannot be copied");
        assertThatThrownBy(() -> BundleFile.filter(bundle, bundle, limits, line -> true))
                .hasMessageContaining("line 2");
        assertThat(Files.readAllLines(bundle)).hasSize(2);
    }
}
