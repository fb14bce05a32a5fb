package io.jenkins.plugins.intoto.benchmarks.policy;

import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.key.EcCurve;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.policy.Policy;
import io.jenkins.plugins.intoto.engine.policy.PolicyVerdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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

/** A policy over a bundle of 10,000 attestations, 100 of them relevant, and the check of 100 such signatures alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PolicyVerdicts {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    private SigningKey key;
    private Path bundle;
    private Policy policy;
    private DsseEnvelope message;

    @Setup(Level.Trial)
    public void write() throws Exception {
        key = KeyGenerator.ecdsa(EcCurve.P256);
        bundle = Files.createTempFile("bundle", ".intoto.jsonl");
        PolicyOverBundle.write(bundle, key, NOW);
        policy = PolicyOverBundle.read(key);
        message = PolicyOverBundle.message(key);
    }

    @TearDown(Level.Trial)
    public void delete() throws Exception {
        Files.delete(bundle);
    }

    @Benchmark
    public PolicyVerdict bundleOfTenThousand() throws Exception {
        return PolicyOverBundle.verify(policy, bundle, NOW);
    }

    @Benchmark
    public int hundredSignatures() {
        return PolicyOverBundle.valid(message, key, NOW);
    }
}
