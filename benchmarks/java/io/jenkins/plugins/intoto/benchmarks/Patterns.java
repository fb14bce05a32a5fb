package io.jenkins.plugins.intoto.benchmarks;

import io.jenkins.plugins.intoto.engine.model.ArtifactPattern;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Patterns of artifact rules against an ordinary path; the last one makes a backtracking matcher exponential. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Patterns {
    @Param({"*", "src/*.java", "*[Tt]est*", "*a*a*a*a*a*a*a*a*b"})
    public String pattern;

    private final String path = "src/main/java/io/jenkins/plugins/intoto/engine/model/ArtifactPattern.java";
    private ArtifactPattern compiled;

    @Setup
    public void compile() {
        compiled = ArtifactPattern.of(pattern);
    }

    @Benchmark
    public boolean matches() {
        return compiled.matches(path);
    }
}
