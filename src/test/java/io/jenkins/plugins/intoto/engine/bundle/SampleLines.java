package io.jenkins.plugins.intoto.engine.bundle;

import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.sigstore.SigstoreBundle;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lines of bundles. */
final class SampleLines {
    static final SigningKey KEY = KeyGenerator.ed25519();
    static final DigestMap APP = DigestMap.of(Map.of("sha256", "ab".repeat(32)));
    static final String UNKNOWN = "{\"some\": \"thing\"}";

    private SampleLines() {}

    static DsseEnvelope message(String answer) {
        try {
            var statement = Statement.of(
                    List.of(ResourceDescriptor.of("app.jar", APP)),
                    "https://example.com/test/v1",
                    Map.of("answer", answer));
            return DsseEnvelope.sign(DsseEnvelope.IN_TOTO_TYPE, statement.toJson(), KEY.forAttestations());
        } catch (io.jenkins.plugins.intoto.engine.InTotoException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static String envelope(String answer) {
        return new String(message(answer).toJson(), StandardCharsets.UTF_8);
    }

    static String sigstore(String answer) {
        return new String(SigstoreBundle.of(message(answer)).toJson(), StandardCharsets.UTF_8);
    }

    static List<BundleLine> read(Path bundle) throws Exception {
        var lines = new ArrayList<BundleLine>();
        BundleReader.forEachLine(bundle, BundleReader.DEFAULT_LIMITS, lines::add);
        return lines;
    }

    static Path write(Path file, String... lines) throws IOException {
        return Files.writeString(file, String.join("\n", lines) + "\n");
    }
}
