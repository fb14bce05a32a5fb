package io.jenkins.plugins.intoto.benchmarks.policy;

import io.jenkins.plugins.intoto.engine.bundle.BundleReader;
import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.key.EcCurve;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.policy.Policy;
import io.jenkins.plugins.intoto.engine.policy.source.PolicyReader;
import io.jenkins.plugins.intoto.engine.policy.PolicySubject;
import io.jenkins.plugins.intoto.engine.policy.PolicyVerdict;
import io.jenkins.plugins.intoto.engine.policy.PolicyVerifier;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.io.BufferedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * A policy over a bundle of 10,000 attestations of which 1 % are about the artifact: three expectations with rules and
 * freshness; in turn with as many checks of a signature as it takes.
 */
public final class PolicyOverBundle {
    private static final int LINES = 10_000;
    private static final int WARM_UP = 10;
    private static final int RELEVANT = 100;
    private static final List<PolicySubject> SUBJECTS =
            List.of(new PolicySubject("app", DigestMap.of(Map.of("sha256", "a".repeat(64)))));
    private static final String[] TYPES = {
        "https://slsa.dev/provenance/v1", "https://cyclonedx.org/bom", "https://in-toto.io/attestation/vulns/v0.2"
    };

    private PolicyOverBundle() {}

    public static void main(String[] args) throws Exception {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 15;
        var key = KeyGenerator.ecdsa(EcCurve.P256);
        var now = Instant.parse("2026-06-01T00:00:00Z");
        var bundle = Files.createTempFile("bundle", ".intoto.jsonl");
        try {
            write(bundle, key, now);
            measure(bundle, key, now, runs);
        } finally {
            Files.delete(bundle);
        }
    }

    private static void measure(Path bundle, SigningKey key, Instant now, int runs) throws Exception {
        var policy = read(key);
        var message = message(key);
        var verdicts = new ArrayList<Long>();
        var signatures = new ArrayList<Long>();
        for (int i = 0; i < runs + WARM_UP; i++) {
            long begin = System.nanoTime();
            var verdict = verify(policy, bundle, now);
            long between = System.nanoTime();
            int valid = valid(message, key, now);
            long end = System.nanoTime();
            if (!verdict.passed() || verdict.artifacts().get(0).attestations() != RELEVANT || valid != RELEVANT) {
                throw new IllegalStateException(verdict.failures().toString());
            }
            if (i == 0) {
                System.out.printf("first run: %d ms%n", (between - begin) / 1_000_000);
            }
            if (i >= WARM_UP) {
                verdicts.add(between - begin);
                signatures.add(end - between);
            }
        }
        Collections.sort(verdicts);
        Collections.sort(signatures);
        double verdict = verdicts.get(runs / 2) / 1e6;
        double alone = signatures.get(runs / 2) / 1e6;
        System.out.printf(
                Locale.ROOT,
                "%d attestations, %d relevant, %.1f MB: median %.0f ms, slowest %.0f ms of %d warm runs; %d signatures alone:"
                        + " %.0f ms; ratio: %.2f%n",
                LINES,
                RELEVANT,
                Files.size(bundle) / 1e6,
                verdict,
                verdicts.get(runs - 1) / 1e6,
                runs,
                RELEVANT,
                alone,
                verdict / alone);
    }

    static PolicyVerdict verify(Policy policy, Path bundle, Instant now) throws Exception {
        return PolicyVerifier.verify(
                policy,
                List.of(PolicyVerifier.OpenBundle.of(bundle)),
                SUBJECTS,
                now,
                BundleReader.DEFAULT_LIMITS,
                PolicyVerifier.Extent.ALL);
    }

    /** A message as long as the relevant ones are on average. */
    static DsseEnvelope message(SigningKey key) throws Exception {
        return DsseEnvelope.sign(DsseEnvelope.IN_TOTO_TYPE, new byte[1200], key.forAttestations());
    }

