package io.jenkins.plugins.intoto.engine.verify;

import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts on generated supply chains, side by side with the reference in one Python process. */
@RequiresTool(Tool.IN_TOTO)
class VerdictInteropTest {
    private static final int CASES = 1200;

    /** What the reference calls the reasons for which a verification fails here. */
    private static final Map<String, Set<ReasonCode>> REASONS = Map.of(
            "pass", EnumSet.noneOf(ReasonCode.class),
            "LayoutExpiredError", EnumSet.of(ReasonCode.LAYOUT_EXPIRED),
            "LinkNotFoundError", EnumSet.of(ReasonCode.LINK_MISSING, ReasonCode.THRESHOLD_NOT_MET),
            "ThresholdVerificationError", EnumSet.of(ReasonCode.THRESHOLD_NOT_MET, ReasonCode.LINKS_DISAGREE),
            "RuleVerificationError",
                    EnumSet.of(
                            ReasonCode.ARTIFACT_CHANGED,
                            ReasonCode.ARTIFACT_NOT_IN_STEP,
                            ReasonCode.ARTIFACT_NOT_ALLOWED,
                            ReasonCode.ARTIFACT_MISSING));

    @TempDir
    Path directory;

    @Test
    void verdictsAndTheirReasonsAreThoseOfTheReference() throws Exception {
        var ours = new TreeMap<String, Verification>();
        var cases = new StringBuilder();
        for (int seed = 0; seed < CASES; seed++) {
            var chain = GeneratedSupplyChains.of(seed);
            ours.put("case" + seed, chain.verify());
            cases.append(write(chain, "case" + seed)).append('\n');
        }
        var list = Files.writeString(directory.resolve("cases.txt"), cases);
        var script = Path.of("src/test/resources/interop/verify_cases.py").toAbsolutePath();
        var verdicts = InteropTools.runPython(directory, new byte[0], script.toString(), list.toString())
                .succeeded()
                .text()
                .lines()
                .toList();

        assertThat(verdicts).hasSize(CASES);
        var differences = new ArrayList<String>();
        var counts = new TreeMap<String, Integer>();
        for (var line : verdicts) {
            var words = line.split(" ");
            counts.merge(words[1], 1, Integer::sum);
            var codes =
                    ours.get(words[0]).failures().stream().map(Finding::code).toList();
            if (!agree(words[1], codes)) {
                differences.add(line + " but here " + ours.get(words[0]).failures());
            }
        }
        assertThat(differences).isEmpty();
        assertThat(counts.keySet()).as("every kind of verdict occurs").containsAll(REASONS.keySet());
        assertThat(counts.get("pass")).as("many pass, many do not: " + counts).isBetween(CASES / 5, CASES * 4 / 5);
    }

    /** The reference stops at its first reason, we list all: its first must be among ours. */
    private static boolean agree(String verdict, List<ReasonCode> codes) {
        return verdict.equals("pass") ? codes.isEmpty() : codes.stream().anyMatch(REASONS.get(verdict)::contains);
    }

    private Path write(SupplyChain chain, String name) throws Exception {
        var target = Files.createDirectory(directory.resolve(name));
        Files.write(target.resolve("root.layout"), SupplyChain.bytes(chain.layout(), EnvelopeFormat.METABLOCK, OWNER));
        Files.writeString(
                target.resolve("owner.json"),
                new String(Json.compact(OWNER.publicKey().toJson()), StandardCharsets.UTF_8));
        for (var file : chain.links().fileNames()) {
            Files.write(target.resolve(file), chain.links().read(file, Integer.MAX_VALUE));
        }
        return target;
    }
}
