package io.jenkins.plugins.intoto.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.intoto.key.UntrustedCertificateException.Reason;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateTrustTest {
    private static List<String> pems(String... names) {
        return Arrays.stream(names)
                .map(name -> KeyFixtures.text("certificates/" + name + ".pem"))
                .toList();
    }

    private static CertificateTrust trust(String... intermediates) throws Exception {
        return CertificateTrust.of(pems("root"), pems(intermediates), "root.layout");
    }

    private static CertifiedKey verify(CertificateTrust trust, String name, Instant at) throws Exception {
        return trust.verify(KeyFixtures.text("certificates/" + name + ".pem"), "a.link", at);
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

    @Test
    void aCertificateThatIsARootItselfIsTrusted() throws Exception {
        var trust = CertificateTrust.of(pems("self-signed"), List.of(), "root.layout");

        assertThat(verify(trust, "self-signed", KeyFixtures.NOW).identity().commonName())
                .isEqualTo("builder");
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
