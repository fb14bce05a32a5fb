package io.jenkins.plugins.intoto.engine.sigstore;

import static io.jenkins.plugins.intoto.engine.sigstore.SignedBundles.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.Fuzzing;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Valid bundles and trusted roots, damaged at random: they are read or refused, and nothing else happens. */
class MutatedBundleTest {
    private static final int ROUNDS = Fuzzing.rounds(4_000);
    private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 32);
    private static final Pattern BASE64 = Pattern.compile("\"([A-Za-z0-9+/=]{40,})\"");
    private static final String[] SPLICES = {
        "{",
        "}",
        "[",
        "]",
        "\"",
        "\\",
        "null",
        "1e9",
        "-0",
        "1.5",
        "9".repeat(40),
        "true",
        ":",
        ",",
        "\0",
        "\u00e9",
        "\\n",
        "AAAA",
        "====",
        "\"\"",
        "{}",
        "\"logIndex\":\"9223372036854775807\","
    };

    private static SignatureVerification verification(SignedBundles bundles, TrustedRoot root) {
        return SignatureVerification.of(List.of(bundles.key.publicKey()), root);
    }

    @Test
    void damagedBundlesAreReadOrRefusedAndNeverVerifyWithAnotherMessage() throws Exception {
        var bundles = new SignedBundles();
        var verification = verification(bundles, bundles.trust().read());
        var samples = List.of(bundles.stamped(), bundles.loggedV1(), bundles.loggedV2(), bundles.keyless());
        var random = new Random(7);
        int verified = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var sample = samples.get(round % samples.size());
            byte[] damaged = damaged(sample.toJson(), random);
            try {
                var bundle = SigstoreBundle.read(damaged, "damaged", LIMITS);
                verification.verify(bundle, NOW);
                verified++;
                assertThat(bundle.envelope().preAuthenticationEncoding())
                        .isEqualTo(sample.envelope().preAuthenticationEncoding());
            } catch (MalformedMetadataException | RefusedSignatureException e) {
                assertThat(e.getMessage()).startsWith("damaged").doesNotContain("\n");
            }
        }
        assertThat(verified).as("some damage is harmless").isBetween(1, ROUNDS / 2);
    }

    @Test
    void damagedTrustedRootsAreReadOrRefused() throws Exception {
        var bundles = new SignedBundles();
        byte[] sample = bundles.trust().toJson();
        var bundle = bundles.keyless();
        var random = new Random(8);
        int read = 0;
        for (int round = 0; round < ROUNDS / 4; round++) {
            try {
                var root = TrustedRoot.read(damaged(sample, random), "damaged", LIMITS);
                read++;
                verification(bundles, root).verify(bundle, NOW);
            } catch (MalformedMetadataException e) {
                assertThat(e.getMessage()).startsWith("damaged").doesNotContain("\n");
            } catch (RefusedSignatureException e) {
                assertThat(e.getMessage()).doesNotContain("\n");
            }
        }
        assertThat(read).as("some damage is harmless to the form").isPositive();
    }

    /** Half of the damage is within what base64 encodes, which damage to the text would mostly leave unreadable. */
    private static byte[] damaged(byte[] sample, Random random) {
        if (random.nextBoolean()) {
            var text = new String(sample, StandardCharsets.ISO_8859_1);
            var matches = BASE64.matcher(text).results().toList();
            var match = matches.get(random.nextInt(matches.size()));
            byte[] bytes = Base64.getDecoder().decode(match.group(1));
            bytes = random.nextInt(4) == 0
                    ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 8))
                    : flipped(bytes, random);
            return (text.substring(0, match.start(1))
                            + Base64.getEncoder().encodeToString(bytes)
                            + text.substring(match.end(1)))
                    .getBytes(StandardCharsets.ISO_8859_1);
        }
        int at = random.nextInt(sample.length);
        return switch (random.nextInt(4)) {
            case 0 -> flipped(sample.clone(), random);
            case 1 -> Arrays.copyOf(sample, at);
            case 2 -> spliced(sample, at, at, SPLICES[random.nextInt(SPLICES.length)]);
            default -> spliced(sample, at, Math.min(sample.length, at + 1 + random.nextInt(9)), "");
        };
    }

    private static byte[] flipped(byte[] bytes, Random random) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, String text) {
        var whole = new String(bytes, StandardCharsets.ISO_8859_1);
        return (whole.substring(0, from) + text + whole.substring(to)).getBytes(StandardCharsets.ISO_8859_1);
    }
}
