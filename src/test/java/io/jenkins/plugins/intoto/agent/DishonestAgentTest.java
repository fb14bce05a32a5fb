package io.jenkins.plugins.intoto.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.TaskListener;
import hudson.remoting.Callable;
import hudson.remoting.VirtualChannel;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.intoto.Fuzzing;
import io.jenkins.plugins.intoto.agent.LinkFilesAnswer.PackedLink;
import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.artifact.DigestSet;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.record.AntPatterns;
import io.jenkins.plugins.intoto.engine.verify.VerificationLimits;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent that answers what it likes, in place of what its plugin would answer. */
class DishonestAgentTest {
    private static final long LIMIT = 1 << 20;
    private static final SnapshotRequest REQUEST = new SnapshotRequest(
            new AntPatterns(List.of(), List.of(), true, true), List.of(DigestAlgorithm.SHA256), false, LIMIT);
    private static final DigestSet DIGEST = DigestSet.of(DigestAlgorithm.SHA256, new byte[32]);

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final TaskListener listener = new StreamTaskListener(console);

    private record Answering(Object answer) implements VirtualChannel {
        @Override
        @SuppressWarnings("unchecked")
        public <V, T extends Throwable> V call(Callable<V, T> callable) {
            return (V) answer;
        }
    }

    private Artifacts take(Object answer) throws IOException, InterruptedException {
        return WorkspaceSnapshots.take(new FilePath(new Answering(answer), "/workspace"), REQUEST, listener);
    }

    private void assertRefused(Object answer, String reason) {
        assertThatThrownBy(() -> take(answer))
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("[in-toto] the agent's answer is not a snapshot of artifacts: ")
                .hasMessageContaining(reason);
    }

