package io.jenkins.plugins.intoto.engine.verify;

import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.artifact.DigestSet;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.envelope.UnsignedEnvelope;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.model.LinkFileNames;
import java.io.BufferedOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Links up to the limits that Jenkins has unless it is configured otherwise, in a heap of 1 GiB. All of it is divided by eight
 * unless {@code -Dlimits.scale=1} says otherwise, which takes minutes.
 */
class LargestLinksTest {
    private static final int SCALE = Integer.getInteger("limits.scale", 8);
    private static final long LINK = (192L << 20) / SCALE;
    private static final long ALL = (512L << 20) / SCALE;

    /** What a file takes in a link: the path, its digest in hexadecimal and the punctuation. */
    private static final int ENTRY = 150;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void theyAreSignedAndVerifiedInAGigabyte(EnvelopeFormat format) throws Exception {
        var result = InteropTools.run(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + 1024 / SCALE + "m",
                        // G1 loses too much of so small a heap between large arrays
                        "-XX:+UseSerialGC",
                        "-Dlimits.scale=" + SCALE,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        LargestLinksTest.class.getName(),
                        directory.toString(),
                        format.name())
                .succeeded();

        assertThat(result.text()).contains("passed: true");
    }

    /** Signs two links just below the limit of one, and verifies them. */
    public static void main(String[] args) throws Exception {
        var directory = Path.of(args[0]);
        var format = EnvelopeFormat.valueOf(args[1]);
        var keys = List.of(KeyGenerator.ed25519(), KeyGenerator.rsa(2048));
        var chain = new SupplyChain()
                .step("one", rules("ALLOW *"), rules("CREATE *"), keys.get(0))
                .step("two", rules("MATCH * WITH PRODUCTS FROM one", "DISALLOW *"), rules("ALLOW *"), keys.get(1));
        // As DSSE a link is longer by a third.
        var files = files((int) (LINK / ENTRY * (format == EnvelopeFormat.DSSE ? 16 : 20) / 20));
        write(directory, format, "one", Artifacts.NONE, files, keys.get(0));
        write(directory, format, "two", files, Artifacts.NONE, keys.get(1));
        var limits = new VerificationLimits(new JsonLimits(LINK, 64), ALL, 10, 1, 1);

        var verification = new LayoutVerifier(SupplyChain.options().withLimits(limits))
                .verify(
                        SupplyChain.signed(chain.layout(), "release.layout", SupplyChain.OWNER),
                        List.of(SupplyChain.OWNER.publicKey()),
                        new LinkDirectory(directory));

        System.out.println("passed: " + verification.passed() + " " + verification.failures());
    }

    private static Artifacts files(int count) {
        var builder = Artifacts.builder();
        var digest = DigestAlgorithm.SHA256.newDigest();
        for (int i = 0; i < count; i++) {
            var number = ByteBuffer.allocate(Integer.BYTES).putInt(i).array();
            builder.add(
                    String.format("node_modules/package-%05d/dist/file-%08d.js", i / 100, i),
                    DigestSet.of(DigestAlgorithm.SHA256, digest.digest(number)));
        }
        try {
            return builder.build();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(
            Path directory, EnvelopeFormat format, String step, Artifacts materials, Artifacts products, SigningKey key)
            throws Exception {
        var envelope = UnsignedEnvelope.of(SupplyChain.link(step, materials, products), format);
        var file = directory.resolve(LinkFileNames.link(step, key.publicKey().keyId()));
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            envelope.writeTo(out, envelope.sign(key));
        }
        long size = Files.size(file);
        if (size > LINK || size < LINK * 9 / 10) {
            throw new IllegalStateException(step + " is " + size + " bytes");
        }
    }
}
