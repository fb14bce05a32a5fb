package io.jenkins.plugins.intoto.engine.envelope;

import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.ALICE;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.BOB;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.NOW;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.artifacts;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.bytes;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.link;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.intoto.engine.json.CanonicalJson;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.key.KeyIdRule;
import io.jenkins.plugins.intoto.engine.key.Signature;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.engine.model.MetadataDefect;
import io.jenkins.plugins.intoto.engine.verify.SupplyChain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
    private static final Link LINK = new Link(
            "build",
            List.of("sh", "-c", "echo \"é\u0001\ud83d\ude00\""),
            artifacts("a", "ü \ud83d\ude00"),
            artifacts("b"),
            Map.of("return-value", 0L, "stdout", "line\n", "unknown", List.of(Map.of("x", true))),
            Map.of("workdir", "/w"));

    private static Envelope read(String text) throws MalformedMetadataException {
        return EnvelopeReader.read(text.getBytes(StandardCharsets.UTF_8), "x.link", JsonLimits.DEFAULT);
    }

    static byte[] signedBytes(Envelope envelope) throws IOException {
        var out = new ByteArrayOutputStream();
        envelope.writeSignedBytes(out);
        return out.toByteArray();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadBackAndItsSignatureHolds(EnvelopeFormat format) throws Exception {
        var envelope = EnvelopeReader.read(bytes(LINK, format, ALICE), "x.link", JsonLimits.DEFAULT);
        assertThat(envelope.format()).isEqualTo(format);
        assertThat(envelope.payload()).isEqualTo(LINK);
        assertThat(envelope.signatureBy(ALICE.publicKey(), NOW)).isPresent();
        assertThat(envelope.signatureBy(BOB.publicKey(), NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 7, 64, 76})
    void aPayloadMayHaveLineEndsWithinItsBase64(int width) throws Exception {
        var text = new String(bytes(LINK, EnvelopeFormat.DSSE, ALICE), StandardCharsets.UTF_8);
        var payload = text.replaceFirst("(?s).*\"payload\":\\s*\"([^\"]*)\".*", "$1");

        var envelope = read(text.replace(payload, payload.replaceAll("(.{" + width + "})", "$1\\\\n")));

        assertThat(envelope.payload()).isEqualTo(LINK);
        assertThat(envelope.signatureBy(ALICE.publicKey(), NOW)).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void aSignatureIsListedUnderBothIdsOfItsKey(EnvelopeFormat format) throws Exception {
        var signatures = EnvelopeReader.read(bytes(LINK, format, ALICE), "x.link", JsonLimits.DEFAULT)
                .signatures();
        assertThat(signatures)
                .extracting(Signature::keyId)
                .containsExactly(
                        ALICE.publicKey().idUnder(KeyIdRule.LEGACY),
                        ALICE.publicKey().idUnder(KeyIdRule.CURRENT));
        assertThat(signatures.get(0).value()).isEqualTo(signatures.get(1).value());
    }

    @Test
    void aMetablockIsLaidOutAsTheReferenceWritesIt() {
        var text = new String(
                bytes(link("s", artifacts(), artifacts()), EnvelopeFormat.METABLOCK), StandardCharsets.UTF_8);
        assertThat(text).isEqualTo("""
                        {
                         "signatures": [],
                         "signed": {
                          "_type": "link",
                          "byproducts": {},
                          "command": [],
                          "environment": {},
                          "materials": {},
                          "name": "s",
                          "products": {}
                         }
                        }
                        """);
    }

    @Test
    void dsseSignaturesCoverThePreAuthenticationEncodingWithLengthsInBytes() throws Exception {
        var envelope = SupplyChain.read(bytes(LINK, EnvelopeFormat.DSSE, ALICE), "x.link");
        var text = new String(signedBytes(envelope), StandardCharsets.UTF_8);
        var body = text.substring(text.indexOf('{'));
        assertThat(text)
                .startsWith("DSSEv1 28 application/vnd.in-toto+json " + body.getBytes(StandardCharsets.UTF_8).length
                        + " {");
    }

    @Test
    void aDssePayloadNeedNotBeCanonicalAndItsBytesCount() throws Exception {
        var body = "{ \"name\" : \"s\", \"_type\":\"link\",\n\"materials\":{}, \"products\":{} }";
        var envelope = read(dsse(Base64.getEncoder(), body, "application/vnd.in-toto+json"));
        assertThat(envelope.payload()).isEqualTo(link("s", artifacts(), artifacts()));
        assertThat(new String(signedBytes(envelope), StandardCharsets.UTF_8)).endsWith(body);
    }

    @Test
    void standardAndUrlSafeBase64AreReadPaddedOrNot() throws Exception {
        var body = "{\"name\":\"??>>~~\",\"_type\":\"link\"}";
        for (var encoder : List.of(
                Base64.getEncoder(),
                Base64.getUrlEncoder(),
                Base64.getEncoder().withoutPadding(),
                Base64.getUrlEncoder().withoutPadding())) {
            assertThat(((Link) read(dsse(encoder, body, "application/vnd.in-toto+json"))
                                    .payload())
                            .name())
                    .isEqualTo("??>>~~");
        }
    }

    @Test
    void aDsseSignatureWithoutKeyIdIsTriedWithTheKey() throws Exception {
        var json = new TreeMap<>(Json.parseObject(bytes(LINK, EnvelopeFormat.DSSE, ALICE), "x", JsonLimits.DEFAULT)
                .asMap());
        var signature = (Map<?, ?>) ((List<?>) json.get("signatures")).get(0);
        json.put("signatures", List.of(Map.of("sig", signature.get("sig"))));
        var envelope = EnvelopeReader.read(Json.compact(json), "x.link", JsonLimits.DEFAULT);
        assertThat(envelope.signatureBy(ALICE.publicKey(), NOW)).isPresent();
        assertThat(envelope.signatureBy(BOB.publicKey(), NOW)).isEmpty();
    }

    @Test
    void ofTwoSignaturesUnderOneIdOnlyTheFirstIsLookedAt() throws Exception {
        var unsigned = UnsignedEnvelope.of(LINK, EnvelopeFormat.METABLOCK);
        var good = unsigned.sign(ALICE).get(0);
        var bad = Signature.of(good.keyId(), new byte[64]);
        var first = read(new String(unsigned.toByteArray(List.of(good, bad)), StandardCharsets.UTF_8));
        var second = read(new String(unsigned.toByteArray(List.of(bad, good)), StandardCharsets.UTF_8));
        assertThat(first.signatureBy(ALICE.publicKey(), NOW)).isPresent();
        assertThat(second.signatureBy(ALICE.publicKey(), NOW)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anEnvelopeIsSignedAgainAsItStandsUnknownMembersIncluded(EnvelopeFormat format) throws Exception {
        var text = format == EnvelopeFormat.DSSE
                ? dsse(Base64.getEncoder(), "{\"name\":\"s\",\"_type\":\"link\",\"new\":1}", DsseEnvelope.IN_TOTO_TYPE)
                : "{\"signatures\":[],\"signed\":{\"name\":\"s\",\"_type\":\"link\",\"new\":1}}";
        var unsigned = UnsignedEnvelope.of(read(text));
        var again = EnvelopeReader.read(unsigned.toByteArray(unsigned.sign(BOB)), "x.link", JsonLimits.DEFAULT);
        assertThat(again.signatureBy(BOB.publicKey(), NOW)).isPresent();
        assertThat(signedBytes(again)).isEqualTo(signedBytes(read(text)));
        assertThat(again.format()).isEqualTo(format);
    }

    @Test
    void certificatesAndGpgHeadersAreKept() throws Exception {
        var unsigned = UnsignedEnvelope.of(LINK, EnvelopeFormat.METABLOCK);
        var signatures = new ArrayList<Signature>();
        signatures.add(Signature.of(ALICE.publicKey().keyId(), new byte[] {1}).withCertificate("-----BEGIN"));
        signatures.add(Signature.ofGpg(BOB.publicKey().keyId(), new byte[] {2}, new byte[] {3}));
        assertThat(EnvelopeReader.read(unsigned.toByteArray(signatures), "x.link", JsonLimits.DEFAULT)
                        .signatures())
                .isEqualTo(signatures);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | NOT_JSON | must be a JSON object",
                "{\"signed\": | NOT_JSON | is not valid JSON",
                "{} | NO_ENVELOPE | has neither",
                "{\"signed\":{},\"payload\":\"\"} | NO_ENVELOPE | has neither",
                "{\"signed\":{}} | WRONG_SHAPE | has no \"signatures\"",
                "{\"signed\":{},\"signatures\":{}} | WRONG_SHAPE | /signatures: must be an array, is an object",
                "{\"signed\":{},\"signatures\":[1]} | WRONG_SHAPE | /signatures/0: must be an object",
                "{\"signed\":{},\"signatures\":[{\"keyid\":\"a\"}]} | WRONG_SHAPE | /signatures/0: has no \"sig\"",
                "{\"signed\":{},\"signatures\":[{\"keyid\":\"a\",\"sig\":\"xyz\"}]} | WRONG_SHAPE | is not hexadecimal",
                "{\"signed\":{},\"signatures\":[]} | WRONG_SHAPE | has no \"_type\"",
                "{\"signed\":[],\"signatures\":[]} | WRONG_SHAPE | must be a JSON object",
                "{\"signed\":{\"_type\":\"x\"},\"signatures\":[]} | WRONG_TYPE | neither",
                "{\"signed\":{\"a\":1.5},\"signatures\":[]} | NOT_JSON | fraction",
                "{\"signed\":{\"a\":1,\"a\":1},\"signatures\":[]} | NOT_JSON | twice",
                "{\"signed\":{\"_type\":\"link\"},\"signatures\":[]} | WRONG_SHAPE | has no \"name\"",
                "{\"signed\":{\"_type\":\"link\",\"name\":\"a\",\"materials\":[]},\"signatures\":[]} | WRONG_SHAPE | /materials: must be an object",
                "{\"signed\":{\"_type\":\"link\",\"name\":\"a\",\"products\":{\"f\":\"x\"}},\"signatures\":[]} | WRONG_SHAPE | digests of \"f\"",
                "{\"signed\":{\"_type\":\"link\",\"name\":\"a\",\"products\":{\"f\":{\"sha256\":\"x\"}}},\"signatures\":[]} | MALFORMED_DIGEST | not hexadecimal",
                "{\"signed\":{\"_type\":\"link\",\"name\":\"a\",\"products\":{\"./f\":{\"sha256\":\"00\"}}},\"signatures\":[]} | PATH_NOT_NORMAL | would change",
                "{\"payload\":\"\",\"payloadType\":\"x\",\"signatures\":[]} | NO_ENVELOPE | /payloadType: must be",
                "{\"payload\":\"!\",\"payloadType\":\"application/vnd.in-toto+json\",\"signatures\":[]} | WRONG_SHAPE | /payload: is not base64",
                "{\"payload\":null,\"payloadType\":\"application/vnd.in-toto+json\",\"signatures\":[]} | WRONG_SHAPE | /payload: must be a string"
            })
    void whatIsNoEnvelopeIsRefusedWithThePlaceAndTheReason(String text, MetadataDefect defect, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(MalformedMetadataException.class, e -> assertThat(e.defect())
                        .isEqualTo(defect))
                .hasMessageStartingWith("x.link: ")
                .hasMessageContaining(message);
    }

    @Test
    void anAttestationInPlaceOfALinkIsNamedForWhatItIsNot() {
        var body = "{\"_type\":\"https://in-toto.io/Statement/v1\"}";
        assertThatThrownBy(() -> read(dsse(Base64.getEncoder(), body, DsseEnvelope.IN_TOTO_TYPE)))
                .hasMessageContaining("is neither \"link\" nor \"layout\" but \"https://in-toto.io/Statement/v1\"");
    }

    @Test
    void aDirectoryOrAMissingFileIsNamed(@TempDir Path directory) {
        assertThatThrownBy(() -> EnvelopeReader.read(directory, JsonLimits.DEFAULT))
                .hasMessage(directory + ": is a directory, a file was expected");
        assertThatThrownBy(() -> EnvelopeReader.read(directory.resolve("no"), JsonLimits.DEFAULT))
                .hasMessage(directory.resolve("no") + ": no such file");
    }

    private static String dsse(Base64.Encoder encoder, String body, String type) {
        return "{\"payload\":\"" + encoder.encodeToString(body.getBytes(StandardCharsets.UTF_8))
                + "\",\"payloadType\":\"" + type + "\",\"signatures\":[]}";
    }

    private static String metablock(List<Signature> signatures) {
        return new String(
                UnsignedEnvelope.of(LINK, EnvelopeFormat.METABLOCK).toByteArray(signatures), StandardCharsets.UTF_8);
    }

    private static String dsse(List<Signature> signatures) {
        return new String(
                UnsignedEnvelope.of(LINK, EnvelopeFormat.DSSE).toByteArray(signatures), StandardCharsets.UTF_8);
    }

    private static List<Signature> signatures(int count, String keyId) {
        return Stream.generate(() -> Signature.of(new KeyId(keyId), new byte[64]))
                .limit(count)
                .toList();
    }

    private static void assertTooMany(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOfSatisfying(MalformedMetadataException.class, e -> {
            assertThat(e.defect()).isEqualTo(MetadataDefect.TOO_MANY_SIGNATURES);
            assertThat(e.pointer()).isEqualTo("/signatures");
        });
    }

    @Test
    void moreSignaturesThanAnybodyNeedsAreRefusedAndNotChecked() throws Exception {
        assertThat(read(metablock(signatures(64, "aa"))).signatures()).hasSize(64);
        assertThat(read(dsse(signatures(64, "aa"))).signatures()).hasSize(64);

        assertTooMany(metablock(signatures(65, "aa")));
        assertTooMany(dsse(signatures(65, "aa")));
        assertThatThrownBy(() -> DsseEnvelope.read(
                        dsse(signatures(65, "aa")).getBytes(StandardCharsets.UTF_8), "x.link", JsonLimits.DEFAULT))
                .hasMessage("x.link: /signatures: has 65 signatures, more than the 64 allowed");
    }

    @Test
    void signaturesWithoutAKeyIdWhichAreTriedWithEveryKeyAreLimitedFurther() throws Exception {
        assertThat(read(metablock(signatures(4, ""))).signatures()).hasSize(4);
        assertThat(read(dsse(signatures(4, ""))).signatures()).hasSize(4);

        assertTooMany(metablock(signatures(5, "")));
        assertTooMany(dsse(signatures(5, "")));
        assertThatThrownBy(() -> DsseEnvelope.read(
                        dsse(signatures(5, "")).getBytes(StandardCharsets.UTF_8), "x.link", JsonLimits.DEFAULT))
                .hasMessageContaining("has 5 signatures without a key id, more than the 4 allowed");
    }

    @Test
    void certificatesAreCountedHoweverTheyAreSpreadOverTheSignatures() throws Exception {
        var pem = "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n";
        var one = Signature.of(new KeyId("aa"), new byte[64]).withCertificate(pem);
        assertThat(read(metablock(Collections.nCopies(16, one))).signatures()).hasSize(16);

        assertTooMany(metablock(Collections.nCopies(17, one)));
        assertTooMany(
                metablock(List.of(Signature.of(new KeyId("aa"), new byte[64]).withCertificate(pem.repeat(17)))));
    }

    @Test
    void signaturesAreNotCheckedForWhoeverIsInterrupted() throws Exception {
        var envelope = EnvelopeReader.read(bytes(LINK, EnvelopeFormat.METABLOCK, ALICE), "x.link", JsonLimits.DEFAULT);

        Thread.currentThread().interrupt();

        assertThat(envelope.signatureBy(ALICE.publicKey(), NOW)).isEmpty();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(envelope.signatureBy(ALICE.publicKey(), NOW)).isPresent();
    }

    @Test
    void theSignatureOfALargeLinkIsNotCheckedToItsEndForWhoeverIsInterrupted() throws Exception {
        var output = Map.<String, Object>of("stdout", "x".repeat(1 << 20));
        var large = new Link("build", List.of(), artifacts("a"), artifacts("b"), output, Map.of());

        for (var format : EnvelopeFormat.values()) {
            var envelope = EnvelopeReader.read(bytes(large, format, ALICE), "x.link", JsonLimits.DEFAULT);
            var written = new ByteArrayOutputStream() {
                @Override
                public void write(byte[] octets, int offset, int length) {
                    super.write(octets, offset, length);
                    Thread.currentThread().interrupt();
                }
            };

            assertThatThrownBy(() -> envelope.checkedMessage().writeTo(written))
                    .isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(written.size()).isPositive().isLessThan(1 << 20);
        }
    }

    @Test
    void aMessageThatIsTooLargeToBeCopiedIsSignedByEd25519AsOthersAre() throws Exception {
        var output = Map.<String, Object>of("stdout", "x".repeat(5 << 20));
        var large = new Link("build", List.of(), artifacts("a"), artifacts("b"), output, Map.of());

        for (var format : EnvelopeFormat.values()) {
            var envelope = EnvelopeReader.read(bytes(large, format, ALICE), "x.link", JsonLimits.DEFAULT);
            assertThat(envelope.signatureBy(ALICE.publicKey(), NOW)).isPresent();
            assertThat(envelope.signatureBy(BOB.publicKey(), NOW)).isEmpty();
            var jdk = java.security.Signature.getInstance("Ed25519");
            jdk.initVerify(KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(ALICE.publicKey().encoded())));
            jdk.update(signedBytes(envelope));
            assertThat(jdk.verify(envelope.signatures().get(0).value())).isTrue();
        }
    }

    @Test
    void membersInAnyOrderAndUnknownOnesAreCoveredAsTheyStand() throws Exception {
        var text =
                "{\"signed\":{\"products\":{\"b\":{\"sha512\":\"AB\",\"sha256\":\"00\"},\"a\":{}},\"zzz\":[1,{\"b\":null,\"a\":\"\\u00e9\\n\"}],"
                        + "\"name\":\"s\",\"_type\":\"link\",\"materials\":{\"\\ud83d\\ude00\":{\"sha256\":\"01\"},\"\\uffee\":{\"sha256\":\"02\"}}},\"signatures\":[]}";

        assertThat(new String(signedBytes(read(text)), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"_type\":\"link\",\"materials\":{\"\uffee\":{\"sha256\":\"02\"},\"\ud83d\ude00\":{\"sha256\":\"01\"}},\"name\":\"s\","
                                + "\"products\":{\"a\":{},\"b\":{\"sha256\":\"00\",\"sha512\":\"AB\"}},\"zzz\":[1,{\"a\":\"é\n\",\"b\":null}]}");
    }

    @Test
    void whateverArtifactsAreCalledTheirCanonicalFormIsCovered() throws Exception {
        var digests = Map.of(
                "\uffee", "00", "\ud83d\ude00", "01", "a\"\\b\n", "02", "sha256", "ab".repeat(32), "sha512", "AB");
        var link = Map.of(
                "_type",
                "link",
                "name",
                "s",
                "materials",
                Map.of("a\"b?", digests, "\uffee", digests, "\ud83d\ude00", Map.of(), "é\"".repeat(20_000), digests),
                "products",
                Map.of());
        var text = Json.compact(Map.of("signed", link, "signatures", List.of()));

        assertThat(signedBytes(EnvelopeReader.read(text, "x.link", JsonLimits.DEFAULT)))
                .isEqualTo(CanonicalJson.of(link));
    }

    @Test
    void anArtifactHasAtMost255DigestsEachNamedOnce() throws Exception {
        var digests =
                IntStream.range(0, 255).mapToObj(i -> "\"d" + i + "\":\"00\"").collect(joining(","));
        var text =
                "{\"signed\":{\"_type\":\"link\",\"name\":\"s\",\"products\":{},\"materials\":{\"a\":{%s}}},\"signatures\":[]}";

        assertThat(((Link) read(text.formatted(digests)).payload()).materials().find("a"))
                .hasValueSatisfying(found -> assertThat(found.asMap()).hasSize(255));
        assertThatThrownBy(() -> read(text.formatted(digests + ",\"d255\":\"00\"")))
                .hasMessageContaining("there are more than 255 digests of \"a\"");
        assertThatThrownBy(() -> read(text.formatted(digests + ",\"d7\":\"01\"")))
                .hasMessageContaining("is named twice in one object");
    }

    @Test
    void moreTextThanIsHeldBesideArtifactsIsRefused() {
        var output = Map.<String, Object>of("stdout", "x".repeat(65 << 20));
        var link = new Link("build", List.of(), artifacts("a"), artifacts("b"), output, Map.of());

        assertThatThrownBy(() -> EnvelopeReader.read(
                        UnsignedEnvelope.of(link, EnvelopeFormat.METABLOCK).toByteArray(List.of()),
                        "x.link",
                        JsonLimits.DEFAULT))
                .isInstanceOf(MalformedMetadataException.class)
                .hasMessageContaining("bytes that can be held");
    }

    @Test
    void itIsKnownBeforeItIsMadeWhetherAFileIsTooLarge() throws Exception {
        for (var format : EnvelopeFormat.values()) {
            var unsigned = UnsignedEnvelope.of(LINK, format);
            assertThat(unsigned.isLargerThan(1 << 20)).isFalse();
            assertThat(unsigned.isLargerThan(1000)).isTrue();
        }
    }
}
