package io.jenkins.plugins.intoto.engine.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.intoto.engine.key.UntrustedCertificateException.Reason;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateTrustTest {
    private static final CertificateUsage USAGE = CertificateUsage.SIGNING.or(List.of("1.3.6.1.5.5.7.3.1"));

    private static List<String> pems(String... names) {
        return Arrays.stream(names)
                .map(name -> KeyFixtures.text("certificates/" + name + ".pem"))
                .toList();
    }

    private static CertificateTrust trust(String... intermediates) throws Exception {
        return CertificateTrust.of(pems("root"), pems(intermediates), "root.layout");
    }

    private static CertifiedKey verify(CertificateTrust trust, String name, Instant at) throws Exception {
        return trust.verify(KeyFixtures.text("certificates/" + name + ".pem"), "a.link", at, USAGE);
    }

    private static UntrustedCertificateException failure(CertificateTrust trust, String name) {
        return catchThrowableOfType(UntrustedCertificateException.class, () -> verify(trust, name, KeyFixtures.NOW));
    }

    @Test
    void aCertificateIsTrustedThroughAnIntermediate() throws Exception {
        var certified = verify(trust("intermediate"), "leaf", KeyFixtures.NOW);

        assertThat(certified.key().materialFingerprint())
                .isEqualTo(KeyFixtures.publicKey("ec256.spki.pem").materialFingerprint());
    }

    @Test
    void theNamesInACertificateAreRead() throws Exception {
        assertThat(verify(trust("intermediate"), "leaf", KeyFixtures.NOW).identity())
                .isEqualTo(new CertificateIdentity(
                        "builder",
                        List.of("builder.example.com"),
                        List.of("build@example.com"),
                        List.of("Example", "Example Build"),
                        List.of("spiffe://example.com/builder")));
    }

    @Test
    void aCertificateWithoutNamesHasNone() throws Exception {
        assertThat(verify(trust(), "leaf-without-names", KeyFixtures.NOW).identity())
                .isEqualTo(new CertificateIdentity("", List.of(), List.of(), List.of(), List.of()));
    }

    @Test
    void theKeyOfACertificateHasTheIdsOfItsPublicKey() throws Exception {
        assertThat(verify(trust(), "leaf-of-root", KeyFixtures.NOW).key().keyId())
                .isEqualTo(KeyFixtures.publicKey("ec256.spki.pem").keyId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"leaf-of-root", "server-usage", "any-usage"})
    void certificatesOfTheRootAreTrusted(String name) throws Exception {
        assertThat(verify(trust(), name, KeyFixtures.NOW)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "leaf, NO_CHAIN",
        "self-signed, NO_CHAIN",
        "leaf-of-no-ca, NO_CHAIN",
        "unknown-critical, NO_CHAIN",
        "expired, EXPIRED",
        "not-yet-valid, NOT_YET_VALID",
        "client-usage, WRONG_USAGE",
        "leaf-of-client-usage, WRONG_USAGE",
        "sha1, WEAK_SIGNATURE"
    })
    void certificatesThatBreakARuleAreNotTrusted(String name, Reason reason) throws Exception {
        var failure = failure(trust("intermediate-no-ca", "intermediate-client-usage"), name);

        assertThat(failure.reason()).isEqualTo(reason);
    }

    @Test
    void aCertificateOfAnotherRootIsNotTrusted() throws Exception {
        var trust = CertificateTrust.of(pems("other-root"), pems("intermediate"), "root.layout");

        assertThat(failure(trust, "leaf"))
                .hasMessage("a.link: its certificate does not chain to a trusted root by certificates that are valid at"
                        + " 2050-01-01T00:00:00Z");
    }

    @Test
    void nothingIsTrustedWithoutARoot() throws Exception {
        var trust = CertificateTrust.of(List.of(), pems("intermediate", "root"), "root.layout");

        assertThat(failure(trust, "leaf").reason()).isEqualTo(Reason.NO_CHAIN);
    }

    @Test
    void anExpiredCertificateSaysSince() throws Exception {
        assertThat(failure(trust(), "expired")).hasMessage("a.link: its certificate expired at 2021-01-01T00:00:00Z");
    }

    @Test
    void anExpiredRootTrustsNothing() throws Exception {
        var trust = CertificateTrust.of(pems("expired-root"), List.of(), "root.layout");

        assertThat(verify(trust, "leaf-of-expired-root", Instant.parse("2020-06-01T00:00:00Z")))
                .isNotNull();
        assertThat(failure(trust, "leaf-of-expired-root").reason()).isEqualTo(Reason.NO_CHAIN);
    }

    @Test
    void aRootBindsByItsNameConstraints() throws Exception {
        var trust = CertificateTrust.of(pems("narrow-root"), List.of(), "root.layout");

        assertThat(verify(trust, "leaf-within", KeyFixtures.NOW)).isNotNull();
        assertThat(failure(trust, "leaf-outside").reason()).isEqualTo(Reason.NO_CHAIN);
    }

    /**
     * RFC 5280, section 4.2.1.10, binds alternative names. Without any, a layout knows a functionary by the common name, which
     * is bound too if it could be a DNS name.
     */
    @ParameterizedTest
    @CsvSource({
        "ci.example.com, , true",
        "build.ci.example.com, , true",
        "www.example.com, , false",
        "alice, , false",
        "the job api, , true",
        "www.example.com, ci.example.com, true",
        "ci.example.com, www.example.com, false"
    })
    void aCommonNameThatCouldBeADnsNameIsBoundLikeOneIfThereIsNoOtherName(
            String commonName, String alternativeName, boolean trusted) {
        var root = IssuedCertificate.request("CN=root")
                .authority()
                .permitting("ci.example.com")
                .selfSigned();
        var request = IssuedCertificate.request("CN=" + commonName);
        if (alternativeName != null) {
            request.dnsName(alternativeName);
        }
        var signer = request.issuedBy(root).certificate();
        var trust = CertificateTrust.of(List.of(root.certificate()), List.of());

        var failure = catchThrowable(() -> trust.path(signer, "a.link", KeyFixtures.NOW, USAGE));

        if (trusted) {
            assertThat(failure).isNull();
        } else {
            assertThat(failure)
                    .isInstanceOf(UntrustedCertificateException.class)
                    .hasMessageContaining("does not chain to a trusted root");
        }
    }

    @Test
    void aCertificateThatIsARootItselfIsNotTrusted() throws Exception {
        var trust = CertificateTrust.of(pems("self-signed"), List.of(), "root.layout");

        assertThat(failure(trust, "self-signed"))
                .hasMessage("a.link: its certificate is a root, which certifies signers only")
                .extracting(UntrustedCertificateException::reason)
                .isEqualTo(Reason.SIGNER_IS_AUTHORITY);
    }

    /** An issuing authority may be trusted without the one that has certified it; it is bound all the same. */
    @Test
    void anAuthorityThatAnotherHasCertifiedMayBeTheRoot() throws Exception {
        var path = BrokenPath.sound();
        var issuing = path.intermediates().get(0);
        var trust = CertificateTrust.of(List.of(issuing.certificate()), List.of());

        assertThat(trust.path(path.signer().certificate(), "a.link", KeyFixtures.NOW, USAGE))
                .containsExactly(path.signer().certificate(), issuing.certificate());
        var below = IssuedCertificate.request("CN=one too many").authority().issuedBy(issuing);
        var signer = IssuedCertificate.request("CN=the job api").issuedBy(below);
        assertThat(catchThrowableOfType(UntrustedCertificateException.class, () -> CertificateTrust.of(
                                List.of(issuing.certificate()), List.of(below.certificate()))
                        .path(signer.certificate(), "a.link", KeyFixtures.NOW, USAGE)))
                .hasMessage("a.link: its chain is longer than its root permits");
    }

    @Test
    void anAuthorityWithNameConstraintsThatAnotherHasCertifiedCannotBeTheRoot() throws Exception {
        var root = BrokenPath.sound().root();
        var narrow = IssuedCertificate.request("CN=narrow")
                .authority()
                .permitting("ci.example.com")
                .issuedBy(root);
        var signer =
                IssuedCertificate.request("CN=the job api").uri(BrokenPath.URI).issuedBy(narrow);

        assertThat(catchThrowableOfType(UntrustedCertificateException.class, () -> CertificateTrust.of(
                                List.of(narrow.certificate()), List.of())
                        .path(signer.certificate(), "a.link", KeyFixtures.NOW, USAGE)))
                .hasMessage("a.link: the root of its chain has name constraints and has not signed itself");
    }

    /** Each certificate permits a use that is accepted, but there is none that all of them permit. */
    @Test
    void theCertificatesOfAPathMustPermitOneAndTheSameUse() throws Exception {
        var root = IssuedCertificate.request("CN=root").authority().selfSigned();
        var intermediate = IssuedCertificate.request("CN=below the root")
                .authority()
                .extendedKeyUsage(KeyPurposeId.id_kp_codeSigning)
                .issuedBy(root);
        var signer = IssuedCertificate.request("CN=the job api")
                .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)
                .issuedBy(intermediate);

        assertThat(catchThrowableOfType(UntrustedCertificateException.class, () -> CertificateTrust.of(
                                        List.of(root.certificate()), List.of(intermediate.certificate()))
                                .path(signer.certificate(), "a.link", KeyFixtures.NOW, USAGE))
                        .reason())
                .isEqualTo(Reason.WRONG_USAGE);
    }

    /** Of two roots with one name and key, that of which the path is sound decides, whatever their order. */
    @Test
    void aPathToAnyOfTheRootsSuffices() throws Exception {
        var keys = IssuedCertificate.keys("EC", 256);
        var narrow = IssuedCertificate.request("CN=root")
                .authority()
                .keys(keys)
                .permitting("a.example")
                .selfSigned();
        var wide = IssuedCertificate.request("CN=root").authority().keys(keys).selfSigned();
        var signer =
                IssuedCertificate.request("CN=the job api").uri(BrokenPath.URI).issuedBy(wide);

        for (var roots : List.of(
                List.of(narrow.certificate(), wide.certificate()), List.of(wide.certificate(), narrow.certificate()))) {
            assertThat(CertificateTrust.of(roots, List.of())
                            .path(signer.certificate(), "a.link", KeyFixtures.NOW, USAGE))
                    .endsWith(wide.certificate());
        }
    }

    @Test
    void severalIntermediatesMayStandInOneText() throws Exception {
        var text = String.join("", pems("other-root", "intermediate"));
        var trust = CertificateTrust.of(pems("root"), List.of(text), "root.layout");

        assertThat(verify(trust, "leaf", KeyFixtures.NOW)).isNotNull();
    }

    @Test
    void aRootThatIsNoCertificateIsRefused() {
        assertThat(catchThrowableOfType(
                        UnreadableKeyException.class,
                        () -> CertificateTrust.of(List.of("x"), List.of(), "root.layout")))
                .hasMessage("root.layout: holds no certificate in PEM");
    }
}
