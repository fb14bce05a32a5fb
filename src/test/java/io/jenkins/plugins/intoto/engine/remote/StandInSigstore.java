package io.jenkins.plugins.intoto.engine.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.remote.StandInServer.Answer;
import io.jenkins.plugins.intoto.engine.sigstore.SignedBundles;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/** Fulcio below {@code /fulcio}, Rekor below {@code /rekor}, and a timestamp authority at any other place. */
public final class StandInSigstore {
    public static final String TOKEN = "e30.secret.e30";

    private final SignedBundles bundles;
    private final Instant now;

    public StandInSigstore(SignedBundles bundles, Instant now) {
        this.bundles = bundles;
        this.now = now;
    }

    public Answer answer(String path, byte[] body) throws Exception {
        return switch (path) {
            case "/fulcio/api/v2/signingCert" -> certify(body, false);
            case "/rekor/api/v2/log/entries" -> log(body);
            default -> new Answer(200, bundles.tsa.respond(body, now));
        };
    }

    @SuppressWarnings("unchecked")
    Answer log(byte[] body) throws Exception {
        var request = Json.parseObject(body, "request", JsonLimits.DEFAULT).object("hashedRekordRequestV002");
        var signature = request.object("signature");
        var entry = bundles.log2.takeHash(
                Base64.getDecoder().decode(request.string("digest")),
                Base64.getDecoder().decode(signature.string("content")),
                (Map<String, Object>) signature.asMap().get("verifier"));
        // as it stands in a bundle
        var bundle = Json.parseObject(bundles.keyed().withEntry(entry).toJson(), "b", JsonLimits.DEFAULT);
        var json = bundle.object("verificationMaterial").objects("tlogEntries").get(0);
        return new Answer(201, Json.compact(json.asMap()));
    }

    Answer certify(byte[] body, boolean forAnotherKey) throws Exception {
        var request = Json.parseObject(body, "request", JsonLimits.DEFAULT);
        if (!request.object("credentials").string("oidcIdentityToken").equals(TOKEN)) {
            return new Answer(401, "unknown token".getBytes(StandardCharsets.UTF_8));
        }
        var pem = new String(
                Base64.getDecoder().decode(request.string("certificateSigningRequest")), StandardCharsets.US_ASCII);
        var asked = (PKCS10CertificationRequest) new PEMParser(new StringReader(pem)).readObject();
        var key = new JcaPKCS10CertificationRequest(asked).getPublicKey();
        assertThat(asked.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key)))
                .isTrue();
        var certificate = bundles.authority.signing(
                forAnotherKey
                        ? io.jenkins.plugins.intoto.engine.sigstore.StandInAuthority.ecKeys()
                                .getPublic()
                        : key,
                SignedBundles.IDENTITY,
                now,
                Optional.of(bundles.certificateLog));
        var chain = List.of(pem(certificate), pem(bundles.authority.intermediate), pem(bundles.authority.root));
        return new Answer(
                201,
                Json.compact(Map.of("signedCertificateEmbeddedSct", Map.of("chain", Map.of("certificates", chain)))));
    }

    private static String pem(X509Certificate certificate) throws Exception {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
