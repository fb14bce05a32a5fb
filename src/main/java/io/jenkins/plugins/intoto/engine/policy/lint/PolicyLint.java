package io.jenkins.plugins.intoto.engine.policy.lint;

import io.jenkins.plugins.intoto.engine.json.JsonPointer;
import io.jenkins.plugins.intoto.engine.key.CertificateTrust;
import io.jenkins.plugins.intoto.engine.policy.Functionary.Authority;
import io.jenkins.plugins.intoto.engine.policy.Functionary.CertificateHolder;
import io.jenkins.plugins.intoto.engine.policy.Functionary.KeyHolder;
import io.jenkins.plugins.intoto.engine.policy.Functionary.SigstoreIdentity;
import io.jenkins.plugins.intoto.engine.policy.Policy;
import io.jenkins.plugins.intoto.engine.policy.source.MalformedPolicyException;
import io.jenkins.plugins.intoto.engine.policy.source.PolicyDefect;
import io.jenkins.plugins.intoto.engine.policy.source.PolicyNode;
import io.jenkins.plugins.intoto.engine.policy.source.PolicyNode.Mapping;
import io.jenkins.plugins.intoto.engine.policy.source.PolicyNode.Sequence;
import io.jenkins.plugins.intoto.engine.policy.source.PolicyReader;
import io.jenkins.plugins.intoto.engine.policy.source.PolicyYaml;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks a policy for mistakes before it denies anything: demands that no attestation can meet, and demands that are less
 * than they seem. No attestation is looked at, and no signature.
 */
public final class PolicyLint {
    /** A policy that expires within this time is remarked on. */
    public static final Duration SOON = Duration.ofDays(14);

    private final PolicyNode root;
    private final Instant at;
    private final List<PolicyLintFinding> findings = new ArrayList<>();

    private PolicyLint(PolicyNode root, Instant at) {
        this.root = root;
        this.at = at;
    }

    /**
     * Checks a policy.
     *
     * @param yaml its text
     * @param source the name of its file
     * @param at the time by which expiry is judged
     * @return what was found, in the order of the text
     */
    public static List<PolicyLintFinding> check(byte[] yaml, String source, Instant at) {
        try {
            var policy = PolicyReader.read(yaml, source);
            var lint = new PolicyLint(PolicyYaml.parse(yaml, source), at);
            lint.check(policy);
            return lint.findings.stream()
                    .sorted(Comparator.comparingInt(PolicyLintFinding::line))
                    .toList();
        } catch (MalformedPolicyException e) {
            return e.defects().stream()
                    .map(defect -> new PolicyLintFinding(
                            code(defect.kind()), defect.line(), defect.pointer(), defect.reason()))
                    .sorted(Comparator.comparingInt(PolicyLintFinding::line))
                    .toList();
        }
    }

    private static PolicyLintCode code(PolicyDefect.Kind kind) {
        return switch (kind) {
            case UNKNOWN_NAME -> PolicyLintCode.UNKNOWN_NAME;
            case MALFORMED_RULE -> PolicyLintCode.RULE_DOES_NOT_COMPILE;
            default -> PolicyLintCode.MALFORMED;
        };
    }

    private void check(Policy policy) {
        if (!policy.expires().isAfter(at)) {
            add(PolicyLintCode.EXPIRED, "/expires", "the policy expired at " + policy.expires());
        } else if (!policy.expires().isAfter(at.plus(SOON))) {
            add(PolicyLintCode.EXPIRES_SOON, "/expires", "the policy expires soon, at " + policy.expires());
        }
        if (policy.subjects().isEmpty()) {
            add(PolicyLintCode.NOTHING_EXPECTED, "/subjects", "there are no subjects, so the policy passes on nothing");
        }
        checkFunctionaries(policy);
        policy.timestampAuthorities()
                .forEach((name, authority) ->
                        checkAuthority(JsonPointer.member("/timestampAuthorities", name), authority));
        for (int i = 0; i < policy.subjects().size(); i++) {
            var rule = policy.subjects().get(i);
            var pointer = "/subjects/" + i + "/expectedPredicates";
            if (rule.expectations().isEmpty()) {
                add(PolicyLintCode.NOTHING_EXPECTED, pointer, "nothing is expected, so no artifact of these passes");
            }
            var seen = new HashSet<List<Object>>();
            for (int k = 0; k < rule.expectations().size(); k++) {
                var expectation = rule.expectations().get(k);
                var lint = new ExpectationLint(policy, expectation, pointer + "/" + k, this::add);
                lint.check();
                if (!seen.add(List.of(expectation.predicateType(), expectation.functionaryNames()))) {
                    add(
                            PolicyLintCode.EXPECTED_TWICE,
                            pointer + "/" + k,
                            "one before expects the same type by the same functionaries; one attestation may meet both");
                }
            }
        }
    }

