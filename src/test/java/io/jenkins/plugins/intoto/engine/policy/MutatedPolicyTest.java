package io.jenkins.plugins.intoto.engine.policy;

import static io.jenkins.plugins.intoto.engine.policy.Attestations.ALICE;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.NOW;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.PROVENANCE;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.by;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.certified;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.line;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.provenance;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.jenkins.plugins.intoto.Fuzzing;
import io.jenkins.plugins.intoto.engine.policy.lint.PolicyLint;
import io.jenkins.plugins.intoto.engine.policy.source.MalformedPolicyException;
import io.jenkins.plugins.intoto.engine.policy.source.PolicyReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged policies and bundles: nothing but the declared exceptions, and never a pass that was not there. */
class MutatedPolicyTest {
    private static final int MUTATIONS = Fuzzing.rounds(150);
    private static final String[] SPLICES = {
        "",
        "\u0000",
        "\n",
        " ",
        "- ",
        ": ",
        "{",
        "}",
        "[",
        "]",
        "&a ",
        "*a",
        "!!x ",
        "'",
        "\"",
        "|\n",
        "#",
        "\t",
        "null",
        "99999999999999999999",
        "-1",
        "1e999",
        "\uD800",
        "\u2028",
        "true",
        "predicate",
        "? ",
        "---\n",
        "%YAML 9\n",
        "\\x"
    };

    private static byte[] gate;
    private static byte[] rich;
    private static List<byte[]> lines;

    @BeforeAll
    static void make() throws Exception {
        gate = Files.readAllBytes(Path.of("examples/policy/release-gate.yaml"));
        rich = Attestations.expecting("- predicateType: " + PROVENANCE + "\n  functionaries: [alice, bob]\n"
                        + "  threshold: 2\n  freshness: {maxAge: 90d, time: observed, clockSkew: 1m, field: /a~1b}\n"
                        + "  expectedAttributes:\n    - rule: predicate.a.b[0] == 'x' && now > timestamp(predicate.t)\n"
                        + "      message: it is not\n")
                .replace("subjects:", "requireSeal: {functionaries: [bob]}\nsubjects:")
                .getBytes(UTF_8);
        lines = List.of(
                line(PROVENANCE, provenance(), by(ALICE)), line(PROVENANCE, provenance(), certified("jenkins")));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void damagedPoliciesFailAsDeclared(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] damaged = damaged(random.nextBoolean() ? gate : rich, random);
            try {
                PolicyReader.read(damaged, "policy.yaml");
            } catch (MalformedPolicyException e) {
                assertThat(e.getMessage()).startsWith("policy.yaml:").doesNotContain("\n");
                assertThat(e.defects())
                        .allSatisfy(defect -> assertThat(defect.line()).isPositive());
            } catch (RuntimeException e) {
                fail("seed " + seed + ", mutation " + i + ": " + new String(damaged, UTF_8), e);
            }
            PolicyLint.check(damaged, "policy.yaml", NOW);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void damagedBundlesNeverThrowAndNeverPass(long seed) throws Exception {
        var random = new Random(seed);
        var policy = PolicyReader.read(rich, "policy.yaml");
        var gatePolicy = PolicyReader.read(gate, "gate.yaml");
        byte[] bundle = Attestations.bundle(lines);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] damaged = damaged(bundle, random);
            for (var each : List.of(policy, gatePolicy)) {
                var verdict = Attestations.verify(each, damaged, List.of(Attestations.ARTIFACT), NOW);
                assertThat(verdict.passed())
                        .as("seed " + seed + ", mutation " + i)
                        .isFalse();
            }
        }
    }

    private static byte[] damaged(byte[] sound, Random random) {
        var text = new StringBuilder(new String(sound, UTF_8));
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            int from = random.nextInt(text.length());
            int to = Math.min(text.length(), from + random.nextInt(random.nextBoolean() ? 3 : 40));
            if (random.nextInt(4) == 0) {
                text.insert(random.nextInt(text.length()), text.substring(from, to));
            } else {
                text.replace(from, to, SPLICES[random.nextInt(SPLICES.length)]);
            }
        }
        byte[] bytes = text.toString().getBytes(UTF_8);
        if (random.nextInt(5) == 0 && bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }
}
