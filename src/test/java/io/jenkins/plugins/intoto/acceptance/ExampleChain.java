package io.jenkins.plugins.intoto.acceptance;

import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.envelope.UnsignedEnvelope;
import io.jenkins.plugins.intoto.engine.key.EcCurve;
import io.jenkins.plugins.intoto.engine.key.KeyFileWriter;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.model.ArtifactRule;
import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.model.Payload;
import io.jenkins.plugins.intoto.engine.model.Step;
import io.jenkins.plugins.intoto.engine.policy.source.SignedPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The supply chain of the examples, with keys and names of its own in a running Jenkins. */
final class ExampleChain {
    private static final Path EXAMPLES = Path.of("examples");

    private final SigningKey builder = KeyGenerator.ecdsa(EcCurve.P256);
    private final SigningKey owner = KeyGenerator.ecdsa(EcCurve.P256);

    /** The id of the credential that signs the steps. */
    final String signingKey = RemoteJenkins.name("build-key");

    /** The id of the credential with the public key of the layout's owner. */
    final String ownersKey = RemoteJenkins.name("owner-key");

    /** What the layout is called in the global configuration. */
    final String layout = RemoteJenkins.name("release");

    /** Puts the keys into a Jenkins. */
    static ExampleChain in(RemoteJenkins jenkins) throws IOException {
        var chain = new ExampleChain();
        jenkins.signingKey(chain.signingKey, pem(KeyFileWriter.privatePem(chain.builder)));
        jenkins.secretText(chain.ownersKey, chain.ownersPublicKey());
        return chain;
    }

    private static String pem(byte[] pem) {
        return new String(pem, StandardCharsets.US_ASCII);
    }

    String ownersPublicKey() {
        return pem(KeyFileWriter.publicPem(owner.publicKey()));
    }

    /** Some line of the private key that signs, as it must be found nowhere. */
    String secretLine() {
        return pem(KeyFileWriter.privatePem(builder))
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow();
    }

    /** The layout of the examples: build makes app.txt of src, package makes app.tar of app.txt. */
    String release() throws IOException {
        return signed(
                step("build", rules("ALLOW src/*", "DISALLOW *"), rules("CREATE app.txt", "DISALLOW *")),
                step(
                        "package",
                        rules("MATCH app.txt WITH PRODUCTS FROM build", "DISALLOW *"),
                        rules("CREATE app.tar", "DISALLOW *")));
    }

    /** A policy, signed by the layout's owner, that wants provenance, a bill of materials and a recent scan by a key. */
    String signedPolicy(SigningKey key) throws IOException {
        var yaml = """
                expires: "%s"
                functionaries:
                  ci:
                    keyType: ecdsa
                    scheme: ecdsa-sha2-nistp256
                    keyVal:
                      public: |
                %s
                subjects:
                  - subject: ["target/*.jar"]
                    expectedPredicates:
                      - predicateType: https://slsa.dev/provenance/v1
                        functionaries: [ci]
                        freshness: {maxAge: 90d}
                      - predicateType: https://cyclonedx.org/bom
                        functionaries: [ci]
                        expectedAttributes: [{rule: "predicate.specVersion == '1.7'"}]
                      - predicateType: https://in-toto.io/attestation/test-result/v0.1
                        functionaries: [ci]
                """.formatted(
                        Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS),
                        pem(KeyFileWriter.publicPem(key.publicKey())).strip().indent(10));
        try {
            return new String(
                    SignedPolicy.sign(yaml.getBytes(StandardCharsets.UTF_8), List.of(owner)),
                    StandardCharsets.US_ASCII);
        } catch (InTotoException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A layout of the step build alone. */
    String buildOnly() throws IOException {
        return signed(step("build", rules("ALLOW src/*", "DISALLOW *"), rules("ALLOW app.txt", "DISALLOW *")));
    }

    Step step(String name, List<ArtifactRule> materials, List<ArtifactRule> products) {
        return new Step(
                name, 1, materials, products, List.of(builder.publicKey().keyId()), List.of(), List.of());
    }

    /** A layout of steps, signed by its owner. */
    String signed(Step... steps) throws IOException {
        return signed(layout(steps), owner);
    }

    /** A layout of steps, signed by who carries steps out. */
    String sublayout(Step... steps) throws IOException {
        return signed(layout(steps), builder);
    }

    /** A link as the command line makes it, which names no build, signed by who carries steps out. */
    String linkOfPeople(String step) throws IOException {
        var none = Artifacts.of(Map.of());
        return signed(new Link(step, List.of(), none, none, Map.of(), Map.of()), builder);
    }

    /** What the file of a link by who carries steps out is called, without its ending. */
    String linkName(String step) {
        return step + "." + builder.publicKey().keyId().value().substring(0, 8);
    }

    private Layout layout(Step... steps) {
        var key = builder.publicKey();
        return new Layout(
                Instant.now().plusSeconds(3600),
                "",
                Map.of(key.keyId(), key),
                List.of(steps),
                List.of(),
                Map.of(),
                Map.of());
    }

    private static String signed(Payload payload, SigningKey key) throws IOException {
        var unsigned = UnsignedEnvelope.of(payload, EnvelopeFormat.METABLOCK);
        try {
            return new String(unsigned.toByteArray(unsigned.sign(key)), StandardCharsets.UTF_8);
        } catch (InTotoException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<ArtifactRule> rules(String... rules) {
        var parsed = new ArrayList<ArtifactRule>();
        for (var rule : rules) {
            try {
                parsed.add(ArtifactRule.parse(List.of(rule.split(" "))));
            } catch (InTotoException e) {
                throw new IllegalArgumentException(e);
            }
        }
        return parsed;
    }

    /** A file of the examples, with the names of this chain. */
    String example(String file) throws IOException {
        return Files.readString(EXAMPLES.resolve(file))
                .replace("build-key", signingKey)
                .replace("owner-key", ownersKey)
                .replace("'release'", "'" + layout + "'")
                .replace("<layout>release</layout>", "<layout>" + layout + "</layout>");
    }

    /** As {@link #example}, for a Pipeline, with the checkout of sources and layout put into words. */
    String pipeline(String file) throws IOException {
        return example(file).replace("checkout scm", checkout());
    }

    /** A script that writes what would be checked out. */
    String checkout() throws IOException {
        return "deleteDir(); writeFile(file: 'src/a.txt', text: 'one\\n');"
                + " writeFile(file: 'src/b.txt', text: 'two\\n');"
                + " writeFile(file: 'release.layout', text: '''" + release().replace("\\", "\\\\") + "''')";
    }
}
