package io.jenkins.plugins.intoto.engine.envelope;

import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.ALICE;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.BOB;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.NOW;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.OWNER;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.artifacts;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.bytes;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.link;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.Fuzzing;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.engine.verify.SupplyChain;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Valid metadata, damaged at random: it is read or refused, and nothing else happens. */
class MutatedMetadataTest {
    private static final int ROUNDS = Fuzzing.rounds(20_000);
    private static final String[] SPLICES = {
        "{",
        "}",
        "[",
        "]",
        "\"",
        "\\",
        "\\u",
        "\\ud800",
        "null",
        "1e9",
        "-0",
        "1.5",
        "9".repeat(40),
        "true",
        ":",
        ",",
        "\0",
        "é",
        "\"_type\":\"layout\",",
        "\"_type\":\"link\",",
        "[[[[[[[[",
        "{\"a\":",
        "../",
        "\n",
        "//"
    };

    private static List<byte[]> samples() {
        var layout = new SupplyChain()
                .step("build", rules("ALLOW *"), rules("CREATE a[bc]*", "DISALLOW *"), ALICE, BOB)
                .step("pack", 2, rules("MATCH * IN a WITH PRODUCTS IN b FROM build"), rules("REQUIRE x"), BOB)
                .inspection("look", rules("DELETE x"), rules("MODIFY y"), "true")
                .layout();
        var link = link("build", artifacts("a/b", "c"), artifacts("a/b<-1", "d"));
        return List.of(
                bytes(layout, EnvelopeFormat.METABLOCK, OWNER),
                bytes(layout, EnvelopeFormat.DSSE, OWNER),
                bytes(link, EnvelopeFormat.METABLOCK, ALICE),
                bytes(link, EnvelopeFormat.DSSE, ALICE));
    }

    @Test
    void damagedMetadataIsReadOrRefusedWithAReasonAndNeverVerifiesUnlessItMeansTheSame() throws Exception {
        var random = new Random(42);
        var samples = samples();
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var sample = samples.get(round % samples.size());
            var original = SupplyChain.read(sample, "original");
            byte[] damaged = damage(sample, random);
            try {
                var envelope = EnvelopeReader.read(damaged, "damaged", new JsonLimits(1 << 20, 32));
                read++;
                for (var key : List.of(OWNER, ALICE)) {
                    if (envelope.signatureBy(key.publicKey(), NOW).isPresent()) {
                        assertThat(EnvelopeTest.signedBytes(envelope)).isEqualTo(EnvelopeTest.signedBytes(original));
                    }
                }
            } catch (MalformedMetadataException e) {
                assertThat(e.getMessage()).startsWith("damaged: ").doesNotContain("\n");
            }
        }
        assertThat(read).as("some damage is harmless to the form").isBetween(ROUNDS / 100, ROUNDS - ROUNDS / 10);
    }

    private static byte[] damage(byte[] sample, Random random) {
        byte[] damaged = sample.clone();
        for (int count = 1 + random.nextInt(3); count > 0 && damaged.length > 0; count--) {
            int at = random.nextInt(damaged.length);
            damaged = switch (random.nextInt(5)) {
                case 0 -> {
                    damaged[at] = (byte) random.nextInt(256);
                    yield damaged;
                }
                case 1 -> Arrays.copyOf(damaged, at + 1);
                case 2 -> splice(damaged, at, at, SPLICES[random.nextInt(SPLICES.length)]);
                case 3 -> splice(damaged, at, Math.min(damaged.length, at + 1 + random.nextInt(9)), "");
                default -> {
                    int to = Math.min(damaged.length, at + random.nextInt(60));
                    yield splice(
                            damaged,
                            to,
                            to,
                            new String(Arrays.copyOfRange(damaged, at, to), StandardCharsets.ISO_8859_1));
                }
            };
        }
        return damaged;
    }

    private static byte[] splice(byte[] bytes, int from, int to, String text) {
        byte[] middle = text.getBytes(StandardCharsets.UTF_8);
        byte[] result = new byte[from + middle.length + bytes.length - to];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(middle, 0, result, from, middle.length);
        System.arraycopy(bytes, to, result, from + middle.length, bytes.length - to);
        return result;
    }
}
