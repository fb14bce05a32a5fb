package io.jenkins.plugins.intoto.benchmarks;

import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.record.ArtifactRecorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One file of 64 MiB through the recorder, which hashes it in one thread and reads it in another, and the same bytes in
 * memory through the JDK's digest.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Hashing {
    private byte[] content;
    private Path directory;
    private ArtifactRecorder recorder;

    @Setup(Level.Trial)
    public void write() throws Exception {
        content = new byte[64 << 20];
        new Random(1).nextBytes(content);
        directory = Files.createTempDirectory("hashing");
        Files.write(directory.resolve("file"), content);
        recorder = ArtifactRecorder.builder().base(directory).threads(2).build();
    }

    @TearDown(Level.Trial)
    public void delete() throws Exception {
        Files.delete(directory.resolve("file"));
        Files.delete(directory);
    }

    @Benchmark
    public Artifacts recorder() throws Exception {
        return recorder.record(List.of("file"));
    }

    @Benchmark
    public byte[] digestOfMemory() throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(content);
    }
}
