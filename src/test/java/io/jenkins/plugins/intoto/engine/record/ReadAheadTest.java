package io.jenkins.plugins.intoto.engine.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadAheadTest {
    @TempDir
    private Path tree;

    private static byte[] content(int size) {
        var content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }

    private static boolean isReading() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("in-toto-read"));
    }

    private static InputStream failing(Throwable failure) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                if (failure instanceof IOException checked) {
                    throw checked;
                }
                throw (RuntimeException) failure;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };
    }

    private Path large(byte[] content) throws IOException {
        return Files.write(tree.resolve("large"), content);
    }

    private static FileHasher hasher(int spare, AtomicLong bytes) {
        return new FileHasher(
                List.of(DigestAlgorithm.SHA256, DigestAlgorithm.SHA512), true, bytes, new SpareThreads(spare));
    }

    @Test
    void theWholeStreamComesInItsOrder() throws Exception {
        byte[] content = content(3_000_001);
        var read = new ByteArrayOutputStream();
        try (var ahead = new ReadAhead(new ByteArrayInputStream(content))) {
            for (var part = ahead.next(); part.limit() > 0; part = ahead.next()) {
                read.write(part.array(), 0, part.limit());
            }
            assertThat(ahead.next().limit()).isZero();
        }
        assertThat(read.toByteArray()).isEqualTo(content);
    }

    @Test
    void aFailureComesAfterWhatWasReadBeforeIt() throws Exception {
        var broken = new IOException("on purpose");
        var in = new SequenceInputStream(new ByteArrayInputStream(content(10)), failing(broken));
        try (var ahead = new ReadAhead(in)) {
            assertThat(ahead.next().limit()).isEqualTo(10);
            assertThatThrownBy(ahead::next).isSameAs(broken);
        }
    }

    @Test
    void aDefectOfTheStreamIsNotTakenForItsEnd() throws Exception {
        var defect = new IllegalArgumentException("on purpose");
        try (var ahead = new ReadAhead(failing(defect))) {
            assertThatThrownBy(ahead::next).hasCause(defect);
        }
    }

    @Test
    void closingEndsTheThreadInTheMiddleOfAStream() throws Exception {
        try (var ahead = new ReadAhead(zeros())) {
            ahead.next();
        }
        assertThat(isReading()).isFalse();
    }

    private static InputStream zeros() {
        return new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                return length;
            }
        };
    }

    @Test
    void aFileThatIsReadAheadHasTheSameDigests() throws Exception {
        byte[] content = content((9 << 20) + 12_345);
        var file = large(content);
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        var bytes = new AtomicLong();
        assertThat(hasher(1, bytes).hash(file, attributes))
                .isEqualTo(hasher(0, new AtomicLong()).hash(file, attributes));
        assertThat(bytes.get()).isEqualTo(content.length);
        assertThat(isReading()).isFalse();
    }

    @Test
    void aFileThatGrowsShorterIsNotTakenForWhole() throws Exception {
        var file = large(content(9 << 20));
        var before = Files.readAttributes(file, BasicFileAttributes.class);
        large(content((8 << 20) + 1));
        assertThatThrownBy(() -> hasher(1, new AtomicLong()).hash(file, before))
                .isInstanceOfSatisfying(RecordingException.class, e -> assertThat(e.reason())
                        .isEqualTo(RecordingException.Reason.CHANGED));
    }

    @Test
    void aThreadThatReadAheadIsToSpareAgain() throws Exception {
        var file = large(content(9 << 20));
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        var spare = new SpareThreads(1);
        var hasher = new FileHasher(List.of(DigestAlgorithm.SHA256), false, new AtomicLong(), spare);
        hasher.hash(file, attributes);
        assertThat(spare.tryOccupy()).isTrue();
        assertThat(spare.tryOccupy()).isFalse();
    }

    @Test
    void threadsThatAreBusyWithFilesLeaveNoneToSpare() {
        var spare = new SpareThreads(2);
        spare.occupy();
        spare.occupy();
        assertThat(spare.tryOccupy()).isFalse();
        spare.release();
        assertThat(spare.tryOccupy()).isTrue();
    }
}
