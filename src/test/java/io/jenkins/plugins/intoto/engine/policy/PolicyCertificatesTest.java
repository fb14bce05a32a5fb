package io.jenkins.plugins.intoto.engine.policy;

import static io.jenkins.plugins.intoto.engine.policy.Attestations.PROVENANCE;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.line;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.provenance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.key.BrokenPath;
import io.jenkins.plugins.intoto.engine.key.IssuedCertificate;
import io.jenkins.plugins.intoto.engine.policy.source.MalformedPolicyException;
import io.jenkins.plugins.intoto.engine.sigstore.SigstoreBundle;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose certificates a policy accepts, and how many persons they are. */
class PolicyCertificatesTest {
    private static final String ANYBODY = "uris: ['" + BrokenPath.URI + "*']";

    private static Attestations.LineSigner by(IssuedCertificate signer) {
        return statement -> SigstoreBundle.of(DsseEnvelope.sign(
                        DsseEnvelope.IN_TOTO_TYPE, statement, signer.key().forAttestations()))
                .withCertificate(signer.certificate())
                .toJson();
    }

    private static String policy(BrokenPath.Path path, int threshold, String... functionaries) {
        var yaml = new StringBuilder("expires: 2028-01-01T00:00:00Z\nroots:\n  tenant:\n    certificate: |\n"
                + path.root().pem().indent(6) + "    intermediates:\n");
        path.intermediates().forEach(intermediate -> yaml.append("      - |\n")
                .append(intermediate.pem().indent(8)));
        if (path.intermediates().isEmpty()) {
            yaml.append("      []\n");
        }
        yaml.append("functionaries:\n");
        for (int i = 0; i < functionaries.length; i++) {
            yaml.append("  f" + i + ": {keyType: x509, roots: [tenant], " + functionaries[i] + "}\n");
        }
        var names = List.of("f0", "f1").subList(0, functionaries.length);
        return yaml + "subjects:\n  - subject: ['api-*']\n    expectedPredicates:\n      - predicateType: " + PROVENANCE
                + "\n        functionaries: " + names + "\n        threshold: " + threshold + "\n";
    }

    private static PolicyVerdict verdict(String policy, IssuedCertificate... signers) throws Exception {
        var lines = new byte[signers.length][];
        for (int i = 0; i < signers.length; i++) {
            lines[i] = line(PROVENANCE, provenance(), by(signers[i]));
        }
        return Attestations.verify(policy, lines);
    }

    @ParameterizedTest
    @EnumSource
    void aCertificateWhosePathIsBrokenIsRefused(BrokenPath broken) throws Exception {
        var path = broken.path(KeyPurposeId.id_kp_codeSigning);

        var verdict = verdict(policy(path, 1, ANYBODY), path.signer());

        assertThat(verdict.passed()).isFalse();
        assertThat(Attestations.candidate(verdict).status())
                .isIn(CandidateStatus.UNTRUSTED_SIGNER, CandidateStatus.BAD_SIGNATURE);
    }

    /** An empty list is no demand, so whoever has a certificate of the authority would do. */
    @Test
    void aFunctionaryOfWhomNoNameIsDemandedIsRefused() {
        var path = BrokenPath.sound();

        for (var names : List.of("uris: []", "emails: [], dnsNames: []", "builderIds: []")) {
            assertThatThrownBy(() -> verdict(policy(path, 1, names), path.signer()))
                    .isInstanceOf(MalformedPolicyException.class)
                    .hasMessageContaining("anyone with a certificate would do");
        }
    }

    @Test
    void aCertificateWithoutExtendedKeyUsageIsFit() throws Exception {
        var path = BrokenPath.sound();

        assertThat(verdict(policy(path, 1, ANYBODY), path.signer()).failures()).isEmpty();
    }

    @Test
    void aCertificateForCodeSigningOrAnyUseIsFit() throws Exception {
        for (var use : List.of(KeyPurposeId.id_kp_codeSigning, KeyPurposeId.anyExtendedKeyUsage)) {
            var path = BrokenPath.sound(use);
            assertThat(verdict(policy(path, 1, ANYBODY), path.signer()).failures())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"serverAuth", "1.3.6.1.5.5.7.3.1"})
    void aCertificateForAnotherUseIsFitIfTheFunctionaryAsksForThatUse(String use) throws Exception {
        var path = BrokenPath.sound(KeyPurposeId.id_kp_serverAuth);

        assertThat(verdict(policy(path, 1, ANYBODY), path.signer()).passed()).isFalse();
        assertThat(verdict(policy(path, 1, ANYBODY + ", extendedKeyUsages: [" + use + "]"), path.signer())
                        .failures())
                .isEmpty();
        assertThat(verdict(policy(path, 1, ANYBODY + ", extendedKeyUsages: [clientAuth]"), path.signer())
                        .passed())
                .isFalse();
    }

    /** One person, two names in each certificate: each of two functionaries takes the certificate by another name. */
    @Test
    void twoCertificatesOfOnePersonCountOnceForTwoFunctionaries() throws Exception {
        var path = BrokenPath.sound();
        var authority = path.intermediates().get(0);
        var first = IssuedCertificate.request("CN=1").uri(BrokenPath.URI + "/a").uri(BrokenPath.URI + "/b");
        var second =
                IssuedCertificate.request("CN=2").uri(BrokenPath.URI + "/b").uri(BrokenPath.URI + "/a");
        first.extendedKeyUsage(KeyPurposeId.id_kp_codeSigning);
        second.extendedKeyUsage(KeyPurposeId.id_kp_codeSigning);
        var policy = policy(path, 2, "uris: ['" + BrokenPath.URI + "/a']", "uris: ['" + BrokenPath.URI + "/b']");

        var verdict = verdict(policy, first.issuedBy(authority), second.issuedBy(authority));

        assertThat(verdict.passed()).isFalse();
    }
}
