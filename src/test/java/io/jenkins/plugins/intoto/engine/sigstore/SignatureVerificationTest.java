package io.jenkins.plugins.intoto.engine.sigstore;

import static io.jenkins.plugins.intoto.engine.sigstore.SignedBundles.IDENTITY;
import static io.jenkins.plugins.intoto.engine.sigstore.SignedBundles.NOW;
import static io.jenkins.plugins.intoto.engine.sigstore.SignedBundles.altered;
import static io.jenkins.plugins.intoto.engine.sigstore.SignedBundles.signature;
import static io.jenkins.plugins.intoto.engine.sigstore.SignedBundles.stamped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.CertificateSubject;
import io.jenkins.plugins.intoto.engine.key.CertificateUsage;
import io.jenkins.plugins.intoto.engine.key.IssuedCertificate;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.sigstore.SignerIdentity.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SignatureVerificationTest {
    private static final SignatureRequirements A_TIME = new SignatureRequirements(1, 0, 0);
    private static final SignatureRequirements AN_ENTRY = new SignatureRequirements(0, 1, 0);

    private static SignedBundles bundles;
    private static TrustedRoot root;
    private static AsymmetricKey key;

    @BeforeAll
    static void sign() throws Exception {
        bundles = new SignedBundles();
        root = bundles.trust().read();
        key = bundles.key.publicKey();
    }

    private static SignatureVerification byKey() {
        return SignatureVerification.of(List.of(key), root);
    }

    private static SignatureVerification byCertificate() {
        return SignatureVerification.of(List.of(), root);
    }

    private static SignatureRefusal refusal(SignatureVerification verification, SigstoreBundle bundle) {
        var refused = catchThrowableOfType(
                RefusedSignatureException.class, () -> verification.verify(bundle, NOW.plusSeconds(3600)));
        assertThat(refused).isNotNull();
        assertThat(refused.getMessage()).contains(": ").doesNotContain("\n");
        return refused.refusal();
    }

    @Test
    void aSignatureByATrustedKeyIsAccepted() throws Exception {
        var verified = byKey().verify(bundles.keyed(), NOW);

        assertThat(verified.signer()).isEqualTo(new SignerIdentity.Key(key));
        assertThat(verified.observedTimes()).isEmpty();
    }

    @Test
    void theKeyIdIsOnlyAHint() throws Exception {
        var other = KeyGenerator.ed25519().publicKey();
        var anonymous = altered(bundles.keyed(), key.keyId().value(), "whatever");

        var verified = SignatureVerification.of(List.of(other, key), root).verify(anonymous, NOW);

        assertThat(verified.signer().keyFingerprint()).isEqualTo(key.materialFingerprint());
    }

    @Test
    void keysAreNotTriedForWhoeverIsInterrupted() throws Exception {
        Thread.currentThread().interrupt();

        assertThat(refusal(byKey(), bundles.keyed())).isEqualTo(SignatureRefusal.NO_TRUSTED_KEY);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(byKey().verify(bundles.keyed(), NOW).signer()).isEqualTo(new SignerIdentity.Key(key));
    }

    @Test
    void aSignatureByAnotherKeyIsRefused() throws Exception {
        var others = SignatureVerification.of(List.of(KeyGenerator.ed25519().publicKey()), root);

        assertThat(refusal(others, bundles.keyed())).isEqualTo(SignatureRefusal.NO_TRUSTED_KEY);
    }

    @Test
    void aChangedPayloadIsRefused() throws Exception {
        var payload = Base64.getEncoder().encodeToString(SignedBundles.statement());
        var changed = altered(bundles.stamped(), payload, payload.replaceFirst("^e", "f"));

        assertThat(refusal(byKey(), changed)).isEqualTo(SignatureRefusal.NO_TRUSTED_KEY);
    }

    @Test
    void aChangedPayloadTypeIsRefused() throws Exception {
        var changed = altered(bundles.keyed(), "vnd.in-toto+json", "vnd.other+json");

        assertThat(refusal(byKey(), changed)).isEqualTo(SignatureRefusal.NO_TRUSTED_KEY);
    }

    @Test
    void anEnvelopeIsVerifiedOnceForEachKey() throws Exception {
        var second = KeyGenerator.ed25519();
        var signatures = new ArrayList<Object>();
        for (var signer : List.of(bundles.key, second, bundles.key)) {
            var message = DsseEnvelope.sign("a/b", new byte[] {1}, signer.forAttestations());
            signatures.addAll((List<?>) message.asMap().get("signatures"));
        }
        var message = DsseEnvelope.read(
                Json.compact(Map.of("payloadType", "a/b", "payload", "AQ==", "signatures", signatures)),
                "envelope",
                JsonLimits.DEFAULT);

        var verified = SignatureVerification.of(List.of(key, second.publicKey()), TrustedRoot.NONE)
                .verify(message, NOW);

        assertThat(verified)
                .extracting(each -> each.signer().keyFingerprint())
                .containsExactly(key.materialFingerprint(), second.publicKey().materialFingerprint());
    }

    @Test
    void aTimestampTellsWhenTheSignatureWasSeen() throws Exception {
        assertThat(byKey().verify(bundles.stamped(), NOW).observedTimes()).containsExactly(NOW);
    }

    @Test
    void aTimestampOfAnotherSignatureIsRefused() throws Exception {
        var other = bundles.keyed().withTimestamp(bundles.tsa.stamp(new byte[] {1}, NOW));

        assertThat(refusal(byKey(), other)).isEqualTo(SignatureRefusal.BAD_TIMESTAMP);
    }

    @Test
    void aDamagedTimestampIsRefused() throws Exception {
        var damaged = bundles.keyed().withTimestamp(new byte[] {0x30, 3, 1, 2, 3});

        assertThat(refusal(byKey(), damaged)).isEqualTo(SignatureRefusal.BAD_TIMESTAMP);
    }

    @Test
    void aTimestampOfAnUnknownAuthorityCountsForNothing() throws Exception {
        var foreign = stamped(bundles.keyed(), new StandInTsa("other"), NOW);

        assertThat(byKey().verify(foreign, NOW).observedTimes()).isEmpty();
        assertThat(refusal(byKey().requiring(A_TIME), foreign)).isEqualTo(SignatureRefusal.MISSING_TIME);
    }

    @Test
    void aTimestampWhoseSignatureWasChangedCountsForNothing() throws Exception {
        var bundle = bundles.keyed();
        byte[] response = bundles.tsa.stamp(signature(bundle), NOW);
        response[response.length - 3] ^= 1;

        assertThat(refusal(byKey().requiring(A_TIME), bundle.withTimestamp(response)))
                .isEqualTo(SignatureRefusal.MISSING_TIME);
    }

    @Test
    void oneAuthorityIsOneTimestamp() throws Exception {
        var bundle = bundles.keyed();
        var twice = stamped(stamped(bundle, bundles.tsa, NOW), bundles.tsa, NOW.plusSeconds(1));

        assertThat(refusal(byKey().requiring(new SignatureRequirements(2, 0, 0)), twice))
                .isEqualTo(SignatureRefusal.MISSING_TIME);
    }

    @Test
    void aTimestampOutsideThePeriodOfItsAuthorityCountsForNothing() throws Exception {
        var ended = new TrustMaterial()
                .timestamps(
                        bundles.tsa.chain(),
                        Map.of(
                                "start",
                                "2026-01-01T00:00:00Z",
                                "end",
                                NOW.minusSeconds(1).toString()))
                .read();
        var ending = new TrustMaterial()
                .timestamps(bundles.tsa.chain(), Map.of("start", "2026-01-01T00:00:00Z", "end", NOW.toString()))
                .read();
        var bundle = bundles.stamped();

        assertThat(SignatureVerification.of(List.of(key), ended)
                        .verify(bundle, NOW)
                        .observedTimes())
                .isEmpty();
        assertThat(SignatureVerification.of(List.of(key), ending)
                        .verify(bundle, NOW)
                        .observedTimes())
                .hasSize(1);
    }

    @Test
    void theCertificateOfATimestampMayComeWithIt() throws Exception {
        var chain = bundles.tsa.chain();
        var trusted = TrustedRoot.NONE.withTimestampAuthority(chain.subList(1, chain.size()));

        assertThat(SignatureVerification.of(List.of(key), trusted)
                        .verify(bundles.stamped(), NOW)
                        .observedTimes())
                .hasSize(1);
    }

    @Test
    void ofTheCertificatesThatComeWithATimestampOneIsConsidered() throws Exception {
        var chain = bundles.tsa.chain();
        var leafless = TrustedRoot.NONE.withTimestampAuthority(chain.subList(1, chain.size()));
        var alike = new StandInTsa("tsa").certificate;
        while (Arrays.compareUnsigned(alike.getEncoded(), bundles.tsa.certificate.getEncoded()) > 0) {
            alike = new StandInTsa("tsa").certificate; // a set is in the order of its encoded elements
        }
        assertThat(alike.getSerialNumber()).isEqualTo(bundles.tsa.certificate.getSerialNumber());
        var bundle = bundles.keyed();
        var stamped = bundle.withTimestamp(bundles.tsa.stamp(signature(bundle), NOW, List.of(alike)));

        assertThat(SignatureVerification.of(List.of(key), leafless)
                        .verify(stamped, NOW)
                        .observedTimes())
                .isEmpty();
        assertThat(byKey().verify(stamped, NOW).observedTimes()).hasSize(1);
    }

    @Test
    void anEntryOfRekor1TellsWhenTheSignatureWasSeen() throws Exception {
        var verified = byKey().requiring(AN_ENTRY).verify(bundles.loggedV1(), NOW);

        assertThat(verified.observedTimes()).containsExactly(NOW);
    }

    @Test
    void anEntryOfTheKindIntotoIsAccepted() throws Exception {
        var bundle = bundles.keyed();
        var logged = bundle.withEntry(bundles.log1.takeIntoto(bundle.envelope(), bundles.keyPem(), NOW));

        assertThat(byKey().requiring(AN_ENTRY).verify(logged, NOW).observedTimes())
                .containsExactly(NOW);
    }

    @Test
    void anEntryOfRekor2HasNoTime() throws Exception {
        var verified = byKey().requiring(AN_ENTRY).verify(bundles.loggedV2(), NOW);

        assertThat(verified.observedTimes()).containsExactly(NOW); // that of the timestamp
    }

    private static SignatureVerification untilTheLogRetired(java.time.Instant end) throws Exception {
        var validFor = Map.<String, Object>of("start", "2026-01-01T00:00:00Z", "end", end.toString());
        var trusted = new TrustMaterial()
                .log(bundles.log1, validFor)
                .log(bundles.log2, validFor)
                .timestamps(bundles.tsa.chain())
                .read();
        return SignatureVerification.of(List.of(key), trusted).requiring(AN_ENTRY);
    }

    @Test
    void anEntryOfALogThatWasRetiredBeforeCountsForNothing() throws Exception {
        var bundle = bundles.loggedV2();

        assertThat(refusal(untilTheLogRetired(NOW.minusSeconds(1)), bundle))
                .isEqualTo(SignatureRefusal.MISSING_LOG_ENTRY);
        untilTheLogRetired(NOW).verify(bundle, NOW.plusSeconds(3600));
    }

    @Test
    void anEntryOfALogThatWasRetiredNeedsATrustedTime() throws Exception {
        var bundle = bundles.keyed();
        var unstamped =
                bundle.withEntry(bundles.log2.takeHash(bundle.envelope(), StandInLog.keyVerifier(key.encoded())));

        assertThat(refusal(untilTheLogRetired(NOW), unstamped)).isEqualTo(SignatureRefusal.MISSING_LOG_ENTRY);
        untilTheLogRetired(NOW).verify(unstamped, NOW);
    }

    @Test
    void anEntryThatTheLogPromisedBeforeItWasRetiredIsAccepted() throws Exception {
        untilTheLogRetired(NOW).verify(bundles.loggedV1(), NOW.plusSeconds(3600));
    }

    @Test
    void anEntryOfAnotherSignatureIsRefused() throws Exception {
        var other = bundles.keyed();
        var verifier = StandInLog.keyVerifier(key.encoded());
        var logged = bundles.keyed().withEntry(bundles.log2.takeHash(other.envelope(), verifier));

        assertThat(refusal(byKey(), logged)).isEqualTo(SignatureRefusal.BAD_LOG_ENTRY);
    }

    @Test
    void anEntryOfAnotherSignerIsRefused() throws Exception {
        var bundle = bundles.keyed();
        var verifier =
                StandInLog.keyVerifier(StandInAuthority.ecKeys().getPublic().getEncoded());
        var logged = bundle.withEntry(bundles.log2.takeHash(bundle.envelope(), verifier));

        assertThat(refusal(byKey(), logged)).isEqualTo(SignatureRefusal.BAD_LOG_ENTRY);
    }

    @Test
    void anEntryOfThePayloadAloneIsRefused() throws Exception {
        var bundle = bundles.keyed();
        byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(SignedBundles.statement());
        var logged = bundle.withEntry(
                bundles.log2.takeHash(digest, signature(bundle), StandInLog.keyVerifier(key.encoded())));

        assertThat(refusal(byKey(), logged)).isEqualTo(SignatureRefusal.BAD_LOG_ENTRY);
    }

    @Test
    void aPromiseForAnotherTimeIsRefused() throws Exception {
        var time = "\"integratedTime\":\"" + NOW.getEpochSecond();
        var changed = altered(bundles.loggedV1(), time, "\"integratedTime\":\"" + (NOW.getEpochSecond() - 1));

        assertThat(refusal(byKey(), changed)).isEqualTo(SignatureRefusal.BAD_LOG_ENTRY);
    }

    @Test
    void aProofThatDoesNotLeadToTheRootIsRefused() throws Exception {
        var bundle = bundles.loggedV2();
        var hash = Base64.getEncoder()
                .encodeToString(bundle.entries()
                        .get(0)
                        .inclusionProof()
                        .orElseThrow()
                        .hashes()
                        .get(1));
        var other = Base64.getEncoder().encodeToString(new byte[32]);

        assertThat(refusal(byKey(), altered(bundle, hash, other))).isEqualTo(SignatureRefusal.BAD_LOG_ENTRY);
    }

    @Test
    void aCheckpointThatTheLogDidNotSignIsRefused() throws Exception {
        var bundle = bundles.loggedV2();

        assertThat(refusal(byKey(), altered(bundle, "rekor2.example\\n", "rekor2.example\\nx\\n")))
                .isEqualTo(SignatureRefusal.BAD_LOG_ENTRY);
        assertThat(refusal(byKey(), altered(bundle, "\\n\\n\\u2014 rekor2.example", "\\n\\n\\u2014 rekor3.example")))
                .isEqualTo(SignatureRefusal.BAD_LOG_ENTRY);
    }

    @Test
    void ofTheSignaturesThatNameTheLogOneIsConsidered() throws Exception {
        var bundle = bundles.loggedV2();
        var note = bundle.entries().get(0).inclusionProof().orElseThrow().checkpoint();
        byte[] signature =
                Base64.getDecoder().decode(note.strip().substring(note.strip().lastIndexOf(' ') + 1));
        signature[signature.length - 1] ^= 1;
        var first = altered(
                bundle,
                "\\n\\n\\u2014 rekor2.example",
                "\\n\\n\\u2014 rekor2.example " + Base64.getEncoder().encodeToString(signature)
                        + "\\n\\u2014 rekor2.example");

        assertThat(refusal(byKey(), first)).isEqualTo(SignatureRefusal.BAD_LOG_ENTRY);
    }

    @Test
    void signaturesOfWitnessesOnACheckpointArePassedOver() throws Exception {
        var witnessed = altered(
                bundles.loggedV2(),
                "\\n\\n\\u2014 rekor2.example",
                "\\n\\n\\u2014 witness.example AAAAAAAA\\n\\u2014 rekor2.example");

        byKey().requiring(AN_ENTRY).verify(witnessed, NOW);
    }

    @Test
    void anEntryOfAnUnknownLogCountsForNothing() throws Exception {
        var bundle = bundles.keyed();
        var foreign = bundle.withEntry(
                StandInLog.v2("other.example").takeHash(bundle.envelope(), StandInLog.keyVerifier(key.encoded())));

        byKey().verify(foreign, NOW);
        assertThat(refusal(byKey().requiring(AN_ENTRY), foreign)).isEqualTo(SignatureRefusal.MISSING_LOG_ENTRY);
    }

    @Test
    void oneEntryCountsOnceHoweverOftenItIsThere() throws Exception {
        var bundle = bundles.loggedV2();
        var twice = bundle.withEntry(bundle.entries().get(0));

        assertThat(refusal(byKey().requiring(new SignatureRequirements(0, 2, 0)), twice))
                .isEqualTo(SignatureRefusal.MISSING_LOG_ENTRY);
    }

    @Test
    void aCertificateTellsWhoSigned() throws Exception {
        var verified = byCertificate().verify(bundles.keyless(), NOW.plusSeconds(86400));

        var signer = (Certificate) verified.signer();
        assertThat(signer.uris()).containsExactly(IDENTITY);
        assertThat(signer.alternativeNames()).containsExactly(IDENTITY);
        assertThat(signer.issuer()).contains("https://jenkins.example/oidc");
        assertThat(signer.chain()).hasSize(3);
        assertThat(verified.observedTimes()).containsExactly(NOW);
    }

    @Test
    void aCertificateMustBeValidWhenTheSignatureWasSeen() throws Exception {
        var late = bundles.keyless(NOW.plusSeconds(601), Optional.of(bundles.certificateLog));

        assertThat(refusal(byCertificate(), late)).isEqualTo(SignatureRefusal.UNTRUSTED_CERTIFICATE);
    }

    /** Without a timestamp the promise of a log tells when the signature was seen. */
    @Test
    void theTimeAtWhichALogTookAnEntryIsHeldAgainstTheCertificate() throws Exception {
        var pair = StandInAuthority.ecKeys();
        var certificate =
                bundles.authority.signing(pair.getPublic(), IDENTITY, NOW, Optional.of(bundles.certificateLog));
        var pem = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        var message = bundles.keyless(pair, certificate, NOW).envelope();
        var bundle = SigstoreBundle.of(message).withCertificate(certificate);
        var root = new TrustMaterial()
                .log(bundles.log1)
                .certificateLog(bundles.certificateLog)
                .authority(bundles.authority.chain())
                .read();
        var verification = SignatureVerification.of(List.of(), root);

        var within = bundle.withEntry(bundles.log1.take(message, pem, NOW.plusSeconds(60)));
        assertThat(verification.verify(within, NOW.plusSeconds(86_400)).observedTimes())
                .containsExactly(NOW.plusSeconds(60));
        var after = bundle.withEntry(bundles.log1.take(message, pem, NOW.plusSeconds(86_000)));
        assertThat(refusal(verification, after)).isEqualTo(SignatureRefusal.UNTRUSTED_CERTIFICATE);
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused() throws Exception {
        var pair = StandInAuthority.ecKeys();
        var other = new StandInAuthority("fulcio")
                .signing(pair.getPublic(), IDENTITY, NOW, Optional.of(bundles.certificateLog));

        assertThat(refusal(byCertificate(), bundles.keyless(pair, other, NOW)))
                .isEqualTo(SignatureRefusal.UNTRUSTED_CERTIFICATE);
    }

    @Test
    void aCertificateThatNoLogPromisedToTakeIsRefused() throws Exception {
        assertThat(refusal(byCertificate(), bundles.keyless(NOW, Optional.empty())))
                .isEqualTo(SignatureRefusal.MISSING_CERTIFICATE_TIMESTAMP);
        assertThat(refusal(byCertificate(), bundles.keyless(NOW, Optional.of(StandInLog.v1("ct.example")))))
                .isEqualTo(SignatureRefusal.MISSING_CERTIFICATE_TIMESTAMP);
    }

    @Test
    void aPromiseThatTheLogDidNotSignDoesNotCount() throws Exception {
        var forged = bundles.keyless(NOW, Optional.of(bundles.certificateLog.impostor()));

        assertThat(refusal(byCertificate(), forged)).isEqualTo(SignatureRefusal.MISSING_CERTIFICATE_TIMESTAMP);
    }

    @Test
    void aCertificateForAnotherPurposeIsRefused() throws Exception {
        var pair = StandInAuthority.ecKeys();
        var server = bundles.authority.signing(
                pair.getPublic(), IDENTITY, NOW, Optional.of(bundles.certificateLog), KeyPurposeId.id_kp_serverAuth);

        assertThat(refusal(byCertificate(), bundles.keyless(pair, server, NOW)))
                .isEqualTo(SignatureRefusal.UNFIT_CERTIFICATE);
    }

    @Test
    void aSignatureByAnotherKeyThanThatOfItsCertificateIsRefused() throws Exception {
        var certificate = bundles.authority.signing(
                StandInAuthority.ecKeys().getPublic(), IDENTITY, NOW, Optional.of(bundles.certificateLog));

        assertThat(refusal(byCertificate(), bundles.keyless(StandInAuthority.ecKeys(), certificate, NOW)))
                .isEqualTo(SignatureRefusal.BAD_SIGNATURE);
    }

    @Test
    void aCertificateNeedsATrustedTime() throws Exception {
        var root = new TrustMaterial()
                .log(bundles.log2)
                .certificateLog(bundles.certificateLog)
                .authority(bundles.authority.chain())
                .read();

        assertThat(refusal(SignatureVerification.of(List.of(), root), bundles.keyless()))
                .isEqualTo(SignatureRefusal.MISSING_TIME);
    }

    @Test
    void withoutAnyAuthorityForTimesACertificateMustBeValidNow() throws Exception {
        var corporate = SignatureVerification.of(
                List.of(),
                TrustedRoot.NONE.withCertificateAuthority(bundles.authority.chain(), CertificateUsage.SIGNING));

        corporate.verify(bundles.keyless(), NOW.plusSeconds(60));
        assertThat(refusal(corporate, bundles.keyless())).isEqualTo(SignatureRefusal.UNTRUSTED_CERTIFICATE);
    }

    @Test
    void anEnvelopeWithoutSignaturesIsRefused() throws Exception {
        var message = DsseEnvelope.read(
                "{\"payloadType\":\"a\",\"payload\":\"\",\"signatures\":[]}".getBytes(), "empty", JsonLimits.DEFAULT);

        var refused = catchThrowableOfType(RefusedSignatureException.class, () -> byKey().verify(message, NOW));

        assertThat(refused.refusal()).isEqualTo(SignatureRefusal.NO_SIGNATURE);
        assertThat(refused).hasMessage("empty: there is no signature");
    }

    @Test
    void aSignerWithoutAlternativeNamesIsShownByTheSubjectOfTheCertificate() throws Exception {
        var named =
                IssuedCertificate.request("CN=alice, O=Example").selfSigned().certificate();
        var subject = CertificateSubject.of(List.of(named), "test");
        var identity = new SignerIdentity.Certificate(
                "", List.of(named), subject, List.of(), List.of(), List.of(), List.of(), Optional.empty());
        var withName = new SignerIdentity.Certificate(
                "",
                List.of(named),
                subject,
                List.of("a@example.com"),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());

        assertThat(identity.shownNames()).containsExactly("CN=alice,O=Example");
        assertThat(withName.shownNames()).containsExactly("a@example.com");
    }
}
