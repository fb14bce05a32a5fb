package io.jenkins.plugins.intoto.engine.policy.lint;

import static io.jenkins.plugins.intoto.engine.predicate.PredicateType.LINK;
import static io.jenkins.plugins.intoto.engine.predicate.PredicateType.REFERENCE;
import static io.jenkins.plugins.intoto.engine.predicate.PredicateType.RELEASE;
import static io.jenkins.plugins.intoto.engine.predicate.PredicateType.SCAI;
import static io.jenkins.plugins.intoto.engine.predicate.PredicateType.TEST_RESULT;

import io.jenkins.plugins.intoto.engine.policy.Expectation;
import io.jenkins.plugins.intoto.engine.policy.Freshness;
import io.jenkins.plugins.intoto.engine.policy.Functionary.KeyHolder;
import io.jenkins.plugins.intoto.engine.policy.Functionary.SigstoreIdentity;
import io.jenkins.plugins.intoto.engine.policy.Policy;
import io.jenkins.plugins.intoto.engine.policy.PolicyDuration;
import io.jenkins.plugins.intoto.engine.policy.PredicateTypes;
import io.jenkins.plugins.intoto.engine.policy.RoleCheck;
import io.jenkins.plugins.intoto.engine.policy.rule.RuleEnvironment;
import io.jenkins.plugins.intoto.engine.predicate.PredicateType;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Checks one expectation of a policy. */
final class ExpectationLint {
    private static final Set<PredicateType> TIMELESS = Set.of(TEST_RESULT, LINK, SCAI, RELEASE, REFERENCE);

    private final Policy policy;
    private final Expectation expectation;
    private final String pointer;
    private final Findings findings;
    private final Optional<PredicateType> type;

    /** Takes what is found. */
    interface Findings {
        void add(PolicyLintCode code, String pointer, String sentence);
    }

    ExpectationLint(Policy policy, Expectation expectation, String pointer, Findings findings) {
        this.policy = policy;
        this.expectation = expectation;
        this.pointer = pointer;
        this.findings = findings;
        this.type = PredicateType.of(expectation.predicateType());
    }

    void check() {
        checkType();
        checkThreshold();
        checkRules();
        checkRoles();
        expectation.freshness().ifPresent(this::checkFreshness);
    }

    private void checkType() {
        var wanted = expectation.predicateType();
        if (type.isPresent()
                || PredicateTypes.VERSIONLESS.contains(wanted)
                || PredicateTypes.VERSIONLESS.stream().anyMatch(bare -> wanted.startsWith(bare + "/v"))) {
            return;
        }
        var alike = Arrays.stream(PredicateType.values())
                .flatMap(known -> Stream.concat(Stream.of(known.uri()), known.aliases().stream()))
                .filter(known -> core(known).equals(core(wanted)))
                .findFirst();
        if (alike.isPresent()) {
            findings.add(
                    PolicyLintCode.TYPE_NEVER_EMITTED,
                    pointer + "/predicateType",
                    "nobody emits " + DisplayText.of(wanted) + "; it looks like " + alike.get());
        } else {
            findings.add(
                    PolicyLintCode.UNKNOWN_TYPE,
                    pointer + "/predicateType",
                    DisplayText.of(wanted) + " is not known here; what its predicate must hold is not checked");
        }
        if (expectation.strict()) {
            findings.add(
                    PolicyLintCode.STRICT_WITHOUT_EFFECT,
                    pointer + "/strict",
                    "nothing is known of predicates of this type, so none is refused for being strict");
        }
    }

    /** What is left of a type without what is easily got wrong: the scheme, versions, case, and a slash at the end. */
    private static String core(String uri) {
        return uri.toLowerCase(Locale.ROOT)
                .replaceFirst("^[a-z]+://(www\\.)?", "")
                .replaceAll("/v[0-9][0-9.]*", "")
                .replaceFirst("(?<!/)/++$", "");
    }

