package io.jenkins.plugins.intoto.engine.verify;

import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.ALICE;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.OWNER;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.artifacts;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.bytes;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.link;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.envelope.UnsignedEnvelope;
import io.jenkins.plugins.intoto.engine.key.BrokenPath;
import io.jenkins.plugins.intoto.engine.key.CertificateTrust;
import io.jenkins.plugins.intoto.engine.key.IssuedCertificate;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.key.PassphraseSource;
import io.jenkins.plugins.intoto.engine.key.Signature;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.engine.model.CertificateConstraint;
import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.model.LinkFileNames;
import io.jenkins.plugins.intoto.engine.model.Step;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CertificateFunctionariesTest {
    /** Within the validity of the certificates. */
    private static final Instant NOW = Instant.parse("2050-01-01T00:00:00Z");

    private static final Path KEYS = Path.of("src/test/resources/keys");
    private static final CertificateConstraint EXACT = new CertificateConstraint(
            "builder",
            List.of("builder.example.com"),
            List.of("build@example.com"),
            List.of("Example Build", "Example"),
            List.of("*"),
            List.of("spiffe://example.com/builder"),
            List.of());
    private static final CertificateConstraint ANY = new CertificateConstraint(
            "*", List.of("*"), List.of("*"), List.of("*"), List.of("*"), List.of("*"), List.of());

    private static SigningKey signer(String certificate) throws Exception {
        var key = KeyFiles.readPrivate(KEYS.resolve("private/ec256.pkcs8.pem"), PassphraseSource.NONE);
        return key.withCertificate(Files.readString(KEYS.resolve("certificates/" + certificate + ".pem")), "test");
    }

    private static Map<KeyId, VerificationKey> authority(String name) throws Exception {
        var key = KeyFiles.readPublic(KEYS.resolve("certificates/" + name + ".pem"));
        return Map.of(key.keyId(), key);
    }

    private static Verification verify(byte[] linkFile, KeyId id, CertificateConstraint... constraints)
            throws Exception {
        var step = new Step("a", 1, List.of(), List.of(), List.of(), List.of(), List.of(constraints));
        var layout = new Layout(
                NOW.plusSeconds(60),
                "",
                Map.of(),
                List.of(step),
                List.of(),
                authority("root"),
                authority("intermediate"));
        var links =
                new SupplyChain().file(LinkFileNames.link("a", id), linkFile).links();
        return new LayoutVerifier(SupplyChain.options().withClock(InstantSource.fixed(NOW)))
                .verify(SupplyChain.signed(layout, "release.layout", OWNER), List.of(OWNER.publicKey()), links);
    }

    private static Verification verify(SigningKey signer, CertificateConstraint... constraints) throws Exception {
        var file = bytes(link("a", artifacts(), artifacts()), EnvelopeFormat.METABLOCK, signer);
        return verify(file, signer.publicKey().keyId(), constraints);
    }

    @Test
    void certificatesAreNotLookedAtForWhoeverIsInterrupted() throws Exception {
        var step = new Step("a", 1, List.of(), List.of(), List.of(), List.of(), List.of(ANY));
        var layout = new Layout(
                NOW.plusSeconds(60),
                "",
                Map.of(),
                List.of(step),
                List.of(),
                authority("root"),
                authority("intermediate"));
        var envelope = SupplyChain.read(
                bytes(link("a", artifacts(), artifacts()), EnvelopeFormat.METABLOCK, signer("leaf")), "a.link");
        var functionaries = new CertificateFunctionaries(layout, step, List.of(), NOW);

        Thread.currentThread().interrupt();

        assertThat(functionaries.judge(envelope).remark()).isEqualTo("there is none");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(functionaries.judge(envelope).key()).isPresent();
    }

    private static LinkOutcome onlyLink(Verification verification) {
        return verification.steps().get(0).links().get(0);
    }

    /** Verifies a step with links by the signers of certificates, all of them under the root of a path. */
    private static Verification verify(
            BrokenPath.Path path, int threshold, List<CertificateConstraint> constraints, IssuedCertificate... signers)
            throws Exception {
        var step = new Step("a", threshold, List.of(), List.of(), List.of(), List.of(), constraints);
        var intermediates = new LinkedHashMap<KeyId, VerificationKey>();
        for (var intermediate : path.intermediates()) {
            intermediates.putAll(authority(intermediate));
        }
        var layout = new Layout(
                NOW.plusSeconds(60), "", Map.of(), List.of(step), List.of(), authority(path.root()), intermediates);
        var chain = new SupplyChain();
        for (var signer : signers) {
            var key = signer.key().withCertificate(signer.pem(), "test");
            chain.file(
                    LinkFileNames.link("a", key.publicKey().keyId()),
                    bytes(link("a", artifacts(), artifacts()), EnvelopeFormat.METABLOCK, key));
        }
        return new LayoutVerifier(SupplyChain.options().withClock(InstantSource.fixed(NOW)))
                .verify(SupplyChain.signed(layout, "release.layout", OWNER), List.of(OWNER.publicKey()), chain.links());
    }

    private static Map<KeyId, VerificationKey> authority(IssuedCertificate certificate) throws Exception {
        var key = KeyFiles.readPublic(certificate.pem().getBytes(StandardCharsets.UTF_8), "test");
        return Map.of(key.keyId(), key);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTHORITY_WITH_A_SHORT_KEY") // such a layout cannot be read
    void aCertificateWhosePathIsBrokenIsRefused(BrokenPath broken) throws Exception {
        var path = broken.path();

        var verification = verify(path, 1, List.of(ANY), path.signer());

        assertThat(onlyLink(verification).status()).isEqualTo(LinkStatus.CERTIFICATE_REFUSED);
    }

    @Test
    void aCertificateForNoParticularUseForCodeSigningForAServerOrForAnyUseIsFit() throws Exception {
        for (var uses : List.of(
                new KeyPurposeId[] {},
                new KeyPurposeId[] {KeyPurposeId.id_kp_codeSigning},
                new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth},
                new KeyPurposeId[] {KeyPurposeId.anyExtendedKeyUsage})) {
            var path = BrokenPath.sound(uses);
            assertThat(verify(path, 1, List.of(ANY), path.signer()).failures()).isEmpty();
        }
    }

    @Test
    void aCertificateForAnotherUseIsFitIfTheConstraintAsksForThatUse() throws Exception {
        var path = BrokenPath.sound(KeyPurposeId.id_kp_clientAuth);
        var any = List.of("*");
        var asking = new CertificateConstraint("*", any, any, any, any, any, List.of("clientAuth"));

        assertThat(verify(path, 1, List.of(ANY), path.signer()).passed()).isFalse();
        assertThat(verify(path, 1, List.of(ANY, asking), path.signer()).failures())
                .isEmpty();
    }

    @Test
    void twoCertificatesWithTheSameNamesUnderOneRootCountOnce() throws Exception {
        var path = BrokenPath.sound();
        var authority = path.intermediates().get(0);
        var first = IssuedCertificate.request("CN=her laptop")
                .email("Alice@example.com")
                .uri(BrokenPath.URI);
        var second =
                IssuedCertificate.request("CN=her desktop").uri(BrokenPath.URI).email("alice@example.com");

        var verification = verify(path, 2, List.of(ANY), first.issuedBy(authority), second.issuedBy(path.root()));

        assertThat(verification.failures()).extracting(Finding::code).containsExactly(ReasonCode.THRESHOLD_NOT_MET);
        assertThat(verification.steps().get(0).links())
                .extracting(LinkOutcome::status)
                .containsExactlyInAnyOrder(LinkStatus.USED, LinkStatus.SAME_FUNCTIONARY);
    }

    @Test
    void twoCertificatesWithoutNamesAndOfOneSubjectCountOnce() throws Exception {
        var root = IssuedCertificate.request("CN=root").authority().selfSigned();
        var first = IssuedCertificate.request("CN=alice,O=Example").issuedBy(root);
        var second = IssuedCertificate.request("CN=Alice, O=Example").issuedBy(root);
        var bob = IssuedCertificate.request("CN=bob,O=Example").issuedBy(root);
        var path = new BrokenPath.Path(root, List.of(), first);

        assertThat(verify(path, 2, List.of(ANY), first, second).passed()).isFalse();
        assertThat(verify(path, 2, List.of(ANY), first, bob).failures()).isEmpty();
    }

    @Test
    void aLinkByACertificateThatMeetsAConstraintCounts() throws Exception {
        var verification = verify(signer("leaf"), EXACT);
        assertThat(verification.failures()).isEmpty();
        assertThat(onlyLink(verification).status()).isEqualTo(LinkStatus.USED);
        assertThat(onlyLink(verification).remark()).isEqualTo("certificate of builder");
        assertThat(onlyLink(verification).identity()).isEqualTo("builder");
        assertThat(verification.keyNames().signer(onlyLink(verification)))
                .contains("builder ("
                        + onlyLink(verification).signer().orElseThrow().shortForm() + ")");
    }

    @Test
    void intermediatesOfTheVerifierCompleteAChainThatTheLayoutDoesNot() throws Exception {
        var step = new Step("a", 1, List.of(), List.of(), List.of(), List.of(), List.of(EXACT));
        var layout =
                new Layout(NOW.plusSeconds(60), "", Map.of(), List.of(step), List.of(), authority("root"), Map.of());
        var signer = signer("leaf");
        var file = bytes(link("a", artifacts(), artifacts()), EnvelopeFormat.METABLOCK, signer);
        var links = new SupplyChain()
                .file(LinkFileNames.link("a", signer.publicKey().keyId()), file)
                .links();
        var options = SupplyChain.options().withClock(InstantSource.fixed(NOW));
        var signed = SupplyChain.signed(layout, "release.layout", OWNER);
        var intermediates = CertificateTrust.readCertificates(
                Files.readAllBytes(KEYS.resolve("certificates/intermediate.pem")), "intermediate.pem");
        var unrelated = CertificateTrust.readCertificates(
                Files.readAllBytes(KEYS.resolve("certificates/other-root.pem")), "other-root.pem");

        assertThat(new LayoutVerifier(options)
                        .verify(signed, List.of(OWNER.publicKey()), links)
                        .passed())
                .isFalse();
        assertThat(new LayoutVerifier(options.withIntermediates(unrelated))
                        .verify(signed, List.of(OWNER.publicKey()), links)
                        .passed())
                .isFalse();
        assertThat(new LayoutVerifier(options.withIntermediates(intermediates))
                        .verify(signed, List.of(OWNER.publicKey()), links)
                        .failures())
                .isEmpty();
        assertThat(options.withIntermediates(intermediates).within("a").intermediates())
                .isEqualTo(intermediates);
    }

    @Test
    void itIsEnoughToMeetOneConstraint() throws Exception {
        var other =
                new CertificateConstraint("other", List.of(), List.of(), List.of(), List.of("*"), List.of(), List.of());
        assertThat(verify(signer("leaf"), other, ANY).passed()).isTrue();
    }

    @Test
    void everyAttributeMustBeJustWhatTheConstraintSays() throws Exception {
        for (var constraint : List.of(
                new CertificateConstraint(
                        "x", List.of("*"), List.of("*"), List.of("*"), List.of("*"), List.of("*"), List.of()),
                new CertificateConstraint(
                        "*", List.of(), List.of("*"), List.of("*"), List.of("*"), List.of("*"), List.of()),
                new CertificateConstraint(
                        "*", List.of("*"), List.of(""), List.of("*"), List.of("*"), List.of("*"), List.of()),
                new CertificateConstraint(
                        "*", List.of("*"), List.of("*"), List.of("Example"), List.of("*"), List.of("*"), List.of()),
                new CertificateConstraint(
                        "*", List.of("*"), List.of("*"), List.of("*"), List.of("abcd"), List.of("*"), List.of()),
                new CertificateConstraint(
                        "*",
                        List.of("*"),
                        List.of("*"),
                        List.of("*"),
                        List.of("*"),
                        List.of("spiffe://example.com/builder", "x"),
                        List.of()))) {
            var verification = verify(signer("leaf"), constraint);
            assertThat(onlyLink(verification).status())
                    .as(constraint.toString())
                    .isEqualTo(LinkStatus.CERTIFICATE_REFUSED);
            assertThat(verification.failures().get(0).sentence()).contains("meets no constraint");
        }
    }

    @Test
    void aConstraintCanNameTheRoots() throws Exception {
        var root = authority("root").keySet().iterator().next().value();
        var constraint = new CertificateConstraint(
                "*", List.of("*"), List.of("*"), List.of("*"), List.of(root), List.of("*"), List.of());
        assertThat(verify(signer("leaf"), constraint).passed()).isTrue();
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused() throws Exception {
        var verification = verify(signer("self-signed"), ANY);
        assertThat(onlyLink(verification).status()).isEqualTo(LinkStatus.CERTIFICATE_REFUSED);
    }

    @Test
    void aSignatureByAnotherKeyThanTheCertificatesIsRefused() throws Exception {
        var unsigned = UnsignedEnvelope.of(link("a", artifacts(), artifacts()), EnvelopeFormat.METABLOCK);
        var pem = Files.readString(KEYS.resolve("certificates/leaf.pem"));
        var forged = unsigned.sign(ALICE).stream()
                .map(s -> Signature.of(s.keyId(), s.value()).withCertificate(pem))
                .toList();
        var verification =
                verify(unsigned.toByteArray(forged), ALICE.publicKey().keyId(), ANY);
        assertThat(onlyLink(verification).status()).isEqualTo(LinkStatus.CERTIFICATE_REFUSED);
        assertThat(onlyLink(verification).remark()).contains("not by the key of the certificate");
    }

    @Test
    void aLinkWithoutCertificateIsRefused() throws Exception {
        var verification = verify(ALICE, ANY);
        assertThat(onlyLink(verification).status()).isEqualTo(LinkStatus.CERTIFICATE_REFUSED);
    }

    @Test
    void certificatesDoNotCountForAStepWithoutConstraints() throws Exception {
        var verification = verify(signer("leaf"));
        assertThat(onlyLink(verification).status()).isEqualTo(LinkStatus.NOT_AUTHORISED);
    }

    @Test
    void whatIsNoCertificateIsRefusedWithAReason() throws Exception {
        var text = new String(
                bytes(link("a", artifacts(), artifacts()), EnvelopeFormat.METABLOCK, signer("leaf")),
                StandardCharsets.UTF_8);
        var damaged = text.replaceAll("BEGIN CERTIFICATE-----\\\\n.{10}", "BEGIN CERTIFICATE-----\\\\nAAAA");
        assertThat(damaged).isNotEqualTo(text);
        var verification = verify(
                damaged.getBytes(StandardCharsets.UTF_8),
                signer("leaf").publicKey().keyId(),
                ANY);
        assertThat(onlyLink(verification).status()).isEqualTo(LinkStatus.CERTIFICATE_REFUSED);
    }
}
