package io.jenkins.plugins.intoto.engine.sigstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.intoto.engine.key.BrokenPath;
import io.jenkins.plugins.intoto.engine.key.IssuedCertificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose certificates count below the authorities of a trusted root: those of Fulcio, and those for timestamps. */
class AuthorityPathTest {
    private final SignedBundles bundles;

    AuthorityPathTest() throws Exception {
        bundles = new SignedBundles();
    }

    private static List<X509Certificate> chain(BrokenPath.Path path) {
        return Stream.concat(path.intermediates().stream(), Stream.of(path.root()))
                .map(IssuedCertificate::certificate)
                .toList();
    }

    private RefusedSignatureException refusal(BrokenPath.Path path) {
        return catchThrowableOfType(RefusedSignatureException.class, () -> verifyBySigner(path));
    }

    private void verifyBySigner(BrokenPath.Path path) throws Exception {
        var root = new TrustMaterial().authority(chain(path)).read();
        var signer = path.signer();
        SignatureVerification.of(List.of(), root)
                .requiring(SignatureRequirements.NOTHING)
                .verify(bundles.keyless(signer.keys(), signer.certificate(), SignedBundles.NOW), SignedBundles.NOW);
    }

    private boolean isObserved(BrokenPath.Path path) throws Exception {
        var root = new TrustMaterial().timestamps(chain(path)).read();
        var bundle = SignedBundles.stamped(bundles.keyed(), new StandInTsa(path.signer()), SignedBundles.NOW);
        return !SignatureVerification.of(List.of(bundles.key.publicKey()), root)
                .verify(bundle, SignedBundles.NOW)
                .observedTimes()
                .isEmpty();
    }

    @Test
    void aSignerBelowAnAuthorityIsAccepted() {
        assertThat(refusal(BrokenPath.sound(KeyPurposeId.id_kp_codeSigning))).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void aSignerWhosePathIsBrokenIsRefused(BrokenPath broken) {
        assertThat(refusal(broken.path(KeyPurposeId.id_kp_codeSigning)).refusal())
                .isIn(SignatureRefusal.UNTRUSTED_CERTIFICATE, SignatureRefusal.UNFIT_CERTIFICATE);
    }

    @Test
    void fulcioMustSayThatACertificateIsForCodeSigning() {
        assertThat(refusal(BrokenPath.sound()).refusal()).isEqualTo(SignatureRefusal.UNFIT_CERTIFICATE);
        assertThat(refusal(BrokenPath.sound(KeyPurposeId.anyExtendedKeyUsage)).refusal())
                .isEqualTo(SignatureRefusal.UNFIT_CERTIFICATE);
    }

    @Test
    void aTimestampByAnAuthorityCounts() throws Exception {
        assertThat(isObserved(BrokenPath.sound(KeyPurposeId.id_kp_timeStamping)))
                .isTrue();
    }

    /** RFC 5280, section 4.2.1.12: a certificate for timestamps is for digital signatures, non-repudiation, or both. */
    @Test
    void aCertificateForTimestampsMayBeForNonRepudiation() throws Exception {
        var path = BrokenPath.signed(
                new KeyPurposeId[] {KeyPurposeId.id_kp_timeStamping},
                signer -> signer.keyUsage(KeyUsage.nonRepudiation));

        assertThat(isObserved(path)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SIGNER_FOR_ANOTHER_USE") // it could not make a timestamp
    void aTimestampWhosePathIsBrokenDoesNotCount(BrokenPath broken) throws Exception {
        assertThat(isObserved(broken.path(KeyPurposeId.id_kp_timeStamping))).isFalse();
    }
}
