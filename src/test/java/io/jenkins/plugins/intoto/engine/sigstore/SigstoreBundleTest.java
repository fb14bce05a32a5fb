package io.jenkins.plugins.intoto.engine.sigstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.engine.sigstore.VerificationMaterial.CertificateChain;
import io.jenkins.plugins.intoto.engine.sigstore.VerificationMaterial.PublicKeyHint;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigstoreBundleTest {
    private static SignedBundles bundles;

    @BeforeAll
    static void sign() throws Exception {
        bundles = new SignedBundles();
    }

    private static SigstoreBundle read(String text) throws MalformedMetadataException {
        return SigstoreBundle.read(text.getBytes(StandardCharsets.UTF_8), "b.json", JsonLimits.DEFAULT);
    }

    private static String text(SigstoreBundle bundle) {
        return new String(bundle.toJson(), StandardCharsets.UTF_8);
    }

    /** A bundle with the verification material changed. */
    private static String with(SigstoreBundle bundle, String mediaType, Map<String, Object> changes) throws Exception {
        var json = new TreeMap<>(
                Json.parseObject(bundle.toJson(), "b", JsonLimits.DEFAULT).asMap());
        @SuppressWarnings("unchecked")
        var material = new TreeMap<>((Map<String, Object>) json.get("verificationMaterial"));
        changes.forEach((name, value) -> {
            if (value.equals("")) {
                material.remove(name);
            } else {
                material.put(name, value);
            }
        });
        json.put("verificationMaterial", material);
        json.put("mediaType", mediaType);
        return new String(Json.compact(json), StandardCharsets.UTF_8);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        for (var bundle : List.of(bundles.keyed(), bundles.loggedV1(), bundles.loggedV2(), bundles.keyless())) {
            assertThat(text(read(text(bundle)))).isEqualTo(text(bundle)).doesNotContain("\n");
        }
    }

    @Test
    void moreTimestampsOrEntriesThanAnybodyNeedsAreRefused() throws Exception {
        var many = bundles.stamped();
        var logged = bundles.loggedV1();
        for (int i = 1; i < 32; i++) {
            many = many.withTimestamp(many.timestamps().get(0));
            logged = logged.withEntry(logged.entries().get(0));
        }
        assertThat(read(text(many)).timestamps()).hasSize(32);
        assertThat(read(text(logged)).entries()).hasSize(32);
        var stamps = text(many.withTimestamp(new byte[1]));
        var entries = text(logged.withEntry(logged.entries().get(0)));

        assertThatThrownBy(() -> read(stamps))
                .isInstanceOf(MalformedMetadataException.class)
                .hasMessage("b.json: /verificationMaterial/timestampVerificationData/rfc3161Timestamps: "
                        + "has 33 elements, more than 32");
        assertThatThrownBy(() -> read(entries))
                .isInstanceOf(MalformedMetadataException.class)
                .hasMessage("b.json: /verificationMaterial/tlogEntries: has 33 elements, more than 32");
    }

    @Test
    void theHintOfAKeyIsTheKeyIdOfTheSignature() throws Exception {
        var bundle = bundles.keyed();

        assertThat(bundle.material())
                .isEqualTo(new PublicKeyHint(bundles.key.publicKey().keyId().value()));
        assertThatThrownBy(() -> read(text(bundle).replaceFirst("\"hint\":\"..", "\"hint\":\"xx")))
                .hasMessage(
                        "b.json: /verificationMaterial/publicKey/hint: differs from the \"keyid\" of the signature");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/vnd.dev.sigstore.bundle+json;version=0.1",
                "application/vnd.dev.sigstore.bundle+json;version=0.2",
                "application/vnd.dev.sigstore.bundle+json;version=0.3",
                "application/vnd.dev.sigstore.bundle.v0.3+json"
            })
    void allVersionsAreRead(String mediaType) throws Exception {
        assertThat(read(with(bundles.loggedV1(), mediaType, Map.of())).entries())
                .hasSize(1);
    }

    @Test
    void olderVersionsMayHaveAChain() throws Exception {
        var chain = bundles.authority.chain().stream()
                .map(certificate -> {
                    try {
                        return (Object)
                                Map.of("rawBytes", Base64.getEncoder().encodeToString(certificate.getEncoded()));
                    } catch (java.security.cert.CertificateEncodingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
        Map<String, Object> changes = Map.of("publicKey", "", "x509CertificateChain", Map.of("certificates", chain));
        var older = with(bundles.keyed(), "application/vnd.dev.sigstore.bundle+json;version=0.2", changes);

        assertThat(((CertificateChain) read(older).material()).chain()).isEqualTo(bundles.authority.chain());
        assertThatThrownBy(() -> read(with(bundles.keyed(), SigstoreBundle.MEDIA_TYPE, changes)))
                .hasMessageContaining("/verificationMaterial/x509CertificateChain: is not of a bundle 0.3");
    }

    @Test
    void fromVersion2OnAnEntryNeedsItsProof() throws Exception {
        var entry = new TreeMap<>(bundles.loggedV1().entries().get(0).asMap());
        entry.remove("inclusionProof");
        Map<String, Object> changes = Map.of("tlogEntries", List.of(entry));

        read(with(bundles.keyed(), "application/vnd.dev.sigstore.bundle+json;version=0.1", changes));
        assertThatThrownBy(() -> read(with(bundles.keyed(), SigstoreBundle.MEDIA_TYPE, changes)))
                .hasMessage(
                        "b.json: /verificationMaterial/tlogEntries/0/inclusionProof: must be there with its checkpoint"
                                + " in a bundle 0.2 or later");
    }

    @Test
    void nullIsAsGoodAsNothing() throws Exception {
        var text = text(bundles.keyed()).replaceFirst("\\{", "{\"messageSignature\":null,");

        read(text.replace("\"tlogEntries\":[]", "\"tlogEntries\":null,\"timestampVerificationData\":null"));
    }

    @Test
    void unknownMembersAreIgnored() throws Exception {
        read(text(bundles.keyed()).replace("\"publicKey\":{", "\"more\":1,\"publicKey\":{\"more\":[],"));
    }

    @Test
    void aBundleHasOneSignature() throws Exception {
        var twice = text(bundles.keyed()).replaceFirst("\"signatures\":\\[(\\{[^}]*})]", "\"signatures\":[$1,$1]");

        assertThatThrownBy(() -> read(twice))
                .hasMessage("b.json: /dsseEnvelope/signatures: must be one signature, are 2");
    }

    @Test
    void aBundleOfAFileIsNoAttestation() throws Exception {
        var bundle = text(bundles.keyed()).replace("dsseEnvelope", "messageSignature");

        var neither = text(bundles.keyed()).replace("dsseEnvelope", "envelope");

        assertThatThrownBy(() -> read(bundle)).hasMessage("b.json: holds the signature of a file, not an attestation");
        assertThatThrownBy(() -> read(neither)).hasMessage("b.json: holds no DSSE envelope, so no attestation");
    }

    @Test
    void hashesOfAProofMayBeInTheUrlSafeAlphabetAsAllBytes() throws Exception {
        var bundle = text(bundles.loggedV2()).replaceFirst("\"hashes\":\\[[^]]*]", "\"hashes\":[\"-_8\"]");

        var proof = read(bundle).entries().get(0).inclusionProof().orElseThrow();

        assertThat(proof.hashes()).containsExactly(new byte[] {(byte) 0xfb, (byte) 0xff});
    }

    @Test
    void aNegativeIndexIsRefused() throws Exception {
        var bundle = text(bundles.loggedV2()).replaceFirst("\"logIndex\":\"\\d+\"", "\"logIndex\":\"-1\"");

        assertThatThrownBy(() -> read(bundle))
                .hasMessageContaining("must be an integer of 64 bits that is not negative");
    }

    @Test
    void aTrustedRootNeedsTheBeginOfEachPeriod() throws Exception {
        var trusted = new String(bundles.trust().toJson(), StandardCharsets.UTF_8)
                .replace("\"start\":\"2026", "\"begin\":\"2026");

        assertThatThrownBy(() ->
                        TrustedRoot.read(trusted.getBytes(StandardCharsets.UTF_8), "root.json", JsonLimits.DEFAULT))
                .hasMessage("root.json: /certificateAuthorities/0/validFor/start: must be there");
    }

    @Test
    void logsWithKeysOfUnknownKindsArePassedOver() throws Exception {
        var trusted = new String(bundles.trust().toJson(), StandardCharsets.UTF_8).replace("PKIX_ED25519", "ML_DSA_65");

        var root = TrustedRoot.read(trusted.getBytes(StandardCharsets.UTF_8), "root.json", JsonLimits.DEFAULT);

        assertThat(root.logs()).hasSize(1);
    }
}
