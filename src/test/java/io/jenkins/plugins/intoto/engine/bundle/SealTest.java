package io.jenkins.plugins.intoto.engine.bundle;

import static io.jenkins.plugins.intoto.engine.bundle.BundleReader.DEFAULT_LIMITS;
import static io.jenkins.plugins.intoto.engine.bundle.SampleLines.APP;
import static io.jenkins.plugins.intoto.engine.bundle.SampleLines.KEY;
import static io.jenkins.plugins.intoto.engine.bundle.SampleLines.UNKNOWN;
import static io.jenkins.plugins.intoto.engine.bundle.SampleLines.envelope;
import static io.jenkins.plugins.intoto.engine.bundle.SampleLines.sigstore;
import static io.jenkins.plugins.intoto.engine.bundle.SampleLines.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.intoto.engine.bundle.SealCheck.Status;
import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.predicate.PredicateCheck;
import io.jenkins.plugins.intoto.engine.predicate.PredicateType;
import io.jenkins.plugins.intoto.engine.sigstore.RefusedSignatureException;
import io.jenkins.plugins.intoto.engine.sigstore.SignatureVerification;
import io.jenkins.plugins.intoto.engine.sigstore.TrustedRoot;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealTest {
    @TempDir
    Path directory;

    private Path bundle;

    @BeforeEach
    void writeBundle() throws Exception {
        bundle = write(directory.resolve("b"), envelope("1"), UNKNOWN, sigstore("2"));
    }

    private Seal seal(SigningKey key) throws Exception {
        return Seal.append(bundle, key.forAttestations(), DEFAULT_LIMITS);
    }

    private SealCheck.Outcome check(DigestMap artifact) throws Exception {
        var check = new SealCheck(DEFAULT_LIMITS, SealTest::isTrusted);
        BundleReader.forEachLine(bundle, DEFAULT_LIMITS, check::accept);
        return check.outcome(artifact);
    }

    private static boolean isTrusted(BundleLine line) {
        try {
            SignatureVerification.of(List.of(KEY.publicKey()), TrustedRoot.NONE)
                    .verify(line.envelope().orElseThrow(), Instant.parse("2026-11-01T00:00:00Z"));
            return true;
        } catch (RefusedSignatureException e) {
            return false;
        }
    }

    private void drop(int index) throws Exception {
        var lines = new ArrayList<>(Files.readAllLines(bundle));
        lines.remove(index);
        Files.write(bundle, lines);
    }

    @Test
    void aSealNamesEveryLineBeforeIt() throws Exception {
        var seal = seal(KEY);

        assertThat(seal.lines()).hasSize(3);
        assertThat(seal.statement().subjects()).anyMatch(subject -> subject.matchesDigest(APP));
        assertThat(PredicateCheck.of(seal.statement())).isEmpty();
        assertThat(SampleLines.read(bundle)).hasSize(4);
        assertThat(check(APP)).isEqualTo(new SealCheck.Outcome(Status.INTACT, 4, List.of()));
    }

    @Test
    void withoutASealItIsMissing() throws Exception {
        assertThat(check(APP).status()).isEqualTo(Status.MISSING);
    }

    @Test
    void aSealOfAnotherArtifactSaysNothing() throws Exception {
        seal(KEY);

        assertThat(check(DigestMap.of(Map.of("sha256", "cd".repeat(32)))).status())
                .isEqualTo(Status.MISSING);
    }

    @Test
    void aLineThatWasTakenAwayBreaksTheSeal() throws Exception {
        seal(KEY);
        var taken = LineDigest.of(SampleLines.read(bundle).get(1));
        drop(1);

        assertThat(check(APP)).isEqualTo(new SealCheck.Outcome(Status.BROKEN, 3, List.of(taken)));
    }

    @Test
    void aLineThatWasChangedBreaksTheSeal() throws Exception {
        seal(KEY);
        Files.writeString(bundle, Files.readString(bundle).replace("thing", "think"));

        assertThat(check(APP).status()).isEqualTo(Status.BROKEN);
    }

    @Test
    void linesMayBeAddedAndMayChangePlaces() throws Exception {
        seal(KEY);
        var lines = new ArrayList<>(Files.readAllLines(bundle));
        lines.add(envelope("3"));
        Collections.reverse(lines);
        Files.write(bundle, lines);

        assertThat(check(APP).status()).isEqualTo(Status.INTACT);
    }

    @Test
    void aSealByAnybodyElseDoesNotCount() throws Exception {
        seal(KeyGenerator.ed25519());

        assertThat(check(APP).status()).isEqualTo(Status.UNTRUSTED);
    }

    @Test
    void nothingIsKeptOfSealsByAnybodyElse() throws Exception {
        var check = new SealCheck(DEFAULT_LIMITS, SealTest::isTrusted);
        seal(KeyGenerator.ed25519());
        seal(KEY);
        seal(KeyGenerator.ed25519());
        BundleReader.forEachLine(bundle, DEFAULT_LIMITS, check::accept);

        assertThat(check.kept()).isEqualTo(1);
        assertThat(check.outcome(APP).status()).isEqualTo(Status.INTACT);
    }

    @Test
    void sealsOfOtherArtifactsAndRepeatedOnesTakeNoRoom() throws Exception {
        seal(KEY);
        var lines = new ArrayList<>(Files.readAllLines(bundle));
        lines.add(lines.get(3));
        Files.write(bundle, lines);
        var any = new SealCheck(DEFAULT_LIMITS, SealTest::isTrusted);
        var others = new SealCheck(DEFAULT_LIMITS, SealTest::isTrusted, statement -> false);
        BundleReader.forEachLine(bundle, DEFAULT_LIMITS, any::accept);
        BundleReader.forEachLine(bundle, DEFAULT_LIMITS, others::accept);

        assertThat(any.kept()).isEqualTo(1);
        assertThat(others.kept()).isZero();
        assertThat(others.outcome().status()).isEqualTo(Status.MISSING);
    }

    @Test
    void noMoreSealsAreKeptThanAnybodyNeeds() throws Exception {
        var check = new SealCheck(DEFAULT_LIMITS, line -> true);
        for (int i = 0; i <= SealCheck.MOST_SEALS; i++) {
            var seal = Statement.of(
                    List.of(ResourceDescriptor.of("app.jar", APP)),
                    PredicateType.SCAI.uri(),
                    Map.of("attributes", List.of(Map.of("attribute", Seal.ATTRIBUTE, "conditions", Map.of("i", (long)
                            i)))));
            var message = DsseEnvelope.sign(DsseEnvelope.IN_TOTO_TYPE, seal.toJson(), KEY.forAttestations());
            check.accept(BundleReader.read(message.toJson(), i + 1, "b", DEFAULT_LIMITS));
        }

        assertThat(check.kept()).isEqualTo(SealCheck.MOST_SEALS);
        assertThat(check.outcome(APP)).isEqualTo(new SealCheck.Outcome(Status.BROKEN, 1, List.of("")));
    }

    @Test
    void oneIntactSealIsEnoughSoThatNoAddedLineBreaksABundle() throws Exception {
        seal(KEY);
        write(bundle, Files.readString(bundle).strip(), envelope("later"));
        seal(KEY);
        drop(4);
        assertThat(check(APP).status()).isEqualTo(Status.INTACT);

        drop(0);
        assertThat(check(APP).status()).isEqualTo(Status.BROKEN);
    }

    @Test
    void aBundleWithoutStatementsCannotBeSealed() throws Exception {
        write(bundle, UNKNOWN);

        assertThatThrownBy(() -> seal(KEY))
                .hasMessage(bundle + ": holds no statement about an artifact, so there is nothing to seal");
        assertThat(Files.readAllLines(bundle)).containsExactly(UNKNOWN);
    }

    @Test
    void aLineThatIsTooLongBreaksNoSealThatDoesNotNameIt() throws Exception {
        seal(KEY);
        Files.writeString(bundle, "x".repeat(60_000) + "\n", StandardOpenOption.APPEND);
        var limits = new JsonLimits(50_000, 64);
        var check = new SealCheck(limits, SealTest::isTrusted);

        BundleReader.forEachLine(bundle, limits, check::accept);

        assertThat(check.outcome(APP).status()).isEqualTo(Status.INTACT);
        assertThatThrownBy(() -> Seal.append(bundle, KEY.forAttestations(), limits))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage(bundle + ": line 5 is longer than 50000 bytes, so it cannot be sealed");
    }

    @Test
    void aSealThatNamesALineThatIsTooLongIsBroken() throws Exception {
        Files.writeString(bundle, "x".repeat(60_000) + "\n", StandardOpenOption.APPEND);
        seal(KEY);
        var limits = new JsonLimits(50_000, 64);
        var check = new SealCheck(limits, SealTest::isTrusted);

        BundleReader.forEachLine(bundle, limits, check::accept);

        assertThat(check.outcome(APP).status()).isEqualTo(Status.BROKEN);
    }
}
