package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.artifact.DigestSet;
import io.jenkins.plugins.intoto.engine.envelope.Envelope;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeReader;
import io.jenkins.plugins.intoto.engine.envelope.UnsignedEnvelope;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.key.Signature;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.engine.model.ArtifactRule;
import io.jenkins.plugins.intoto.engine.model.Inspection;
import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.model.LinkFileNames;
import io.jenkins.plugins.intoto.engine.model.MalformedRuleException;
import io.jenkins.plugins.intoto.engine.model.Payload;
import io.jenkins.plugins.intoto.engine.model.Step;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A supply chain in memory, really signed, and verified by the real verifier. Steps are given at once, or word by word as a
 * {@link StepDraft}, where keys go by the names of their holders.
 */
public final class SupplyChain {
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    public static final SigningKey OWNER = KeyGenerator.ed25519();
    public static final SigningKey ALICE = KeyGenerator.ed25519();
    public static final SigningKey BOB = KeyGenerator.ed25519();
    public static final SigningKey MALLORY = KeyGenerator.ed25519();

    private static final Map<String, SigningKey> KEYS =
            new ConcurrentHashMap<>(Map.of("owner", OWNER, "alice", ALICE, "bob", BOB, "mallory", MALLORY));

    private final Map<KeyId, VerificationKey> keys = new LinkedHashMap<>();
    private final List<Supplier<Step>> steps = new ArrayList<>();
    private final Map<String, StepDraft> drafts = new HashMap<>();
    private final List<Inspection> inspections = new ArrayList<>();
    private final Files files = new Files();
    private String source = "release.layout";
    private Instant expires = NOW.plus(300, ChronoUnit.DAYS);
    private VerificationOptions options = options();

    /** A step as the layout will have it. */
    public final class StepDraft {
        private final String name;
        private final List<KeyId> functionaries = new ArrayList<>();
        private final List<ArtifactRule> materialRules = new ArrayList<>();
        private final List<ArtifactRule> productRules = new ArrayList<>();
        private List<String> command = List.of();
        private int threshold = 1;

        private StepDraft(String name) {
            this.name = name;
        }

        public StepDraft by(String... holders) {
            for (var holder : holders) {
                key(key(holder));
                functionaries.add(idOf(holder));
            }
            return this;
        }

        public StepDraft threshold(int number) {
            threshold = number;
            return this;
        }

        public StepDraft command(String... words) {
            command = List.of(words);
            return this;
        }

        /** Rules with their tokens separated by spaces. */
        public StepDraft materials(String... rules) {
            materialRules.addAll(rules(rules));
            return this;
        }

        public StepDraft products(String... rules) {
            productRules.addAll(rules(rules));
            return this;
        }

        public StepDraft materialRule(String... tokens) {
            materialRules.add(rule(tokens));
            return this;
        }

        public StepDraft productRule(String... tokens) {
            productRules.add(rule(tokens));
            return this;
        }

        /** A link of the step, signed by one of its functionaries; artifacts as in {@link #artifacts}. */
        public StepDraft link(String holder, List<String> materials, List<String> products) {
            return link(holder, command, materials, products);
        }

        public StepDraft link(String holder, List<String> ran, List<String> materials, List<String> products) {
            record(key(holder), new Link(name, ran, artifacts(materials), artifacts(products), Map.of(), Map.of()));
            return this;
        }

