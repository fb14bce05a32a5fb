package io.jenkins.plugins.intoto.engine.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.remote.StandInServer.Answer;
import io.jenkins.plugins.intoto.engine.sigstore.SignatureRequirements;
import io.jenkins.plugins.intoto.engine.sigstore.SignatureVerification;
import io.jenkins.plugins.intoto.engine.sigstore.SignedBundles;
import io.jenkins.plugins.intoto.engine.sigstore.SignerIdentity.Certificate;
import io.jenkins.plugins.intoto.engine.sigstore.StandInTsa;
import io.jenkins.plugins.intoto.engine.sigstore.TrustedRoot;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates by the Fulcio of {@code @sigstore/mock}. */
@RequiresTool(Tool.NODE)
class FulcioInteropTest {
    @TempDir
    Path directory;

    @Test
    void aTokenIsEnoughToSign() throws Exception {
        var tsa = new StandInTsa("tsa");
        var calls = RemoteCalls.direct().within(Duration.ofMinutes(2), 1, Duration.ZERO);
        try (var server = new StandInServer((path, body) -> {
            if (path.equals("/tsa")) {
                return new Answer(200, tsa.respond(body, Instant.now()));
            }
            assertThat(path).isEqualTo("/api/v2/signingCert");
            var command = List.of(
                    "node", "src/test/node/fulcio.js", Tool.packagesOfNode().toString(), directory.toString());
            var answer = InteropTools.run(Path.of(""), body, command).succeeded();
            return new Answer(201, answer.output());
        })) {
            var claims = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            "{\"iss\":\"https://jenkins.example/oidc\",\"sub\":\"https://jenkins.example/job/api\"}"
                                    .getBytes(StandardCharsets.UTF_8));
            var signing = new KeylessSigning(
                    new FulcioClient(server.uri(), calls),
                    Optional.of(new TimestampClient(server.uri().resolve("/tsa"), calls)),
                    Optional.empty());

            var bundle = signing.sign(DsseEnvelope.IN_TOTO_TYPE, SignedBundles.statement(), "e30." + claims + ".e30");

            var root = TrustedRoot.read(
                    Files.readAllBytes(directory.resolve("trusted_root.json")), "root", JsonLimits.DEFAULT);
            var verified = SignatureVerification.of(
                            List.of(), root.and(TrustedRoot.NONE.withTimestampAuthority(tsa.chain())))
                    .requiring(new SignatureRequirements(1, 0, 1))
                    .verify(bundle, Instant.now());
            assertThat(((Certificate) verified.signer()).uris()).containsExactly("https://jenkins.example/job/api");
            assertThat(((Certificate) verified.signer()).issuer()).contains("https://jenkins.example/oidc");
        }
    }
}
