package io.jenkins.plugins.intoto.verify;

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
import io.jenkins.plugins.intoto.key.Signature;
import io.jenkins.plugins.intoto.key.SigningKey;
import io.jenkins.plugins.intoto.key.VerificationKey;
import io.jenkins.plugins.intoto.model.ArtifactRule;
import io.jenkins.plugins.intoto.model.Inspection;
import io.jenkins.plugins.intoto.model.Layout;
import io.jenkins.plugins.intoto.model.Link;
import io.jenkins.plugins.intoto.model.LinkFileNames;
import io.jenkins.plugins.intoto.model.MalformedRuleException;
import io.jenkins.plugins.intoto.model.Payload;
import io.jenkins.plugins.intoto.model.Step;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A supply chain in memory: an owner, functionaries, a layout and links, real keys and signatures. */
public final class SupplyChain {
    public static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    public static final SigningKey OWNER = KeyGenerator.ed25519();
    public static final SigningKey ALICE = KeyGenerator.ed25519();
    public static final SigningKey BOB = KeyGenerator.ed25519();
    public static final SigningKey MALLORY = KeyGenerator.ed25519();

    private final Map<KeyId, VerificationKey> keys = new LinkedHashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Inspection> inspections = new ArrayList<>();
    private final Files files = new Files();
    private Instant expires = NOW.plusSeconds(3600);

    public static List<ArtifactRule> rules(String... rules) {
        var parsed = new ArrayList<ArtifactRule>();
        for (var rule : rules) {
            try {
                parsed.add(ArtifactRule.parse(List.of(rule.split(" "))));
            } catch (MalformedRuleException e) {
                throw new IllegalArgumentException(e);
            }
        }
        return parsed;
    }

    /** Artifacts from words "path" or "path=content"; the digest is that of the content, or of the path. */
    public static Artifacts artifacts(String... words) {
        var map = new TreeMap<String, DigestSet>();
        for (var word : words) {
            int equals = word.lastIndexOf('=');
            map.put(equals < 0 ? word : word.substring(0, equals), digest(word.substring(equals + 1)));
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

    public SupplyChain step(Step step) {
        steps.add(step);
        return this;
    }

    public SupplyChain inspection(
            String name, List<ArtifactRule> materials, List<ArtifactRule> products, String... run) {
        inspections.add(new Inspection(name, materials, products, List.of(run)));
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
        return new Layout(expires, "", keys, steps, inspections, Map.of(), Map.of());
    }

    public LinkSource links() {
        return files;
    }

    public static VerificationOptions options() {
        return VerificationOptions.DEFAULT.withClock(InstantSource.fixed(NOW));
    }

    public Verification verify() throws InterruptedException {
        return verify(options());
    }

    public Verification verify(VerificationOptions options) throws InterruptedException {
        return new LayoutVerifier(options)
                .verify(signed(layout(), "release.layout", OWNER), List.of(OWNER.publicKey()), files);
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
            return "links/" + prefix + fileName;
        }
    }
}
