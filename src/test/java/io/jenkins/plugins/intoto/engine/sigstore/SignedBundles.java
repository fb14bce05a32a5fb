package io.jenkins.plugins.intoto.engine.sigstore;

import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.EcCurve;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sigstore bundles of a statement, and the authorities and logs that stand behind them. */
public final class SignedBundles {
    public static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    public static final String IDENTITY = "https://jenkins.example/job/api";

    public final SigningKey key = KeyGenerator.ecdsa(EcCurve.P256);
    public final StandInTsa tsa = new StandInTsa("tsa");
    public final StandInAuthority authority = new StandInAuthority("fulcio");
    public final StandInLog certificateLog = StandInLog.v1("ct.example");
    public final StandInLog log1 = StandInLog.v1("rekor1.example").withOthers(5);
    public final StandInLog log2 = StandInLog.v2("rekor2.example").withOthers(4);

    public SignedBundles() throws Exception {}

    public static byte[] statement() {
        return Json.compact(Map.of(
                "_type",
                "https://in-toto.io/Statement/v1",
                "subject",
                List.of(Map.of("name", "app.jar", "digest", Map.of("sha256", "ab".repeat(32)))),
                "predicateType",
                "https://example.com/test/v1",
                "predicate",
                Map.of("answer", "42 \u00e9")));
    }

    public DsseEnvelope envelope() throws Exception {
        return DsseEnvelope.sign(DsseEnvelope.IN_TOTO_TYPE, statement(), key.forAttestations());
    }

    /** Signed with the key, and nothing else. */
    public SigstoreBundle keyed() throws Exception {
        return SigstoreBundle.of(envelope());
    }

    public SigstoreBundle stamped() throws Exception {
        return stamped(keyed(), tsa, NOW);
    }

    public static SigstoreBundle stamped(SigstoreBundle bundle, StandInTsa tsa, Instant at) throws Exception {
        return bundle.withTimestamp(tsa.stamp(signature(bundle), at));
    }

    public static byte[] signature(SigstoreBundle bundle) {
        return bundle.envelope().signatures().get(0).value();
    }

    public SigstoreBundle loggedV1() throws Exception {
        var bundle = keyed();
        return bundle.withEntry(log1.take(bundle.envelope(), keyPem(), NOW));
    }

    public SigstoreBundle loggedV2() throws Exception {
        var bundle = stamped();
        return bundle.withEntry(log2.takeHash(
                bundle.envelope(), StandInLog.keyVerifier(key.publicKey().encoded())));
    }

    public String keyPem() {
        return key.publicKey().publicValue() + "\n";
    }

    /** Signed with a short-lived certificate, stamped, and in the log of Rekor v2. */
    public SigstoreBundle keyless() throws Exception {
        return keyless(NOW, Optional.of(certificateLog));
    }

    public SigstoreBundle keyless(Instant stampedAt, Optional<StandInLog> promising) throws Exception {
        var pair = StandInAuthority.ecKeys();
        return keyless(pair, authority.signing(pair.getPublic(), IDENTITY, NOW, promising), stampedAt);
    }

    public SigstoreBundle keyless(KeyPair pair, X509Certificate certificate, Instant stampedAt) throws Exception {
        var engine = java.security.Signature.getInstance("SHA256withECDSA");
        engine.initSign(pair.getPrivate());
        engine.update(envelope().preAuthenticationEncoding());
        var envelope = Json.compact(Map.of(
                "payload", Base64.getEncoder().encodeToString(statement()),
                "payloadType", DsseEnvelope.IN_TOTO_TYPE,
                "signatures", List.of(Map.of("sig", Base64.getEncoder().encodeToString(engine.sign())))));
        var message = DsseEnvelope.read(envelope, "envelope", JsonLimits.DEFAULT);
        var bundle = stamped(SigstoreBundle.of(message).withCertificate(certificate), tsa, stampedAt);
        return bundle.withEntry(log2.takeHash(
                message,
                Map.of(
                        "x509Certificate",
                        Map.of("rawBytes", Base64.getEncoder().encodeToString(certificate.getEncoded())),
                        "keyDetails",
                        "PKIX_ECDSA_P256_SHA_256")));
    }

    public TrustMaterial trust() {
        return new TrustMaterial()
                .log(log1)
                .log(log2)
                .certificateLog(certificateLog)
                .authority(authority.chain())
                .timestamps(tsa.chain());
    }

    /** A bundle whose text has one piece in place of another. */
    public static SigstoreBundle altered(SigstoreBundle bundle, String piece, String other) throws Exception {
        var text = new String(bundle.toJson(), StandardCharsets.UTF_8);
        if (!text.contains(piece)) {
            throw new IllegalArgumentException("there is no " + piece + " in " + text);
        }
        return SigstoreBundle.read(
                text.replace(piece, other).getBytes(StandardCharsets.UTF_8), "altered", JsonLimits.DEFAULT);
    }
}
