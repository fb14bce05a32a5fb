package io.jenkins.plugins.intoto.engine.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ArtifactsTest {
    private static final DigestSet A = digest("a");
    private static final DigestSet B = digest("b");

    private static DigestSet digest(String content) {
        return DigestSet.of(
                DigestAlgorithm.SHA256,
                DigestAlgorithm.SHA256.newDigest().digest(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> paths(Artifacts artifacts) {
        var paths = new ArrayList<String>();
        artifacts.forEach((path, digests) -> paths.add(path));
        return paths;
    }

    private static Map<String, DigestSet> random(int count, long seed) {
        var random = new Random(seed);
        var map = new HashMap<String, DigestSet>();
        while (map.size() < count) {
            var path = new StringBuilder();
            for (int depth = random.nextInt(4); depth >= 0; depth--) {
                path.append("dir").append(random.nextInt(9)).append(random.nextBoolean() ? "/" : "é\ud83d\ude00\uffee");
            }
            map.put(path.append(random.nextInt(100000)).toString(), digest(path.toString()));
        }
        return map;
    }

    @Test
    void pathsComeSortedByCodePoint() throws Exception {
        var artifacts = Artifacts.builder()
                .add("b", A)
                .add("\ud83d\ude00", A)
                .add("\uffee", A)
                .add("a/x", A)
                .add("a.txt", B)
                .build();
        assertThat(paths(artifacts)).containsExactly("a.txt", "a/x", "b", "\uffee", "\ud83d\ude00");
        assertThat(artifacts.find("a.txt")).contains(B);
    }

    @Test
    void whatIsAddedInAnyOrderIsFoundAgain() {
        for (int size : new int[] {1, 2, 31, 32, 33, 64, 65, 5000}) {
            var map = random(size, size);
            var artifacts = Artifacts.of(map);
            assertThat(artifacts.size()).isEqualTo(size);
            assertThat(artifacts.toMap()).isEqualTo(map);
            map.forEach((path, digests) -> {
                assertThat(artifacts.find(path)).contains(digests);
                assertThat(artifacts.find(path + "!")).isEqualTo(java.util.Optional.ofNullable(map.get(path + "!")));
            });
            assertThat(artifacts.find("")).isEmpty();
            assertThat(artifacts.find("\uffff")).isEmpty();
        }
    }

    @Test
    void aCursorSeeksForwardInAnyStepsAndNeverBack() {
        var sorted = new ArrayList<>(Artifacts.of(random(3000, 1)).toMap().keySet());
        var artifacts = Artifacts.of(random(3000, 1));
        var random = new Random(2);
        for (int step : new int[] {1, 5, 40, 700}) {
            var cursor = artifacts.cursor();
            for (int i = random.nextInt(step); i < sorted.size(); i += 1 + random.nextInt(step)) {
                assertThat(cursor.seek(sorted.get(i))).isTrue();
                assertThat(cursor.seek(sorted.get(i))).isTrue();
                assertThat(cursor.index()).isEqualTo(i);
                assertThat(cursor.path()).isEqualTo(sorted.get(i));
                assertThat(cursor.seek(sorted.get(i) + "\0")).isFalse();
            }
            assertThat(cursor.seek("\uffff")).isFalse();
            assertThat(cursor.next()).isFalse();
        }
    }

    @Test
    void onePathTwiceIsAnErrorThatNamesIt() {
        assertThatThrownBy(() -> Artifacts.builder().add("x", A).add("x", B).build())
                .isInstanceOf(DuplicateArtifactException.class)
                .hasMessage("two artifacts are named \"x\"");
        assertThatThrownBy(() ->
                        Artifacts.builder().add("x", A).add("a", A).add("x", B).build())
                .isInstanceOf(DuplicateArtifactException.class);
    }

    @Test
    void aPathThatIsNotUnicodeIsRefused() {
        assertThatThrownBy(() -> Artifacts.builder().add("a\ud800", A)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A question mark is also what stands in the place of a character that is not valid Unicode. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aPathMayBeMadeOfQuestionMarksHoweverLong() {
        var path = "?".repeat(4_000_000);

        assertThat(Artifacts.of(Map.of(path, A)).find(path)).contains(A);
    }

    @Test
    void equalityIsThatOfPathsAndDigests() {
        assertThat(Artifacts.of(random(500, 3)))
                .isEqualTo(Artifacts.of(new TreeMap<>(random(500, 3))))
                .hasSameHashCodeAs(Artifacts.of(new TreeMap<>(random(500, 3))));
        assertThat(Artifacts.of(Map.of("x", A))).isNotEqualTo(Artifacts.of(Map.of("x", B)));
        assertThat(Artifacts.of(Map.of("x", A))).isNotEqualTo(Artifacts.of(Map.of("y", A)));
    }

    @Test
    void aSnapshotIsReadBackAsItWasWritten() throws Exception {
        for (int size : new int[] {0, 1, 32, 2000}) {
            var artifacts = Artifacts.of(random(size, 4));
            assertThat(Artifacts.readFrom(new ByteArrayInputStream(written(artifacts)), SnapshotLimits.NONE))
                    .isEqualTo(artifacts);
        }
    }

    @Test
    void aSnapshotOfAnOrdinaryTreeTakesLessThanEightyBytesAFile() throws Exception {
        var builder = Artifacts.builder();
        for (int i = 100_000; i < 130_000; i++) {
            builder.add("src/main/java/org/example/module" + i / 1000 + "/Class" + i + ".java", A);
        }
        assertThat(written(builder.build()).length).isLessThan(30_000 * 50);
    }

    @Test
    void bytesThatAreNoSnapshotAreRefused() throws Exception {
        byte[] good = written(Artifacts.of(random(200, 5)));
        assertThatThrownBy(() -> read(new byte[0])).isInstanceOf(MalformedSnapshotException.class);
        assertThatThrownBy(() -> read(Arrays.copyOf(good, good.length - 1)))
                .isInstanceOf(MalformedSnapshotException.class)
                .hasMessageContaining("ends too early");
        assertThatThrownBy(() -> Artifacts.readFrom(new ByteArrayInputStream(good), atMost(good.length - 1)))
                .isInstanceOf(MalformedSnapshotException.class)
                .hasMessageContaining("it is longer than the ");
        var random = new Random(6);
        for (int i = 0; i < 3000; i++) {
            byte[] bad = good.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            try {
                paths(read(bad));
            } catch (MalformedSnapshotException e) {
                assertThat(e.getMessage()).startsWith("not a snapshot of artifacts: ");
            }
        }
    }

    @Test
    void aSnapshotOutOfOrderIsRefused() throws Exception {
        byte[] one = written(Artifacts.of(Map.of("a", A, "b", A)));
        int last = new String(one, StandardCharsets.ISO_8859_1).lastIndexOf('b');
        one[last] = 'a';
        assertThatThrownBy(() -> read(one)).hasMessageContaining("out of order");
    }

    @Test
    void digestsOfUnknownAlgorithmsAndOtherTextAreKeptAsTheyAre() {
        var other = DigestSet.of(Map.of("sha256", "AB".repeat(32), "gitoid", "x", "sha512", "0f".repeat(64)));
        assertThat(other.asMap())
                .containsExactly(
                        Map.entry("gitoid", "x"),
                        Map.entry("sha256", "AB".repeat(32)),
                        Map.entry("sha512", "0f".repeat(64)));
        assertThat(other)
                .isNotEqualTo(
                        DigestSet.of(Map.of("sha256", "ab".repeat(32), "gitoid", "x", "sha512", "0f".repeat(64))));
        assertThat(Artifacts.of(Map.of("p", other)).find("p")).contains(other);
    }

    @Test
    void rawAndTextualDigestsAreOne() {
        assertThat(DigestSet.of(Map.of("sha256", A.asMap().get("sha256")))).isEqualTo(A);
        assertThat(DigestSet.ofRaw(Collections.singletonMap(DigestAlgorithm.SHA256, new byte[32])))
                .isEqualTo(DigestSet.of(DigestAlgorithm.SHA256, new byte[32]));
        assertThatThrownBy(() -> DigestSet.of(DigestAlgorithm.SHA512, new byte[32]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] written(Artifacts artifacts) throws Exception {
        var out = new ByteArrayOutputStream();
        artifacts.writeTo(out);
        return out.toByteArray();
    }

    private static Artifacts read(byte[] bytes) throws Exception {
        return Artifacts.readFrom(new ByteArrayInputStream(bytes), SnapshotLimits.NONE);
    }

    private static SnapshotLimits atMost(long bytes) {
        return new SnapshotLimits(bytes, Long.MAX_VALUE, Integer.MAX_VALUE, path -> true, Optional.empty());
    }

    @Test
    void twoArtifactsWithoutDigestsAreNotKnownToBeTheSame() {
        var artifacts = Artifacts.of(Map.of("a", DigestSet.of(Map.of())));
        var one = artifacts.cursor();
        var other = artifacts.cursor();
        one.next();
        other.next();

        assertThat(one.matches(other)).isFalse();
        assertThat(one.sameDigests(other)).isTrue();
    }
}
