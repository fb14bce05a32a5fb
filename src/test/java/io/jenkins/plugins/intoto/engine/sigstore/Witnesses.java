package io.jenkins.plugins.intoto.engine.sigstore;

import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;

/** A timestamp authority and a Sigstore deployment, for tests of what builds on them. */
public final class Witnesses {
    /** When {@link #keyless} was signed. */
    public static final Instant SIGNED = SignedBundles.NOW;

    /** Who signed it. */
    public static final String IDENTITY = SignedBundles.IDENTITY;

    private final SignedBundles bundles;

    public Witnesses() throws Exception {
        bundles = new SignedBundles();
    }

    /** A line about an artifact whose SHA-256 is {@code abab…}, of type {@code https://example.com/test/v1}. */
    public byte[] keyless() throws Exception {
        return bundles.keyless().toJson();
    }

    /** The same by somebody else. */
    public byte[] keyless(String identity) throws Exception {
        var pair = StandInAuthority.ecKeys();
        var certificate = bundles.authority.signing(
                pair.getPublic(), identity, SIGNED, java.util.Optional.of(bundles.certificateLog));
        return bundles.keyless(pair, certificate, SIGNED).toJson();
    }

    /** The same, stamped when its certificate was not valid any more. */
    public byte[] stampedTooLate() throws Exception {
        return bundles.keyless(SIGNED.plusSeconds(86_400), java.util.Optional.of(bundles.certificateLog))
                .toJson();
    }

    /** The same, without the proof that its certificate is in a log. */
    public byte[] certificateNotLogged() throws Exception {
        return bundles.keyless(SIGNED, java.util.Optional.empty()).toJson();
    }

    /** A statement that a key signed and the authority stamped. */
    public byte[] stamped(SigningKey key, byte[] statement, Instant at) throws Exception {
        var message = DsseEnvelope.sign(DsseEnvelope.IN_TOTO_TYPE, statement, key.forAttestations());
        return SignedBundles.stamped(SigstoreBundle.of(message), bundles.tsa, at)
                .toJson();
    }

    /** A line with one more stamp. */
    public byte[] stampedAgain(byte[] line, Instant at) throws Exception {
        var bundle = SigstoreBundle.read(line, "line", io.jenkins.plugins.intoto.engine.json.JsonLimits.DEFAULT);
        return SignedBundles.stamped(bundle, bundles.tsa, at).toJson();
    }

    /** The root of the timestamp authority, in PEM. */
    public String timestampRoot() throws Exception {
        return pem(bundles.tsa.chain().get(2));
    }

    /** The certificate between that root and the one that stamps, in PEM. */
    public String timestampIntermediate() throws Exception {
        return pem(bundles.tsa.chain().get(1));
    }

    /** The {@code trusted_root.json} of the deployment. */
    public String trustedRoot() {
        return new String(bundles.trust().toJson(), StandardCharsets.UTF_8);
    }

    private static String pem(X509Certificate certificate) throws Exception {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