    /** One key counts once, however many functionaries hold it; any other functionary counts once, whatever it signs with. */
    private void checkThreshold() {
        long different = expectation.functionaries().stream()
                .map(functionary -> functionary instanceof KeyHolder holder
                        ? holder.key().materialFingerprint()
                        : "name " + functionary.name())
                .distinct()
                .count();
        if (different < expectation.threshold()) {
            boolean areKeys = expectation.functionaries().stream().allMatch(KeyHolder.class::isInstance);
            findings.add(
                    PolicyLintCode.THRESHOLD_TOO_HIGH,
                    pointer + "/threshold",
                    expectation.threshold() + " functionaries are needed, there are " + different
                            + (areKeys ? " different keys" : ""));
        }
    }

    private void checkRules() {
        for (int i = 0; i < expectation.rules().size(); i++) {
            if (!expectation.rules().get(i).isAboutTheAttestation()) {
                findings.add(
                        PolicyLintCode.RULE_IS_CONSTANT,
                        pointer + "/expectedAttributes/" + i + "/rule",
                        "it does not depend on what the attestation says");
            }
        }
        if (type.equals(Optional.of(TEST_RESULT)) && !isRead("result")) {
            findings.add(
                    PolicyLintCode.RESULT_NOT_CHECKED,
                    pointer,
                    "no rule looks at predicate.result, so that a failure would do as well");
        }
    }

    private boolean isRead(String... names) {
        return expectation.rules().stream()
                .flatMap(rule -> rule.fields().stream())
                .anyMatch(field -> {
                    var path = field.subList(1, field.size());
                    var wanted = List.of(names);
                    return field.get(0).equals(RuleEnvironment.PREDICATE)
                            && path.subList(0, Math.min(path.size(), wanted.size()))
                                    .equals(wanted);
                });
    }

    private void checkRoles() {
        boolean builder = type.filter(RoleCheck::namesBuilder).isPresent();
        boolean verifier = type.filter(RoleCheck::namesVerifier).isPresent();
        if (!builder && !verifier) {
            return;
        }
        var unbound = expectation.functionaries().stream()
                .filter(functionary -> builder
                        ? functionary.roles().builderIds().isEmpty()
                        : functionary.roles().verifierIds().isEmpty())
                .findFirst();
        boolean single = expectation.functionaries().size() == 1
                && (isRead("runDetails", "builder") || isRead("builder") || isRead("verifier"));
        if (unbound.isPresent() && !single) {
            findings.add(
                    PolicyLintCode.ROLE_NOT_BOUND,
                    pointer,
                    "functionary '" + DisplayText.of(unbound.get().name()) + "' may name any "
                            + (builder ? "builder" : "verifier") + "; its "
                            + (builder ? "builderIds" : "verifierIds") + " would bind it");
        }
    }

    private void checkFreshness(Freshness freshness) {
        var place = pointer + "/freshness";
        if (freshness.clock() == Freshness.Clock.CLAIMED
                && freshness.field().isEmpty()
                && (type.isEmpty() ? !isBillOfMaterials() : TIMELESS.contains(type.get()))) {
            findings.add(
                    PolicyLintCode.NO_CLAIMED_TIME,
                    place,
                    "predicates of this type claim no time that is known; use \"time: observed\", or name a \"field\"");
        }
        boolean observable = !policy.timestampAuthorities().isEmpty()
                || expectation.functionaries().stream().anyMatch(SigstoreIdentity.class::isInstance);
        if (freshness.clock() == Freshness.Clock.OBSERVED && !observable) {
            findings.add(
                    PolicyLintCode.NO_OBSERVER,
                    place,
                    "the policy has no timestampAuthorities, so nobody is trusted to have observed anything");
        }
        if (freshness.clockSkew().compareTo(freshness.maxAge()) >= 0) {
            findings.add(
                    PolicyLintCode.LONG_CLOCK_SKEW,
                    place,
                    "the clock skew, " + PolicyDuration.text(freshness.clockSkew()) + ", is not less than maxAge");
        }
    }

    private boolean isBillOfMaterials() {
        return PredicateTypes.VERSIONLESS.stream()
                .anyMatch(bare -> expectation.predicateType().startsWith(bare));
    }
}
