package io.jenkins.plugins.intoto.engine.sigstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.key.HeldKey;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.PassphraseSource;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateRequestTest {
    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ec256", "ec384", "ec521", "ed25519"})
    @RequiresTool(Tool.OPENSSL)
    void anyKeyIsCertifiedWhoeverHoldsIt(String name) throws Exception {
        var file = Path.of("src/test/resources/keys/private", name + ".pkcs8.pem");
        var key = KeyFiles.readPrivate(file, PassphraseSource.NONE).forAttestations();
        var held = HeldKey.of(key.publicKey(), request -> key.sign(request.message()))
                .forAttestations();

        var pem = CertificateRequest.pem(held);

        var verified = InteropTools.run(Path.of(""), pem, List.of("openssl", "req", "-verify", "-noout", "-pubkey"))
                .succeeded();
        assertThat(verified.error()).contains("verify OK");
        assertThat(KeyFiles.readPublic(verified.output(), "openssl").materialFingerprint())
                .isEqualTo(key.publicKey().materialFingerprint());
    }
}
