package io.jenkins.plugins.intoto.report;

import io.jenkins.plugins.intoto.InTotoException;
import io.jenkins.plugins.intoto.artifact.Artifacts;
import io.jenkins.plugins.intoto.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.artifact.DigestSet;
import io.jenkins.plugins.intoto.envelope.Envelope;
import io.jenkins.plugins.intoto.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.envelope.EnvelopeReader;
import io.jenkins.plugins.intoto.envelope.UnsignedEnvelope;
import io.jenkins.plugins.intoto.json.JsonLimits;
import io.jenkins.plugins.intoto.key.KeyGenerator;
import io.jenkins.plugins.intoto.key.KeyId;
import io.jenkins.plugins.intoto.key.SigningKey;
import io.jenkins.plugins.intoto.key.VerificationKey;
import io.jenkins.plugins.intoto.model.ArtifactRule;
import io.jenkins.plugins.intoto.model.Inspection;
import io.jenkins.plugins.intoto.model.Layout;
import io.jenkins.plugins.intoto.model.Link;
import io.jenkins.plugins.intoto.model.LinkFileNames;
import io.jenkins.plugins.intoto.model.Payload;
import io.jenkins.plugins.intoto.model.Step;
import io.jenkins.plugins.intoto.verify.InspectionRunner;
import io.jenkins.plugins.intoto.verify.KeyNames;
import io.jenkins.plugins.intoto.verify.LayoutVerifier;
import io.jenkins.plugins.intoto.verify.LinkSource;
import io.jenkins.plugins.intoto.verify.Verification;
import io.jenkins.plugins.intoto.verify.VerificationOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A supply chain in memory, really signed and verified by the real verifier. Keys go by the names of their holders. */
final class SupplyChain {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final Map<String, SigningKey> KEYS = new HashMap<>();

    private final List<StepDraft> steps = new ArrayList<>();
    private final List<Inspection> inspections = new ArrayList<>();
    private final MemoryLinks links = new MemoryLinks("links");
    private String source = "release.layout";
    private Instant expires = NOW.plus(300, ChronoUnit.DAYS);
    private VerificationOptions options = VerificationOptions.DEFAULT.withClock(() -> NOW);

    /** A step as the layout will have it. */
    final class StepDraft {
        private final String name;
        private final List<String> functionaries = new ArrayList<>();
        private final List<ArtifactRule> materialRules = new ArrayList<>();
        private final List<ArtifactRule> productRules = new ArrayList<>();
        private List<String> command = List.of();
        private int threshold = 1;

        StepDraft(String name) {
            this.name = name;
        }

        StepDraft by(String... holders) {
            functionaries.addAll(List.of(holders));
            return this;
        }

        StepDraft threshold(int number) {
            threshold = number;
            return this;
        }

        StepDraft command(String... words) {
            command = List.of(words);
            return this;
        }

        /** Rules with their tokens separated by spaces. */
        StepDraft materials(String... rules) {
            Arrays.stream(rules).forEach(rule -> materialRules.add(rule(rule.split(" "))));
            return this;
        }

        StepDraft products(String... rules) {
            Arrays.stream(rules).forEach(rule -> productRules.add(rule(rule.split(" "))));
            return this;
        }

        StepDraft materialRule(String... tokens) {
            materialRules.add(rule(tokens));
            return this;
        }

        StepDraft productRule(String... tokens) {
            productRules.add(rule(tokens));
            return this;
        }

        /** A link of the step, signed by one of its functionaries; artifacts are {@code path} or {@code path<-content}. */
        StepDraft link(String holder, List<String> materials, List<String> products) {
            return link(holder, command, materials, products);
        }

        StepDraft link(String holder, List<String> ran, List<String> materials, List<String> products) {
            var link = new Link(name, ran, artifacts(materials), artifacts(products), Map.of(), Map.of());
            links.files.put(LinkFileNames.link(name, key(holder).publicKey().keyId()), signed(link, holder));
            return this;
        }

