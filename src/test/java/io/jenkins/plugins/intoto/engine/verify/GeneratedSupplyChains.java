package io.jenkins.plugins.intoto.engine.verify;

import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.ALICE;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.BOB;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.MALLORY;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.NOW;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.digest;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.link;

import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.artifact.DigestSet;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.model.ArtifactRule;
import io.jenkins.plugins.intoto.engine.model.LinkFileNames;
import io.jenkins.plugins.intoto.engine.model.MalformedRuleException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Small supply chains of every sort, most of them almost right, so that about half of them pass. One seed gives one chain.
 */
final class GeneratedSupplyChains {
    private static final String[] SEGMENTS = {"a", "b", "ab", "x.jar", "[x]", "-", "é", ".h"};
    private static final String[] PATTERNS = {
        "*",
        "*",
        "a*",
        "*b",
        "a",
        "a/*",
        "*/b",
        "?",
        "[ab]",
        "[!a]*",
        "[!ab]",
        "*.jar",
        "b/[]x[]*",
        "[a-c]*",
        "[é-ü]",
        "**",
        "*/*",
        ""
    };
    private static final String[] PREFIXES = {"a", "b/", "a/b", "ab", "", "a/"};

    private final Random random;
    private final SupplyChain chain = new SupplyChain();
    private final List<String> names = new ArrayList<>();

    private GeneratedSupplyChains(long seed) {
        this.random = new Random(seed);
    }

    static SupplyChain of(long seed) {
        return new GeneratedSupplyChains(seed).generate();
    }

    private SupplyChain generate() {
        // Far beyond any clock that the reference may be run by; some chains are expired.
        chain.expires(oneIn(25) ? NOW.minusSeconds(1) : NOW.plus(Duration.ofDays(36500)));
        Map<String, DigestSet> materials = files();
        int steps = 1 + random.nextInt(3);
        for (int i = 0; i < steps; i++) {
            names.add("step" + i);
        }
        for (int i = 0; i < steps; i++) {
            var products = oneIn(4) ? materials : changed(materials);
            step(i, Artifacts.of(materials), Artifacts.of(products));
            materials = oneIn(6) ? changed(products) : products;
        }
        return chain;
    }

    private void step(int index, Artifacts materials, Artifacts products) {
        int threshold = oneIn(5) ? 2 : 1;
        chain.step(names.get(index), threshold, rules(), rules(), ALICE, BOB);
        if (!oneIn(40)) {
            record(names.get(index), ALICE, materials, products);
        }
        if (threshold == 2 ? !oneIn(10) : oneIn(4)) {
            record(names.get(index), BOB, materials, oneIn(10) ? Artifacts.of(files()) : products);
        }
        if (oneIn(10)) {
            record(names.get(index), MALLORY, materials, products);
        }
    }

    private void record(String step, SigningKey key, Artifacts materials, Artifacts products) {
        byte[] bytes =
                SupplyChain.bytes(link(step, materials, products), EnvelopeFormat.METABLOCK, oneIn(30) ? MALLORY : key);
        if (oneIn(30)) {
            bytes = new String(bytes, StandardCharsets.UTF_8)
                    .replace("\"command\": []", "\"command\": [\"x\"]")
                    .getBytes(StandardCharsets.UTF_8);
        }
        chain.file(LinkFileNames.link(step, key.publicKey().keyId()), bytes);
    }

    private Map<String, DigestSet> files() {
        var files = new TreeMap<String, DigestSet>();
        for (int count = random.nextInt(6); count > 0; count--) {
            files.put(path(), digest("content" + random.nextInt(3)));
        }
        return files;
    }

    private Map<String, DigestSet> changed(Map<String, DigestSet> files) {
        var changed = new TreeMap<>(files);
        if (!changed.isEmpty() && oneIn(3)) {
            changed.remove(changed.firstKey());
        }
        if (!changed.isEmpty() && oneIn(3)) {
            changed.put(changed.lastKey(), digest("content" + random.nextInt(3)));
        }
        if (oneIn(2)) {
            changed.put(path(), digest("content" + random.nextInt(3)));
        }
        return changed;
    }

    private String path() {
        var path = new StringBuilder(oneIn(15) ? "/" : oneIn(15) ? "../" : "");
        for (int depth = random.nextInt(3); depth > 0; depth--) {
            path.append(pick(SEGMENTS)).append('/');
        }
        return path.append(pick(SEGMENTS)).toString();
    }

    private List<ArtifactRule> rules() {
        var rules = new ArrayList<ArtifactRule>();
        for (int count = random.nextInt(5); count > 0; count--) {
            rule(rules);
        }
        if (oneIn(4)) {
            parse(List.of("DISALLOW", "*"), rules);
        }
        return rules;
    }

    private void rule(List<ArtifactRule> rules) {
        switch (random.nextInt(9)) {
            case 0 -> parse(List.of("CREATE", pick(PATTERNS)), rules);
            case 1 -> parse(List.of("DELETE", pick(PATTERNS)), rules);
            case 2 -> parse(List.of("MODIFY", pick(PATTERNS)), rules);
            case 3, 4 -> parse(List.of("ALLOW", pick(PATTERNS)), rules);
            case 5 -> parse(List.of(oneIn(6) ? "DISALLOW" : "ALLOW", pick(PATTERNS)), rules);
            case 6 -> parse(List.of(oneIn(6) ? "REQUIRE" : "allow", oneIn(2) ? path() : pick(PATTERNS)), rules);
            default -> match(rules);
        }
    }

    private void match(List<ArtifactRule> rules) {
        var tokens = new ArrayList<>(List.of("MATCH", pick(PATTERNS)));
        if (oneIn(3)) {
            tokens.addAll(List.of("IN", pick(PREFIXES)));
        }
        tokens.addAll(List.of("WITH", random.nextBoolean() ? "PRODUCTS" : "MATERIALS"));
        if (oneIn(3)) {
            tokens.addAll(List.of("IN", pick(PREFIXES)));
        }
        tokens.addAll(List.of("FROM", oneIn(20) ? "nowhere" : names.get(random.nextInt(names.size()))));
        parse(tokens, rules);
    }

    /** Leaves out what is refused here and accepted by the reference: that is tested elsewhere. */
    private static void parse(List<String> tokens, List<ArtifactRule> rules) {
        try {
            rules.add(ArtifactRule.parse(tokens));
        } catch (MalformedRuleException e) {
            if (!tokens.get(1).isEmpty()) {
                throw new IllegalStateException(e);
            }
        }
    }

    private String pick(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }
}