    private static byte[] packed(byte[] snapshot) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(bytes)) {
            out.write(snapshot);
        }
        return bytes.toByteArray();
    }

    private static byte[] packed(Map<String, DigestSet> artifacts) throws IOException {
        var bytes = new ByteArrayOutputStream();
        Artifacts.of(artifacts).writeTo(bytes);
        return packed(bytes.toByteArray());
    }

    private static SnapshotAnswer answer(Map<String, DigestSet> artifacts) throws IOException {
        return SnapshotAnswer.of(packed(artifacts), List.of(), 0);
    }

    /** Entries whose paths share all but the last bytes with the one before: ten bytes of the answer, any length there. */
    private static byte[] sharing(int length, int entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeBytes("in-toto artifacts 1\n");
        out.writeInt(entries);
        for (int i = 0; i < entries; i++) {
            int shared = i % 32 == 0 ? 0 : length - 8;
            varint(out, shared);
            varint(out, length - shared);
            out.writeBytes("a".repeat(length - 8 - shared) + String.format("%08d", i));
            out.write(1);
            out.write(1);
            out.write(new byte[32]);
        }
        return packed(bytes.toByteArray());
    }

    private static void varint(DataOutputStream out, int number) throws IOException {
        int rest = number;
        while (rest > 0x7f) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    @Test
    void aFewBytesThatStandForAPathOfMegabytesAreRefused() throws Exception {
        byte[] small = sharing(200_000_000, 1);
        assertThat(small).hasSizeLessThan(1 << 18);

        assertRefused(SnapshotAnswer.of(small, List.of(), 0), "the path of entry 0 is longer than 4096 bytes");
    }

    @Test
    void manyPathsThatShareTheirBeginningAreCountedAtTheirFullLength() throws Exception {
        byte[] small = sharing(4_000, 320);
        assertThat(small).hasSizeLessThan(10_000);

        assertRefused(SnapshotAnswer.of(small, List.of(), 0), "its paths are longer than the 1048576 bytes accepted");
    }

    @Test
    void aSnapshotThatUnpacksBeyondTheLimitIsRefused() throws Exception {
        var artifacts = new java.util.TreeMap<String, DigestSet>();
        for (int i = 0; i < 16_000; i++) {
            artifacts.put("file" + i, DigestSet.of(DigestAlgorithm.SHA512, new byte[64]));
        }

        assertRefused(answer(artifacts), "other digests than were asked for");
        assertRefused(
                SnapshotAnswer.of(new byte[(int) LIMIT + 1], List.of(), 0),
                "it is longer than the 1048576 bytes accepted");
    }

    @Test
    void moreEntriesThanALinkCouldHoldAreRefusedBeforeTheyAreRead() throws Exception {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeBytes("in-toto artifacts 1\n");
        out.writeInt(Integer.MAX_VALUE);

        assertRefused(
                SnapshotAnswer.of(packed(bytes.toByteArray()), List.of(), 0),
                "it has 2147483647 entries, more than the 16384 accepted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "/etc/passwd",
                "a/../b",
                "./a",
                "a//b",
                "a/",
                "",
                ".",
                "..",
                "a\u0000b",
                "a\nb",
                "a\u001b[31mb",
                "a\u0085b",
                "a\\..\\b",
                "a\\b"
            })
    void aPathThatNoRecordingOfADirectoryHasIsRefused(String path) throws Exception {
        assertRefused(answer(Map.of(path, DIGEST)), "the path of entry 0 is not that of a recorded file");
    }

    static Stream<DigestSet> otherDigests() {
        return Stream.of(
                DigestSet.of(Map.of()),
                DigestSet.of(DigestAlgorithm.SHA512, new byte[64]),
                DigestSet.ofRaw(Map.of(DigestAlgorithm.SHA256, new byte[32], DigestAlgorithm.SHA512, new byte[64])));
    }

    @ParameterizedTest
    @MethodSource("otherDigests")
    void anArtifactHasJustTheDigestsThatWereAskedFor(DigestSet digests) throws Exception {
        assertRefused(answer(Map.of("a", digests)), "entry 0 has other digests than were asked for");
    }

    @Test
    void thousandsOfWarningsAreNotToldButRefused() throws Exception {
        var warnings = Collections.nCopies(20_000, "a warning");

        assertRefused(
                SnapshotAnswer.of(packed(Map.of("a", DIGEST)), warnings, warnings.size()),
                "it has more than 100 warnings");
        assertThat(console.size()).isZero();
    }

    static Stream<Object> nonsense() {
        return Stream.of(
                "text",
                new SnapshotAnswer(null, new String[0], 0, null),
                new SnapshotAnswer(new byte[0], null, 0, null),
                new SnapshotAnswer(new byte[0], new String[] {null}, 0, null),
                new SnapshotAnswer(new byte[0], new String[0], -1, null));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void anAnswerOfAnotherShapeIsRefused(Object answer) {
        assertRefused(answer, "it");
    }

    @Test
    void bytesThatDoNotUnpackAreRefused() {
        assertRefused(SnapshotAnswer.of(new byte[] {1, 2, 3}, List.of(), 0), "it arrived damaged");
    }

    @Test
    void whatAnHonestAgentAnswersIsTaken() throws Exception {
        assertThat(take(answer(Map.of("a/b c", DIGEST, "ü", DIGEST))).toMap().keySet())
                .containsExactly("a/b c", "ü");
    }

    private static WorkspaceLinks fetch(Object answer) throws Exception {
        var limits = new VerificationLimits(new JsonLimits(1000, 8), 2000, 3, 1, 1);
        return WorkspaceLinks.fetch(new FilePath(new Answering(answer), "/workspace"), "links", limits);
    }

    private static void assertNoLinks(Object answer, String reason) {
        assertThatThrownBy(() -> fetch(answer))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage("links: the agent's answer holds no links: " + reason);
    }

    private static PackedLink link(String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return new PackedLink(bytes.length, packed(bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../etc/passwd.link",
                "/etc/shadow.link",
                "a/../b.12345678.link",
                "a\u001b.12345678.link",
                "a\\b.link",
                "a.12345678/b.12345678/c.12345678.link",
                "README"
            })
    void aFileThatWasNotAskedForIsRefused(String path) throws Exception {
        assertNoLinks(LinkFilesAnswer.of(Map.of(path, link("evil"))), "it has a file that was not asked for");
    }

    @Test
    void moreLinksThanWereAskedForAreRefused() throws Exception {
        var files = Map.of("a.link", link(""), "b.link", link(""), "c.link", link(""), "d.link", link(""));

        assertNoLinks(LinkFilesAnswer.of(files), "it has more than 3 links");
    }

    @Test
    void moreBytesThanWereAskedForAreRefused() throws Exception {
        assertNoLinks(
                LinkFilesAnswer.of(Map.of("a.link", new PackedLink(2001, new byte[8]))),
                "it is longer than the 2000 bytes accepted");
        assertNoLinks(
                LinkFilesAnswer.of(Map.of("a.link", new PackedLink(10, new byte[5000]))),
                "it is longer than the 2000 bytes accepted");
        assertNoLinks(
                LinkFilesAnswer.of(Map.of("a.link", new PackedLink(-1, new byte[8]))),
                "it is longer than the 2000 bytes accepted");
    }

    @Test
    void aLinkThatUnpacksToMoreThanWasSaidIsNotRead() throws Exception {
        byte[] bomb = packed(new byte[1_000_000]);
        var links = fetch(LinkFilesAnswer.of(Map.of("a.link", new PackedLink(100, bomb))));

        assertThatThrownBy(() -> links.read("a.link", 1_000))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage("links/a.link: cannot be read: it is larger than its agent said");
    }

    @Test
    void anAnswerWithoutLinksIsRefused() {
        assertNoLinks("text", "it is something else");
        assertNoLinks(new LinkFilesAnswer(new String[1], new long[0], new byte[1][], null), "it lacks something");
        assertNoLinks(
                new LinkFilesAnswer(new String[1], new long[1], new byte[1][], null),
                "it has a file that was not asked for");
    }

    @Test
    void damagedAnswersAreTakenOrRefusedAndNothingElse() throws Exception {
        var bytes = new ByteArrayOutputStream();
        Artifacts.of(Map.of("a/b", DIGEST, "a/bc", DIGEST, "ü", DIGEST, "x".repeat(200), DIGEST))
                .writeTo(bytes);
        byte[] plain = bytes.toByteArray();
        byte[] deflated = packed(plain);
        var random = new Random(9);
        int taken = 0;
        for (int round = 0; round < Fuzzing.rounds(10_000); round++) {
            boolean inside = random.nextBoolean();
            byte[] damaged = (inside ? plain : deflated).clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            damaged = random.nextInt(4) == 0 ? Arrays.copyOf(damaged, random.nextInt(damaged.length)) : damaged;
            try {
                take(SnapshotAnswer.of(inside ? packed(damaged) : damaged, List.of(), 0));
                taken++;
            } catch (AbortException e) {
                assertThat(e.getMessage()).startsWith("[in-toto] the agent's answer is ");
            }
        }
        assertThat(taken).as("some damage is to digests").isPositive();
    }
}
