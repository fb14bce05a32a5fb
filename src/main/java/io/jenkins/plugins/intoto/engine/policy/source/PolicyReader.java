package io.jenkins.plugins.intoto.engine.policy.source;

import static io.jenkins.plugins.intoto.engine.policy.source.PolicyDefect.Kind.UNREADABLE_KEY;
import static io.jenkins.plugins.intoto.engine.policy.source.PolicyDefect.Kind.WRONG_VALUE;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.engine.policy.Functionary;
import io.jenkins.plugins.intoto.engine.policy.NamedTrustedRoot;
import io.jenkins.plugins.intoto.engine.policy.Policy;
import io.jenkins.plugins.intoto.engine.policy.SubjectRule;
import io.jenkins.plugins.intoto.engine.sigstore.TrustedRoot;
import io.jenkins.plugins.intoto.engine.statement.Timestamps;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads policies: YAML, a superset of the {@code subjects} of in-toto's attestation-verifier. All that is wrong with one is
 * told at once, each with its line. Members that are not known are refused, since a misspelt demand would else be none.
 */
public final class PolicyReader {
    /** The largest policy, in bytes. */
    public static final int MAXIMUM_BYTES = PolicyYaml.MAXIMUM_BYTES;

    private final List<PolicyDefect> defects = new ArrayList<>();

    private PolicyReader() {}

    /**
     * Reads a policy. Whoever relies on it has checked that it is signed: see {@link SignedPolicy}.
     *
     * @param yaml its text
     * @param source the name of its file
     * @throws MalformedPolicyException if it is none
     */
    public static Policy read(byte[] yaml, String source) throws MalformedPolicyException {
        var root = PolicyYaml.parse(yaml, source);
        if (root instanceof PolicyNode.Mapping mapping && mapping.members().containsKey("steps")) {
            throw new MalformedPolicyException(
                    source,
                    List.of(
                            new PolicyDefect(
                                    WRONG_VALUE,
                                    mapping.place().line(),
                                    "/steps",
                                    "is of a layout over attestations (ITE-10), which is not read yet; a policy has \"subjects\"")));
        }
        var reader = new PolicyReader();
        var policy = PolicyMembers.of(root, reader.defects).map(members -> reader.read(members, yaml, source));
        if (policy.isEmpty() || !reader.defects.isEmpty()) {
            throw new MalformedPolicyException(source, reader.defects);
        }
        return policy.get();
    }

    /**
     * Whether a text is a layout over attestations (ITE-10): one of its steps expects predicates.
     *
     * @param yaml any text
     */
    public static boolean isLayoutOverAttestations(byte[] yaml) {
        try {
            return PolicyYaml.parse(yaml, "") instanceof PolicyNode.Mapping layout
                    && layout.members().get("steps") instanceof PolicyNode.Sequence steps
                    && steps.elements().stream()
                            .anyMatch(step -> step instanceof PolicyNode.Mapping members
                                    && members.members().containsKey("expectedPredicates"));
        } catch (MalformedPolicyException e) {
            return false;
        }
    }

    private Policy read(PolicyMembers members, byte[] yaml, String source) {
        var expires = time(members);
        members.text("description");
        var functionaries = functionaries(members);
        var authorities = AuthorityReader.read(members, "timestampAuthorities");
        var expectations = new ExpectationReader(functionaries);
        var seal = members.mapping("requireSeal").map(required -> {
            var sealers = expectations.functionaries(required);
            required.refuseOthers();
            return sealers;
        });
        var subjects = new ArrayList<SubjectRule>();
        members.require("subjects");
        for (var node : members.sequence("subjects")) {
            PolicyMembers.of(node, defects).ifPresent(subject -> subjects.add(expectations.subject(subject)));
        }
        members.refuseOthers();
        return new Policy(
                source,
                HexFormat.of().formatHex(DigestAlgorithm.SHA256.newDigest().digest(yaml)),
                expires.orElse(Instant.MIN),
                present(functionaries),
                present(authorities),
                seal,
                subjects);
    }

    private static <T> Map<String, T> present(Map<String, Optional<T>> all) {
        var present = new LinkedHashMap<String, T>();
        all.forEach((name, value) -> value.ifPresent(it -> present.put(name, it)));
        return present;
    }

    private static Optional<Instant> time(PolicyMembers members) {
        var text = members.requiredText("expires");
        var time = text.flatMap(Timestamps::parse);
        if (text.isPresent() && time.isEmpty()) {
            members.defect(WRONG_VALUE, "expires", "must be a time such as 2027-06-30T00:00:00Z");
        }
        return time;
    }

    private Map<String, Optional<Functionary>> functionaries(PolicyMembers members) {
        var roots = AuthorityReader.read(members, "roots");
        var trustedRoots = new LinkedHashMap<String, Optional<NamedTrustedRoot>>();
        members.mapping("trustedRoots").ifPresent(named -> {
            for (var name : members.named("trustedRoots").keySet()) {
                trustedRoots.put(name, trustedRoot(name, named));
            }
        });
        var functionaries = new LinkedHashMap<String, Optional<Functionary>>();
        var reader = new FunctionaryReader(roots, trustedRoots);
        members.require("functionaries");
        members.named("functionaries")
                .forEach((name, node) -> functionaries.put(
                        name, PolicyMembers.of(node, defects).flatMap(functionary -> reader.read(name, functionary))));
        return functionaries;
    }

    private static Optional<NamedTrustedRoot> trustedRoot(String name, PolicyMembers members) {
        var json = members.text(name);
        if (json.isEmpty()) {
            return Optional.empty();
        }
        try {
            var text = json.get().getBytes(StandardCharsets.UTF_8);
            return Optional.of(new NamedTrustedRoot(name, TrustedRoot.read(text, "trusted root", JsonLimits.DEFAULT)));
        } catch (MalformedMetadataException e) {
            members.defect(UNREADABLE_KEY, name, "is not a trusted_root.json: " + DisplayText.of(e.getMessage()));
            return Optional.empty();
        }
    }
}
