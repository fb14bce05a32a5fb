package io.jenkins.plugins.intoto.engine.policy.source;

import static io.jenkins.plugins.intoto.engine.policy.Attestations.ALICE;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.BOB;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.MALLORY;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.NOW;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.expecting;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.policy.Policy;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignedPolicyTest {
    private static final byte[] YAML = expecting(
                    "- predicateType: https://slsa.dev/provenance/v1\n  functionaries: [alice]\n")
            .getBytes(UTF_8);

    private static Policy read(byte[] content, SigningKey... keys) throws Exception {
        var publicKeys = new ArrayList<io.jenkins.plugins.intoto.engine.key.VerificationKey>();
        for (var key : keys) {
            publicKeys.add(key.publicKey());
        }
        return SignedPolicy.read(content, "gate.policy", publicKeys, KeyNames.NONE, NOW);
    }

    private static void assertUntrusted(byte[] content, String reason, SigningKey... keys) {
        assertThatThrownBy(() -> read(content, keys))
                .isInstanceOf(UntrustedPolicyException.class)
                .hasMessageStartingWith("gate.policy: ")
                .hasMessageContaining(reason);
    }

    @Test
    void aPolicyThatEachKeyHasSignedIsRead() throws Exception {
        var signed = SignedPolicy.sign(YAML, List.of(ALICE, BOB));

        assertThat(read(signed, ALICE).subjects()).hasSize(1);
        assertThat(read(signed, ALICE, BOB).digest())
                .isEqualTo(PolicyReader.read(YAML, "other").digest());
    }

    @Test
    void eachOfTheKeysMustHaveSigned() throws Exception {
        assertUntrusted(SignedPolicy.sign(YAML, List.of(ALICE)), "no valid signature by key", ALICE, MALLORY);
    }

    @Test
    void aChangedPolicyIsNotRead() throws Exception {
        var signed = new String(SignedPolicy.sign(YAML, List.of(ALICE)), UTF_8);
        var other = new String(SignedPolicy.sign("expires: never".getBytes(UTF_8), List.of(ALICE)), UTF_8);
        var payload = other.replaceFirst(".*(\"payload\":\"[^\"]*\").*", "$1");

        assertUntrusted(
                signed.replaceFirst("\"payload\":\"[^\"]*\"", payload).getBytes(UTF_8), "no valid signature", ALICE);
    }

    @Test
    void aPolicyWithoutASignatureIsNotRead() {
        assertUntrusted(YAML, "it is not signed", ALICE);
        assertUntrusted(
                "{\"payload\":\"\",\"payloadType\":\"application/vnd.in-toto.policy+yaml\",\"signatures\":[]}"
                        .getBytes(UTF_8),
                "no valid signature",
                ALICE);
    }

    @Test
    void withoutAKeyNothingIsTrusted() throws Exception {
        assertUntrusted(SignedPolicy.sign(YAML, List.of(ALICE)), "there is no key");
    }

    @Test
    void whatWasSignedAsSomethingElseIsNoPolicy() throws Exception {
        var message = DsseEnvelope.sign(DsseEnvelope.IN_TOTO_TYPE, YAML, ALICE.forAttestations());

        assertUntrusted(message.toJson(), "not of a policy", ALICE);
    }

    @Test
    void aSignedTextThatIsNoPolicyIsMalformed() throws Exception {
        var signed = SignedPolicy.sign("a: 1".getBytes(UTF_8), List.of(ALICE));

        assertThatThrownBy(() -> read(signed, ALICE)).isInstanceOf(MalformedPolicyException.class);
    }

    @Test
    void theTextIsThatOfTheEnvelopeOrTheFile() throws Exception {
        assertThat(SignedPolicy.textOf(SignedPolicy.sign(YAML, List.of(ALICE)), "p"))
                .isEqualTo(YAML);
        assertThat(SignedPolicy.textOf(YAML, "p")).isEqualTo(YAML);
    }
}