        StepDraft file(String fileName, String content) {
            links.files.put(fileName, content.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        /** A sublayout in place of a link. */
        StepDraft sublayout(String holder, SupplyChain inner) {
            var id = key(holder).publicKey().keyId();
            links.files.put(LinkFileNames.link(name, id), signed(inner.layout(), holder));
            links.directories.put(LinkFileNames.sublayoutDirectory(name, id), inner.links);
            return this;
        }

        private Step build() {
            var ids = functionaries.stream()
                    .map(holder -> key(holder).publicKey().keyId())
                    .toList();
            return new Step(name, threshold, materialRules, productRules, ids, command, List.of());
        }
    }

    /** Steps that each take all that the step before made: checkout, build, package. */
    static SupplyChain ofThreeSteps() {
        var chain = new SupplyChain();
        chain.step("checkout")
                .by("alice")
                .materials("DISALLOW *")
                .products("CREATE *")
                .link("alice", List.of(), List.of("pom.xml", "src/App.java", "src/Main.java"));
        chain.step("build")
                .by("bob")
                .command("mvn", "package")
                .materials("MATCH * WITH PRODUCTS FROM checkout", "DISALLOW *")
                .products("MATCH * WITH PRODUCTS FROM checkout", "CREATE target/app.jar", "DISALLOW *")
                .link(
                        "bob",
                        List.of("pom.xml", "src/App.java", "src/Main.java"),
                        List.of("pom.xml", "src/App.java", "src/Main.java", "target/app.jar"));
        chain.step("package")
                .by("carol")
                .materials("MATCH target/* WITH PRODUCTS FROM build", "DISALLOW *")
                .products("CREATE app.tar.gz", "ALLOW target/app.jar", "DISALLOW *")
                .link("carol", List.of("target/app.jar"), List.of("target/app.jar", "app.tar.gz"));
        return chain;
    }

    /** The same, but for the jar that was exchanged between build and package. */
    static SupplyChain ofThreeStepsWithAChangedJar() {
        var chain = ofThreeSteps();
        chain.step("package")
                .link("carol", List.of("target/app.jar<-evil"), List.of("target/app.jar<-evil", "app.tar.gz"));
        return chain;
    }

    /** The step of a name, new if there was none. */
    StepDraft step(String name) {
        return steps.stream().filter(step -> step.name.equals(name)).findFirst().orElseGet(() -> {
            steps.add(new StepDraft(name));
            return steps.get(steps.size() - 1);
        });
    }

    SupplyChain inspection(String name, List<String> run, List<String> materials, List<String> products) {
        inspections.add(new Inspection(
                name,
                materials.stream().map(rule -> rule(rule.split(" "))).toList(),
                products.stream().map(rule -> rule(rule.split(" "))).toList(),
                run));
        return this;
    }

    SupplyChain source(String name) {
        source = name;
        return this;
    }

    SupplyChain expires(Instant time) {
        expires = time;
        return this;
    }

    /** Keys go by the names of their holders in reports too. */
    SupplyChain naming(String... holders) {
        var names = KeyNames.NONE;
        for (var holder : holders) {
            names = names.with(key(holder).publicKey(), new KeyNames.Name(holder + "-key", "Key of " + holder));
        }
        options = options.withKeyNames(names);
        return this;
    }

    SupplyChain inspectedBy(InspectionRunner runner) {
        options = options.withInspections(runner);
        return this;
    }

    void withoutLinksOf(String step) {
        links.files.keySet().removeIf(name -> name.startsWith(step + "."));
    }

    static SigningKey key(String holder) {
        return KEYS.computeIfAbsent(holder, name -> KeyGenerator.ed25519());
    }

    static String shortId(String holder) {
        return key(holder).publicKey().keyId().shortForm();
    }

    static Artifacts artifacts(List<String> named) {
        var artifacts = new TreeMap<String, DigestSet>();
        for (var artifact : named) {
            var parts = artifact.split("<-", 2);
            var digest =
                    DigestAlgorithm.SHA256.newDigest().digest(parts[parts.length - 1].getBytes(StandardCharsets.UTF_8));
            artifacts.put(parts[0], DigestSet.of(DigestAlgorithm.SHA256, digest));
        }
        return Artifacts.of(artifacts);
    }

    Verification verify() {
        return verify(key("owner").publicKey());
    }

    Verification verify(VerificationKey... layoutKeys) {
        try {
            return new LayoutVerifier(options)
                    .verify(read(signed(layout(), "owner"), source), List.of(layoutKeys), links);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Layout layout() {
        var keys = new LinkedHashMap<KeyId, VerificationKey>();
        for (var step : steps) {
            for (var holder : step.functionaries) {
                keys.put(key(holder).publicKey().keyId(), key(holder).publicKey());
            }
        }
        return new Layout(
                expires, "", keys, steps.stream().map(StepDraft::build).toList(), inspections, Map.of(), Map.of());
    }

    private static ArtifactRule rule(String... tokens) {
        try {
            return ArtifactRule.parse(List.of(tokens));
        } catch (InTotoException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static byte[] signed(Payload payload, String holder) {
        try {
            var envelope = UnsignedEnvelope.of(payload, EnvelopeFormat.METABLOCK);
            return envelope.toByteArray(envelope.sign(key(holder)));
        } catch (InTotoException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Envelope read(byte[] content, String source) {
        try {
            return EnvelopeReader.read(content, source, JsonLimits.DEFAULT);
        } catch (InTotoException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static final class MemoryLinks implements LinkSource {
        private final String path;
        private final Map<String, byte[]> files = new TreeMap<>();
        private final Map<String, LinkSource> directories = new TreeMap<>();

        MemoryLinks(String path) {
            this.path = path;
        }

        @Override
        public Set<String> fileNames() {
            return new TreeSet<>(files.keySet());
        }

        @Override
        public long size(String fileName) {
            return files.get(fileName).length;
        }

        @Override
        public InputStream open(String fileName) {
            return new ByteArrayInputStream(files.get(fileName));
        }

        @Override
        public LinkSource directory(String name) {
            return directories.getOrDefault(name, new MemoryLinks(path + "/" + name));
        }

        @Override
        public String describe(String fileName) {
            return fileName.isEmpty() ? path : path + "/" + fileName;
        }
    }
}
