package io.jenkins.plugins.intoto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.envelope.UnsignedEnvelope;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.key.PassphraseSource;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.engine.model.ArtifactRule;
import io.jenkins.plugins.intoto.engine.model.Inspection;
import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.model.LinkFileNames;
import io.jenkins.plugins.intoto.engine.model.MalformedRuleException;
import io.jenkins.plugins.intoto.engine.model.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A directory with a small supply chain: alice writes {@code app.txt}, bob packs it into {@code app.tar}; a layout of the
 * owner says so. The keys lie in another directory.
 */
final class Project {
    final Path directory;
    private final Path keys;
    private final List<Inspection> inspections = new ArrayList<>();
    private Instant expires = Instant.now().plus(1, ChronoUnit.DAYS);
    private List<String> packCommand = List.of();
    private String packedFrom = "app.txt";

    private Project(Path directory, Path keys) {
        this.directory = directory;
        this.keys = keys;
    }

    /** Makes keys for the owner, alice, bob and mallory, unless they are there. */
    static Project in(Path directory, Path keys, String... keygenOptions) {
        for (var name : List.of("owner", "alice", "bob", "mallory")) {
            if (!Files.exists(keys.resolve(name))) {
                var args = new ArrayList<>(List.of("keygen"));
                args.addAll(List.of(keygenOptions));
                args.add(name);
                Cli.in(keys).run(args.toArray(String[]::new)).succeeded();
            }
        }
        return new Project(directory, keys);
    }

    Project expires(Instant time) {
        expires = time;
        return this;
    }

    Project expectedPackCommand(String... command) {
        packCommand = List.of(command);
        return this;
    }

    /** What the rule for materials of the second step says instead of {@code app.txt}. */
    Project packedFrom(String pattern) {
        packedFrom = pattern;
        return this;
    }

    Project inspection(String name, List<ArtifactRule> products, String... run) {
        inspections.add(new Inspection(name, List.of(), products, List.of(run)));
        return this;
    }

    String key(String name) {
        return keys.resolve(name).toString();
    }

    String publicKey(String name) {
        return keys.resolve(name + ".pub").toString();
    }

    SigningKey signer(String name) {
        try {
            return KeyFiles.readPrivate(keys.resolve(name), PassphraseSource.NONE);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    Cli.Result run(String... args) {
        return Cli.in(directory).run(args);
    }

    Path link(String step, String signer) {
        return directory.resolve(
                LinkFileNames.link(step, signer(signer).publicKey().keyId()));
    }

    static List<ArtifactRule> rules(String... rules) {
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

    /** Carries out both steps. */
    Project build(String... options) throws IOException {
        step("write", "alice", List.of("-p", "app.txt", "--", "sh", "-c", "echo hello > app.txt"), options);
        step("pack", "bob", List.of("-m", "app.txt", "-p", "app.tar", "--", "cp", "app.txt", "app.tar"), options);
        return this;
    }

    void step(String name, String signer, List<String> rest, String... options) {
        var args = new ArrayList<>(List.of("run", "-n", name, "--signing-key", key(signer)));
        args.addAll(List.of(options));
        args.addAll(rest);
        run(args.toArray(String[]::new)).succeeded();
    }

    /** Writes the layout, unsigned. */
    Path unsignedLayout(String file, EnvelopeFormat format) throws IOException {
        Map<KeyId, VerificationKey> functionaries = new LinkedHashMap<>();
        for (var name : List.of("alice", "bob")) {
            var key = signer(name).publicKey();
            functionaries.put(key.keyId(), key);
        }
        var ids = List.copyOf(functionaries.keySet());
        var write = new Step(
                "write",
                1,
                rules("DISALLOW *"),
                rules("CREATE app.txt", "DISALLOW *"),
                List.of(ids.get(0)),
                List.of(),
                List.of());
        var pack = new Step(
                "pack",
                1,
                rules("MATCH " + packedFrom + " WITH PRODUCTS FROM write", "DISALLOW *"),
                rules("CREATE app.tar", "DISALLOW *"),
                List.of(ids.get(1)),
                packCommand,
                List.of());
        var layout = new Layout(expires, "", functionaries, List.of(write, pack), inspections, Map.of(), Map.of());
        return Files.write(
                directory.resolve(file), UnsignedEnvelope.of(layout, format).toByteArray(List.of()));
    }

    /** Writes {@code root.layout}, signed by the owner. */
    Project layout() throws IOException {
        return layout(EnvelopeFormat.METABLOCK);
    }

    Project layout(EnvelopeFormat format) throws IOException {
        unsignedLayout("root.layout", format);
        run("sign", "-f", "root.layout", "-k", key("owner")).succeeded();
        return this;
    }

    Cli.Result verify(String... more) {
        var args = new ArrayList<>(List.of("verify", "-l", "root.layout", "--verification-keys", publicKey("owner")));
        args.addAll(List.of(more));
        return run(args.toArray(String[]::new));
    }

    /** Replaces text in a file, which must be there. */
    static void tamper(Path file, String old, String replacement) throws IOException {
        var text = Files.readString(file);
        assertThat(text).contains(old);
        Files.writeString(file, text.replace(old, replacement));
    }
}
