package io.jenkins.plugins.intoto.engine.policy;

import static io.jenkins.plugins.intoto.engine.policy.Attestations.ALICE;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.BOB;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.MALLORY;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.PROVENANCE;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.VULNERABILITIES;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.ago;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.by;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.certified;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.expecting;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.line;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.policy;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.provenance;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.vulnerabilities;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.bundle.BundleReader;
import io.jenkins.plugins.intoto.engine.bundle.Seal;
import io.jenkins.plugins.intoto.engine.policy.source.MalformedPolicyException;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** An attestation more never turns a pass into a failure, wherever it stands (Attestation Framework 1, monotonic principle). */
class MonotonicityTest {
    private static final List<byte[]> POOL = pool();
    private static final List<Policy> POLICIES = policies();

    private static List<byte[]> pool() {
        try {
            var other = ResourceDescriptor.of("x", DigestMap.of(Map.of("sha256", "c".repeat(64))));
            var torn = ResourceDescriptor.of(
                    "x", DigestMap.of(Map.of("sha256", "a".repeat(64), "sha512", "c".repeat(128))));
            var sealed = Files.createTempFile("sealed", ".jsonl");
            var fresh = line(PROVENANCE, provenance(), by(ALICE));
            Files.write(sealed, Attestations.bundle(List.of(fresh)));
            Seal.append(sealed, BOB.forAttestations(), BundleReader.DEFAULT_LIMITS);
            var seal = Files.readAllLines(sealed).get(1).getBytes(UTF_8);
            Files.delete(sealed);
            return List.of(
                    fresh,
                    line(PROVENANCE, provenance(), by(BOB)),
                    line(PROVENANCE, provenance(), by(MALLORY)),
                    line(PROVENANCE, provenance(ago(400), "https://b"), by(ALICE)),
                    line(PROVENANCE, provenance(ago(-40), "https://b"), by(BOB)),
                    line(PROVENANCE, Map.of(), by(ALICE)),
                    line(PROVENANCE, provenance(), certified("jenkins")),
                    line(other, PROVENANCE, provenance(), by(ALICE)),
                    line(torn, PROVENANCE, provenance(), by(ALICE)),
                    line(VULNERABILITIES, vulnerabilities(ago(1)), by(ALICE)),
                    line(VULNERABILITIES, vulnerabilities(ago(30)), by(BOB)),
                    seal,
                    "rubbish".getBytes(UTF_8));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Policy> policies() {
        try {
            var provenance = "- predicateType: " + PROVENANCE + "\n  functionaries: [alice, bob]\n";
            var rule = "  expectedAttributes: [{rule: \"predicate.runDetails.builder.id != 'https://b'\"}]\n";
            return List.of(
                    policy(expecting(provenance)),
                    policy(expecting(provenance + "  threshold: 2\n")),
                    policy(expecting(provenance + "  threshold: 2\n  freshness: {maxAge: 90d}\n")),
                    policy(expecting(provenance + rule)),
                    policy(expecting(provenance)
                            .replace("subjects:", "requireSeal: {functionaries: [bob]}\nsubjects:")),
                    policy(expecting(provenance + "- predicateType: " + VULNERABILITIES
                            + "\n  functionaries: [alice, bob]\n  freshness: {maxAge: 7d}\n")));
        } catch (MalformedPolicyException e) {
            throw new IllegalStateException(e);
        }
    }

    @Property(tries = 200)
    void anAttestationMoreNeverTurnsAPassIntoAFailure(
            @ForAll @IntRange(min = 0, max = 5) int policy,
            @ForAll @Size(max = 6) List<@IntRange(min = 0, max = 12) Integer> chosen,
            @ForAll @IntRange(min = 0, max = 12) int added,
            @ForAll @IntRange(min = 0, max = 6) int place)
            throws Exception {
        var before = new ArrayList<byte[]>();
        chosen.forEach(index -> before.add(POOL.get(index)));
        var after = new ArrayList<>(before);
        after.add(Math.min(place, after.size()), POOL.get(added));

        if (Attestations.verify(POLICIES.get(policy), before).passed()) {
            assertThat(Attestations.verify(POLICIES.get(policy), after).failures())
                    .isEmpty();
        }
    }

    @Property(tries = 100)
    void theOrderOfLinesDecidesNothing(
            @ForAll @IntRange(min = 0, max = 5) int policy,
            @ForAll @Size(max = 6) List<@IntRange(min = 0, max = 12) Integer> chosen)
            throws Exception {
        var lines = new ArrayList<byte[]>();
        chosen.forEach(index -> lines.add(POOL.get(index)));
        var backwards = new ArrayList<>(lines);
        java.util.Collections.reverse(backwards);

        assertThat(Attestations.verify(POLICIES.get(policy), lines).passed())
                .isEqualTo(Attestations.verify(POLICIES.get(policy), backwards).passed());
    }
}