    private void checkFunctionaries(Policy policy) {
        var keys = new HashMap<String, String>();
        var used = used(policy);
        policy.functionaries().forEach((name, functionary) -> {
            var pointer = JsonPointer.member("/functionaries", name);
            if (!used.contains(name)) {
                add(PolicyLintCode.UNUSED_FUNCTIONARY, pointer, "nothing trusts this functionary");
            }
            if (functionary instanceof KeyHolder holder) {
                var other = keys.putIfAbsent(holder.key().materialFingerprint(), name);
                if (other != null) {
                    add(
                            PolicyLintCode.SAME_KEY_TWICE,
                            pointer,
                            "it has the key of functionary '" + DisplayText.of(other) + "'; together they count once");
                }
            } else if (functionary instanceof CertificateHolder holder) {
                holder.authorities().forEach(root -> checkAuthority(JsonPointer.member("/roots", root.name()), root));
                Map.of("uris", holder.uris(), "emails", holder.emails(), "dnsNames", holder.dnsNames())
                        .forEach((member, patterns) -> {
                            for (int i = 0; i < patterns.size(); i++) {
                                checkPattern(patterns.get(i).text(), pointer + "/" + member + "/" + i);
                            }
                        });
            } else if (functionary instanceof SigstoreIdentity sigstore) {
                for (int i = 0; i < sigstore.identities().size(); i++) {
                    checkPattern(
                            sigstore.identities().get(i).subject().text(), pointer + "/identities/" + i + "/subject");
                }
            }
        });
    }

    private static Set<String> used(Policy policy) {
        var used = new HashSet<String>();
        policy.subjects().forEach(rule -> rule.expectations().forEach(it -> used.addAll(it.functionaryNames())));
        policy.seal().ifPresent(sealers -> sealers.forEach(sealer -> used.add(sealer.name())));
        return used;
    }

    private void checkPattern(String pattern, String pointer) {
        if (pattern.chars().allMatch(c -> c == '*')) {
            add(
                    PolicyLintCode.BROAD_IDENTITY,
                    pointer,
                    "it admits everybody to whom the authority gives a certificate");
            return;
        }
        int scheme = pattern.indexOf("://");
        int path = scheme < 0 ? -1 : pattern.indexOf('/', scheme + 3);
        var host = scheme < 0 ? "" : path < 0 ? pattern.substring(scheme + 3) : pattern.substring(scheme + 3, path);
        if (host.contains("*") || pattern.startsWith("*")) {
            add(
                    PolicyLintCode.BROAD_IDENTITY,
                    pointer,
                    "* matches any text, / and . too, so that \"" + DisplayText.of(pattern)
                            + "\" admits names of other hosts or domains as well");
        }
    }

    private void checkAuthority(String pointer, Authority authority) {
        var root = authority.root();
        CertificateTrust.whyNoRoot(root).ifPresent(reason -> add(PolicyLintCode.AUTHORITY_NOT_VALID, pointer, reason));
        if (root.getNotAfter().toInstant().isBefore(at)) {
            add(
                    PolicyLintCode.AUTHORITY_NOT_VALID,
                    pointer,
                    "its certificate expired at " + root.getNotAfter().toInstant());
        } else if (root.getNotBefore().toInstant().isAfter(at)) {
            add(
                    PolicyLintCode.AUTHORITY_NOT_VALID,
                    pointer,
                    "its certificate is not valid before " + root.getNotBefore().toInstant());
        }
    }

    private void add(PolicyLintCode code, String pointer, String sentence) {
        var finding = new PolicyLintFinding(code, line(pointer), pointer, sentence);
        if (!findings.contains(finding)) {
            findings.add(finding);
        }
    }

    /** The line of what a pointer points at, or of the last that there is on its way. */
    private int line(String pointer) {
        var node = root;
        for (var name : JsonPointer.names(pointer)) {
            var next = member(node, name);
            if (next.isEmpty()) {
                break;
            }
            node = next.get();
        }
        return node.place().line();
    }

    private static Optional<PolicyNode> member(PolicyNode node, String name) {
        if (node instanceof Mapping mapping) {
            return Optional.ofNullable(mapping.members().get(name));
        }
        if (node instanceof Sequence sequence && name.matches("[0-9]{1,6}")) {
            int index = Integer.parseInt(name);
            return index < sequence.elements().size()
                    ? Optional.of(sequence.elements().get(index))
                    : Optional.empty();
        }
        return Optional.empty();
    }
}
