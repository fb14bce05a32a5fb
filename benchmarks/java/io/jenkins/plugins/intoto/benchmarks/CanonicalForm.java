package io.jenkins.plugins.intoto.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import io.jenkins.plugins.intoto.engine.json.CanonicalJson;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A link of 10,000 artifacts brought into canonical form, and the same text just tokenised by Jackson. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CanonicalForm {
    private final JsonFactory jackson = new JsonFactory();
    private byte[] text;

    @Setup
    public void write() {
        var artifacts = new HashMap<String, Object>();
        for (int i = 0; i < 10_000; i++) {
            artifacts.put("src/main/java/org/example/File" + i + ".java", Map.of("sha256", "0123456789abcdef".repeat(4)));
        }
        text = Json.pretty(Map.of("_type", "link", "materials", artifacts));
    }

    @Benchmark
    public byte[] canonicalise() throws Exception {
        return CanonicalJson.canonicalise(text, "link", JsonLimits.DEFAULT);
    }

    @Benchmark
    public int tokensOnly() throws Exception {
        int tokens = 0;
        try (var parser = jackson.createParser(text)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }
}
