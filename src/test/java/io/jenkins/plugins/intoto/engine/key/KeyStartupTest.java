package io.jenkins.plugins.intoto.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.InteropTools;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loading BouncyCastle would double the time of a short command, so what is common must do without. */
class KeyStartupTest {
    /** Reads a private key file, signs, and verifies with what its public key is in a layout. */
    public static final class Probe {
        private Probe() {}

        public static void main(String[] arguments) throws Exception {
            var source = PassphraseSource.of(KeyFixtures.PASSPHRASE);
            var key = KeyFiles.readPrivate(Path.of(arguments[0]), source);
            var signature = Signature.of(key.publicKey().keyId(), key.sign(out -> out.write(1)));
            var publicKey = VerificationKey.fromJson(
                    key.publicKey().keyId(),
                    io.jenkins.plugins.intoto.engine.json.JsonObject.of(
                            key.publicKey().toJson(), "layout"));
            System.out.println(publicKey.verifies(signature, out -> out.write(new byte[] {1}), KeyFixtures.NOW));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "private/rsa.pkcs8.pem",
                "private/rsa.pkcs1.pem",
                "private/ec256.pkcs8.pem",
                "private/ec521.sec1.pem",
                "private/ed25519.pkcs8.pem",
                "private/ed25519-c.json",
                "protected/ec256.p12"
            })
    void bouncyCastleIsNotLoadedForPlainKeys(String name) throws Exception {
        var result = InteropTools.run(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-verbose:class",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Probe.class.getName(),
                        KeyFixtures.path(name).toString())
                .succeeded();

        assertThat(result.text()).contains("\ntrue\n").doesNotContain("org.bouncycastle");
    }
}
