package io.jenkins.plugins.intoto.engine.policy;

import static io.jenkins.plugins.intoto.engine.policy.Attestations.ALICE;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.ago;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.candidate;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.expecting;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.sigstore.Witnesses;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Policies over attestations that a timestamp authority or a Sigstore deployment has witnessed. */
class WitnessedAttestationTest {
    private static final String TYPE = "https://in-toto.io/attestation/test-result/v0.1";
    private static final PolicySubject APP =
            new PolicySubject("api.jar", DigestMap.of(Map.of("sha256", "ab".repeat(32))));

    private static final String ISSUER = "https://jenkins.example/oidc";

    private static Witnesses witnesses;

    @BeforeAll
    static void found() throws Exception {
        witnesses = new Witnesses();
    }

    private static String observed() throws Exception {
        return expecting("- predicateType: " + TYPE
                        + "\n  functionaries: [alice]\n  freshness: {maxAge: 7d, time: observed}\n")
                + "timestampAuthorities:\n  tsa:\n    certificate: |\n"
                + witnesses.timestampRoot().indent(6) + "    intermediates:\n      - |\n"
                + witnesses.timestampIntermediate().indent(8);
    }

    private static byte[] statement() throws Exception {
        return Statement.of(
                        List.of(ResourceDescriptor.of("a", Attestations.DIGESTS)),
                        TYPE,
                        Map.of("result", "PASSED", "configuration", List.of(Map.of("uri", "https://x"))))
                .toJson();
    }

    private static byte[] seen(Instant at) throws Exception {
        return witnesses.stamped(ALICE, statement(), at);
    }

    @Test
    void aTimestampProvesTheAgeOfWhatClaimsNone() throws Exception {
        assertThat(Attestations.verify(observed(), seen(ago(6))).failures()).isEmpty();
        assertThat(candidate(Attestations.verify(observed(), seen(ago(8)))).status())
                .isEqualTo(CandidateStatus.STALE);
    }

    @Test
    void withoutATimestampThereIsNoAge() throws Exception {
        var unstamped = Attestations.by(ALICE).sign(statement());

        assertThat(candidate(Attestations.verify(observed(), unstamped)).status())
                .isEqualTo(CandidateStatus.TIME_MISSING);
    }

    @Test
    void aTimestampOfAnAuthorityThatThePolicyDoesNotNameCountsForNothing() throws Exception {
        var stranger = new Witnesses().stamped(ALICE, statement(), ago(1));

        assertThat(candidate(Attestations.verify(observed(), stranger)).status())
                .isEqualTo(CandidateStatus.TIME_MISSING);
    }

    private static String keyless(String issuer, String subject, String more) {
        return "expires: 2028-01-01T00:00:00Z\ntrustedRoots:\n  corp: |\n"
                + witnesses.trustedRoot().indent(4)
                + "functionaries:\n  jenkins:\n    keyType: sigstore\n    trustedRoot: corp\n    identities:\n      - issuer: "
                + issuer + "\n        subject: " + subject
                + "\nsubjects:\n  - subject: ['api*']\n    expectedPredicates:\n"
                + "      - predicateType: https://example.com/test/v1\n        functionaries: [jenkins]\n" + more;
    }

    private static PolicyVerdict verifyKeyless(String yaml, byte[]... lines) throws Exception {
        return Attestations.verify(
                policy(yaml),
                Attestations.bundle(List.of(lines)),
                List.of(APP),
                Witnesses.SIGNED.plus(Duration.ofDays(30)));
    }

    @Test
    void aSigstoreIdentityIsIssuerAndName() throws Exception {
        byte[] line = witnesses.keyless();

        assertThat(verifyKeyless(keyless(ISSUER, Witnesses.IDENTITY, ""), line).failures())
                .isEmpty();
        assertThat(candidate(verifyKeyless(keyless(ISSUER, "https://jenkins.example/job/ui", ""), line))
                        .status())
                .isEqualTo(CandidateStatus.UNTRUSTED_SIGNER);
        var otherIssuer = candidate(verifyKeyless(keyless("https://elsewhere.example", Witnesses.IDENTITY, ""), line));
        assertThat(otherIssuer.status()).isEqualTo(CandidateStatus.UNTRUSTED_SIGNER);
        assertThat(otherIssuer.sentence()).contains(Witnesses.IDENTITY, ISSUER);
    }

    @Test
    void oneFunctionaryUnderTwoNamesCountsOnce() throws Exception {
        byte[] main = witnesses.keyless("https://jenkins.example/job/api@main");
        byte[] branch = witnesses.keyless("https://jenkins.example/job/api@branch");
        var one = keyless(ISSUER, "https://jenkins.example/job/api@*", "        threshold: 2\n");
        var jenkins = one.substring(one.indexOf("  jenkins:"), one.indexOf("subjects:"));
        var two = one.replace(jenkins, jenkins + jenkins.replace("jenkins:\n", "other:\n"))
                .replace("[jenkins]", "[jenkins, other]");

        var verdict = verifyKeyless(one, main, branch);

        assertThat(verdict.passed()).isFalse();
        assertThat(verdict.artifacts().get(0).expectations().get(0).found()).isEqualTo(1);
        assertThat(verifyKeyless(two, main, branch).passed()).isTrue();
        assertThat(verifyKeyless(two, main).passed()).isFalse();
    }

    @Test
    void aSigstoreDeploymentObserves() throws Exception {
        byte[] line = witnesses.keyless();

        assertThat(verifyKeyless(
                                keyless(
                                        ISSUER,
                                        Witnesses.IDENTITY,
                                        "        freshness: {maxAge: 31d, time: observed}\n"),
                                line)
                        .passed())
                .isTrue();
        assertThat(candidate(verifyKeyless(
                                keyless(
                                        ISSUER,
                                        Witnesses.IDENTITY,
                                        "        freshness: {maxAge: 29d, time: observed}\n"),
                                line))
                        .status())
                .isEqualTo(CandidateStatus.STALE);
    }

    @Test
    void aDeploymentThatIsNotTrustedVouchesForNobody() throws Exception {
        assertThat(verifyKeyless(keyless(ISSUER, Witnesses.IDENTITY, ""), new Witnesses().keyless())
                        .passed())
                .isFalse();
    }

    @Test
    void aShortLivedCertificateMustHaveBeenValidWhenItSigned() throws Exception {
        assertThat(verifyKeyless(keyless(ISSUER, Witnesses.IDENTITY, ""), witnesses.stampedTooLate())
                        .passed())
                .isFalse();
    }

    @Test
    void whatTheDeploymentHasLogsForMustBeLogged() throws Exception {
        assertThat(candidate(verifyKeyless(keyless(ISSUER, Witnesses.IDENTITY, ""), witnesses.certificateNotLogged()))
                        .status())
                .isEqualTo(CandidateStatus.BAD_SIGNATURE);
    }

    @Test
    void aLaterStampDoesNotMakeAnAttestationYounger() throws Exception {
        byte[] again = witnesses.stampedAgain(seen(ago(8)), ago(1));

        assertThat(Attestations.verify(observed(), again).passed()).isFalse();
    }
}