    /** Checks as many signatures as there are relevant attestations. */
    static int valid(DsseEnvelope message, SigningKey key, Instant now) {
        byte[] signature = message.signatures().get(0).value();
        int valid = 0;
        for (int i = 0; i < RELEVANT; i++) {
            valid += key.publicKey().verifiesAttestation(signature, message.preAuthenticationEncoding(), now) ? 1 : 0;
        }
        return valid;
    }

    static Policy read(SigningKey key) throws Exception {
        return PolicyReader.read(policy(key).getBytes(StandardCharsets.UTF_8), "benchmark");
    }

    private static String policy(SigningKey key) {
        var expectations = new StringBuilder();
        for (var type : TYPES) {
            expectations.append("      - predicateType: ").append(type).append("\n        functionaries: [ci]\n");
        }
        return "expires: 2100-01-01T00:00:00Z\nfunctionaries:\n  ci:\n    keyType: ecdsa\n    keyVal:\n      public: |\n"
                + key.publicKey().publicValue().indent(8) + "subjects:\n  - subject: [app]\n    expectedPredicates:\n"
                + expectations.toString()
                        .replaceFirst(
                                "\\[ci]",
                                "[ci]\n        freshness: {maxAge: 90d}\n        expectedAttributes:"
                                        + "\n          - rule: predicate.runDetails.builder.id == 'https://builder'")
                        .replaceFirst(
                                "(cyclonedx.*\n.*\\[ci])",
                                "$1\n        expectedAttributes:\n          - rule: predicate.specVersion == '1.7'");
    }

    static void write(Path bundle, SigningKey key, Instant now) throws Exception {
        var random = new Random(1);
        var signer = key.forAttestations();
        try (var out = new BufferedOutputStream(Files.newOutputStream(bundle))) {
            for (int i = 0; i < LINES; i++) {
                boolean relevant = i % (LINES / RELEVANT) == 0;
                var digest = relevant ? "a".repeat(64) : String.format("%064x", random.nextLong() >>> 1);
                var type = TYPES[relevant ? i / (LINES / RELEVANT) % 3 : random.nextInt(3)];
                var subject = ResourceDescriptor.of("app-" + i, DigestMap.of(Map.of("sha256", digest)));
                var statement = Statement.of(List.of(subject), type, predicate(type, now, random));
                out.write(DsseEnvelope.sign(DsseEnvelope.IN_TOTO_TYPE, statement.toJson(), signer)
                        .toJson());
                out.write('\n');
            }
        }
    }

    private static Map<String, Object> predicate(String type, Instant now, Random random) {
        var time = now.minus(Duration.ofDays(1)).toString();
        if (type.equals(TYPES[0])) {
            return Map.of(
                    "buildDefinition",
                    Map.of(
                            "buildType",
                            "https://build",
                            "externalParameters",
                            Map.of("job", "app", "revision", random.nextLong()),
                            "resolvedDependencies",
                            items(random, 8)),
                    "runDetails",
                    Map.of("builder", Map.of("id", "https://builder"), "metadata", Map.of("finishedOn", time)));
        }
        if (type.equals(TYPES[1])) {
            return Map.of("bomFormat", "CycloneDX", "specVersion", "1.7", "version", 1L, "components", List.of());
        }
        return Map.of(
                "scanner",
                Map.of(
                        "uri",
                        "https://scanner",
                        "db",
                        Map.of("lastUpdate", time),
                        "result",
                        Arrays.asList()),
                "metadata",
                Map.of("scanStartedOn", time, "scanFinishedOn", time));
    }

    private static List<Object> items(Random random, int count) {
        var items = new ArrayList<Object>();
        for (int i = 0; i < count; i++) {
            items.add(Map.of(
                    "uri",
                    "pkg:maven/org.example/library-" + random.nextInt(1000),
                    "digest",
                    Map.of("sha256", String.format("%064x", random.nextLong() >>> 1))));
        }
        return items;
    }
}