        public StepDraft file(String fileName, String content) {
            files.put(fileName, content.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        /** A sublayout, as it is now, in place of a link. */
        public StepDraft sublayout(String holder, SupplyChain inner) {
            var directory = LinkFileNames.sublayoutDirectory(name, idOf(holder)) + "/";
            files.put(
                    LinkFileNames.link(name, idOf(holder)),
                    bytes(inner.layout(), EnvelopeFormat.METABLOCK, key(holder)));
            inner.files.content.forEach((path, content) -> files.put(directory + path, content));
            return this;
        }

        private Step build() {
            return new Step(name, threshold, materialRules, productRules, functionaries, command, List.of());
        }
    }

    /** The key of a holder, new if there was none. */
    public static SigningKey key(String holder) {
        return KEYS.computeIfAbsent(holder, name -> KeyGenerator.ed25519());
    }

    private static KeyId idOf(String holder) {
        return key(holder).publicKey().keyId();
    }

    public static String shortId(String holder) {
        return idOf(holder).shortForm();
    }

    private static ArtifactRule rule(String... tokens) {
        try {
            return ArtifactRule.parse(List.of(tokens));
        } catch (MalformedRuleException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Rules with their tokens separated by spaces. */
    public static List<ArtifactRule> rules(String... rules) {
        return Stream.of(rules).map(rule -> rule(rule.split(" "))).toList();
    }

    /** Artifacts from words "path" or "path<-content"; the digest is that of the content, or of the path. */
    public static Artifacts artifacts(String... words) {
        return artifacts(List.of(words));
    }

    public static Artifacts artifacts(List<String> words) {
        var map = new TreeMap<String, DigestSet>();
        for (var word : words) {
            var parts = word.split("<-", 2);
            map.put(parts[0], digest(parts[parts.length - 1]));
        }
        return Artifacts.of(map);
    }

    public static DigestSet digest(String content) {
        return DigestSet.of(
                DigestAlgorithm.SHA256,
                DigestAlgorithm.SHA256.newDigest().digest(content.getBytes(StandardCharsets.UTF_8)));
    }

    public static Link link(String name, Artifacts materials, Artifacts products) {
        return new Link(name, List.of(), materials, products, Map.of(), Map.of());
    }

    public static Envelope signed(Payload payload, String source, SigningKey... signers) {
        return read(bytes(payload, EnvelopeFormat.METABLOCK, signers), source);
    }

    public static byte[] bytes(Payload payload, EnvelopeFormat format, SigningKey... signers) {
        var unsigned = UnsignedEnvelope.of(payload, format);
        var signatures = new ArrayList<Signature>();
        for (var signer : signers) {
            try {
                signatures.addAll(unsigned.sign(signer));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        return unsigned.toByteArray(signatures);
    }

    public static Envelope read(byte[] content, String source) {
        try {
            return EnvelopeReader.read(content, source, JsonLimits.DEFAULT);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public SupplyChain key(SigningKey key) {
        keys.put(key.publicKey().keyId(), key.publicKey());
        return this;
    }

    public SupplyChain key(KeyId id, VerificationKey key) {
        keys.put(id, key);
        return this;
    }

    public SupplyChain step(
            String name, List<ArtifactRule> materials, List<ArtifactRule> products, SigningKey... functionaries) {
        return step(name, 1, materials, products, functionaries);
    }

    public SupplyChain step(
            String name,
            int threshold,
            List<ArtifactRule> materials,
            List<ArtifactRule> products,
            SigningKey... functionaries) {
        var ids = new ArrayList<KeyId>();
        for (var functionary : functionaries) {
            key(functionary);
            ids.add(functionary.publicKey().keyId());
        }
        return step(new Step(name, threshold, materials, products, ids, List.of(), List.of()));
    }

    /** The step of a name, new if there was none. */
    public StepDraft step(String name) {
        return drafts.computeIfAbsent(name, same -> {
            var draft = new StepDraft(name);
            steps.add(draft::build);
            return draft;
        });
    }

    public SupplyChain step(Step step) {
        steps.add(() -> step);
        return this;
    }

    public SupplyChain inspection(
            String name, List<ArtifactRule> materials, List<ArtifactRule> products, String... run) {
        inspections.add(new Inspection(name, materials, products, List.of(run)));
        return this;
    }

    public SupplyChain inspection(String name, List<String> run, List<String> materials, List<String> products) {
        return inspection(
                name,
                rules(materials.toArray(String[]::new)),
                rules(products.toArray(String[]::new)),
                run.toArray(String[]::new));
    }

    public SupplyChain inspectedBy(InspectionRunner runner) {
        options = options.withInspections(runner);
        return this;
    }

    /** Keys go by the names of their holders in the outcome too. */
    public SupplyChain naming(String... holders) {
        var names = KeyNames.NONE;
        for (var holder : holders) {
            names = names.with(key(holder).publicKey(), new KeyNames.Name(holder + "-key", "Key of " + holder));
        }
        options = options.withKeyNames(names);
        return this;
    }

    /** Where the layout is said to come from. */
    public SupplyChain source(String name) {
        source = name;
        return this;
    }

    public SupplyChain expires(Instant time) {
        expires = time;
        return this;
    }

    /** Puts a link of a functionary where it belongs. */
    public SupplyChain record(SigningKey functionary, Link link) {
        return file(
                LinkFileNames.link(link.name(), functionary.publicKey().keyId()),
                bytes(link, EnvelopeFormat.METABLOCK, functionary));
    }

    public SupplyChain record(SigningKey functionary, String step, Artifacts materials, Artifacts products) {
        return record(functionary, link(step, materials, products));
    }

    public SupplyChain file(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    public Layout layout() {
        return new Layout(
                expires, "", keys, steps.stream().map(Supplier::get).toList(), inspections, Map.of(), Map.of());
    }

    public void withoutLinksOf(String step) {
        files.content.keySet().removeIf(name -> name.startsWith(step + "."));
    }

    public LinkSource links() {
        return files;
    }

    public static VerificationOptions options() {
        return VerificationOptions.DEFAULT.withClock(InstantSource.fixed(NOW));
    }

    public Verification verify() {
        return verify(options);
    }

    public Verification verify(VerificationOptions options) {
        return verify(options, OWNER.publicKey());
    }

    public Verification verify(VerificationKey... layoutKeys) {
        return verify(options, layoutKeys);
    }

    private Verification verify(VerificationOptions options, VerificationKey... layoutKeys) {
        try {
            return new LayoutVerifier(options).verify(signed(layout(), source, OWNER), List.of(layoutKeys), files);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Files in memory, paths with slashes. */
    private static final class Files implements LinkSource {
        private final Map<String, byte[]> content;
        private final String prefix;

        Files() {
            this(new TreeMap<>(), "");
        }

        private Files(Map<String, byte[]> content, String prefix) {
            this.content = content;
            this.prefix = prefix;
        }

        void put(String path, byte[] bytes) {
            content.put(path, bytes);
        }

        @Override
        public Set<String> fileNames() {
            return content.keySet().stream()
                    .filter(path -> path.startsWith(prefix))
                    .map(path -> path.substring(prefix.length()))
                    .filter(name -> name.indexOf('/') < 0)
                    .collect(java.util.stream.Collectors.toCollection(java.util.TreeSet::new));
        }

        @Override
        public long size(String fileName) {
            return content.get(prefix + fileName).length;
        }

        @Override
        public InputStream open(String fileName) {
            return new ByteArrayInputStream(content.get(prefix + fileName));
        }

        @Override
        public LinkSource directory(String name) {
            return new Files(content, prefix + name + "/");
        }

        @Override
        public String describe(String fileName) {
            return ("links/" + prefix + fileName).replaceFirst("/$", "");
        }
    }
}
