package io.jenkins.plugins.intoto.engine.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParallelHashingTest {
    @TempDir
    private Path tree;

    /** A file of zeros that takes no space. */
    private Path sparse(long size) throws IOException {
        var file = tree.resolve("sparse");
        try (var content = new RandomAccessFile(file.toFile(), "rw")) {
            content.setLength(size);
        }
        return file;
    }

    private static Thread recording(FileSelection selection, AtomicReference<Exception> failure) {
        var thread = new Thread(() -> {
            try {
                ArtifactRecorder.builder().build().record(selection);
            } catch (Exception e) {
                failure.set(e);
            }
        });
        thread.start();
        return thread;
    }

    private static long hashingThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("in-toto-"))
                .count();
    }

    @Test
    void manyThreadsRecordWhatOneDoes() throws Exception {
        for (int i = 0; i < 3000; i++) {
            Recorded.write(tree, "d" + i % 7 + "/f" + i);
        }
        var one = ArtifactRecorder.builder().base(tree).threads(1).build().record(List.of("."));
        var many = ArtifactRecorder.builder().base(tree).threads(9).build().record(List.of("."));
        assertThat(many).isEqualTo(one);
        assertThat(many.size()).isEqualTo(3000);
    }

    @Test
    void noThreadOutlivesARecording() throws Exception {
        Recorded.write(tree, "f");
        ArtifactRecorder.builder().base(tree).build().record(List.of("."));
        assertThat(hashingThreads()).isZero();
    }

    @Test
    void anInterruptEndsARecordingAndItsThreads() throws Exception {
        var file = sparse(1L << 36);
        var failure = new AtomicReference<Exception>();
        var begun = new AtomicLong();
        var recorder = new Thread(() -> {
            try {
                ArtifactRecorder.builder()
                        .onProgress((files, bytes) -> begun.set(bytes), Duration.ofMillis(1))
                        .build()
                        .record(List.of(file.toString()));
            } catch (Exception e) {
                failure.set(e);
            }
        });
        recorder.start();
        while (begun.get() == 0 && recorder.isAlive()) {
            Thread.onSpinWait();
        }
        recorder.interrupt();
        recorder.join();
        assertThat(failure.get()).isInstanceOf(InterruptedException.class);
        assertThat(hashingThreads()).isZero();
    }

    @Test
    void anInterruptedThreadDoesNotWalk() throws Exception {
        Recorded.write(tree, "f");
        var recorder = ArtifactRecorder.builder().base(tree).build();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> recorder.record(List.of("."))).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aWalkEndsWhereItIsInterrupted() throws Exception {
        Recorded.write(tree, "a");
        Recorded.write(tree, "b");
        var seen = new ArrayList<String>();
        var visitor = new DirectoryWalk.Visitor() {
            @Override
            public DirectoryWalk.Wanted wants(String path) {
                seen.add(path);
                Thread.currentThread().interrupt();
                return DirectoryWalk.Wanted.NOTHING;
            }

            @Override
            public boolean follows(String path, Path link, BasicFileAttributes attributes) {
                throw new AssertionError("there is no link");
            }

            @Override
            public void file(String path, Path file, BasicFileAttributes attributes) {
                throw new AssertionError("no file is wanted");
            }

            @Override
            public void leftOut(String path, RecordingWarning.Reason reason) {
                throw new AssertionError("nothing is to be said");
            }
        };
        var attributes = Files.readAttributes(tree, BasicFileAttributes.class);

        assertThatThrownBy(() -> DirectoryWalk.walk(tree, attributes, "", visitor))
                .isInstanceOf(InterruptedException.class);
        assertThat(seen).hasSize(1);
    }

    @Test
    @RequiresTool(Tool.COREUTILS)
    void theSelectionWaitsWhenTooManyFilesAreUnderWay() throws Exception {
        Recorded.write(tree, "f");
        var file = tree.resolve("f");
        Recorded.run(tree, "mkfifo", "pipe");
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        var selected = new AtomicInteger();
        FileSelection selection = sink -> {
            // Opening a pipe that nobody writes to takes for ever.
            sink.file("pipe", tree.resolve("pipe"), attributes);
            for (int i = 0; i < 1_000_000; i++) {
                sink.file("f" + i, file, attributes);
                selected.incrementAndGet();
            }
        };
        var failure = new AtomicReference<Exception>();
        var recorder = recording(selection, failure);
        while (recorder.getState() != Thread.State.TIMED_WAITING && recorder.isAlive()) {
            Thread.onSpinWait();
        }
        assertThat(selected.get()).isBetween(1, 10_000);
        Files.write(tree.resolve("pipe"), new byte[0]);
        recorder.join();
        assertThat(failure.get()).isInstanceOf(RecordingException.class);
    }

    @Test
    void aFailureOfTheSelectionEndsTheThreads() {
        assertThatThrownBy(() -> ArtifactRecorder.builder().build().record(sink -> {
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(hashingThreads()).isZero();
    }

    @Test
    void memoryDoesNotGrowWithTheSizeOfAFile() throws Exception {
        var file = sparse(64 << 20);
        var hasher = new FileHasher(List.of(DigestAlgorithm.SHA256), true, new AtomicLong(), new SpareThreads(0));
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        hasher.hash(file, attributes);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
    }
}
