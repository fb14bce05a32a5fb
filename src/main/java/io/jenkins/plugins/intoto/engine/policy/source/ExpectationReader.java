package io.jenkins.plugins.intoto.engine.policy.source;

import static io.jenkins.plugins.intoto.engine.policy.source.PolicyDefect.Kind.MALFORMED_RULE;
import static io.jenkins.plugins.intoto.engine.policy.source.PolicyDefect.Kind.WRONG_VALUE;

import io.jenkins.plugins.intoto.engine.model.ArtifactPattern;
import io.jenkins.plugins.intoto.engine.policy.Expectation;
import io.jenkins.plugins.intoto.engine.policy.Freshness;
import io.jenkins.plugins.intoto.engine.policy.Functionary;
import io.jenkins.plugins.intoto.engine.policy.PolicyDuration;
import io.jenkins.plugins.intoto.engine.policy.SubjectRule;
import io.jenkins.plugins.intoto.engine.policy.rule.AttributeRule;
import io.jenkins.plugins.intoto.engine.policy.rule.RuleCompilationException;
import io.jenkins.plugins.intoto.engine.statement.Uris;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a policy expects of artifacts. */
final class ExpectationReader {
    private final Map<String, Optional<Functionary>> functionaries;

    /**
     * @param functionaries all that the policy names; empty those that cannot be used
     */
    ExpectationReader(Map<String, Optional<Functionary>> functionaries) {
        this.functionaries = functionaries;
    }

    SubjectRule subject(PolicyMembers members) {
        var patterns = new ArrayList<ArtifactPattern>();
        members.require("subject");
        members.texts("subject").forEach(text -> patterns.add(ArtifactPattern.ofName(text)));
        if (patterns.isEmpty() && members.has("subject")) {
            members.defect(WRONG_VALUE, "subject", "names no artifact");
        }
        var expectations = new ArrayList<Expectation>();
        members.require("expectedPredicates");
        for (var node : members.sequence("expectedPredicates")) {
            PolicyMembers.of(node, members.defects()).flatMap(this::expectation).ifPresent(expectations::add);
        }
        members.refuseOthers();
        return new SubjectRule(patterns, expectations);
    }

    private Optional<Expectation> expectation(PolicyMembers members) {
        var type = members.requiredText("predicateType");
        if (type.isPresent() && !Uris.isAbsolute(type.get())) {
            members.defect(WRONG_VALUE, "predicateType", "must be an absolute URI");
        }
        var allowed = functionaries(members);
        var threshold = members.positive("threshold").orElse(1);
        var rules = new ArrayList<AttributeRule>();
        for (var node : members.sequence("expectedAttributes")) {
            PolicyMembers.of(node, members.defects())
                    .flatMap(ExpectationReader::rule)
                    .ifPresent(rules::add);
        }
        var freshness = members.mapping("freshness").flatMap(ExpectationReader::freshness);
        boolean strict = members.flag("strict");
        members.refuseOthers();
        return type.map(uri -> new Expectation(Uris.normalised(uri), allowed, threshold, rules, freshness, strict));
    }

    List<Functionary> functionaries(PolicyMembers members) {
        members.require("functionaries");
        var found = new ArrayList<Functionary>();
        var names = members.texts("functionaries");
        for (var name : names) {
            FunctionaryReader.named(functionaries, name, members, "functionaries", "the policy has no functionary \"")
                    .ifPresent(found::add);
        }
        if (names.isEmpty() && members.has("functionaries")) {
            members.defect(WRONG_VALUE, "functionaries", "names nobody");
        }
        return found;
    }

    private static Optional<AttributeRule> rule(PolicyMembers members) {
        var text = members.requiredText("rule");
        var message = members.text("message");
        members.refuseOthers();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(AttributeRule.compile(text.get(), message));
        } catch (RuleCompilationException e) {
            members.defect(MALFORMED_RULE, "rule", "does not compile: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<Freshness> freshness(PolicyMembers members) {
        members.require("maxAge");
        var maxAge = duration(members, "maxAge");
        if (maxAge.isPresent() && maxAge.get().isZero()) {
            members.defect(WRONG_VALUE, "maxAge", "must be longer than nothing");
        }
        var skew = duration(members, "clockSkew").orElse(Freshness.DEFAULT_CLOCK_SKEW);
        var clock = clock(members);
        var field = members.text("field");
        if (field.isPresent() && !field.get().matches("/(?:[^~]++|~[01])*+")) {
            members.defect(WRONG_VALUE, "field", "must be a JSON pointer into the predicate, such as /scannedAt");
        }
        members.refuseOthers();
        return maxAge.map(age -> new Freshness(age, clock, skew, field));
    }

    private static Freshness.Clock clock(PolicyMembers members) {
        var text = members.text("time").orElse("claimed");
        if (!text.equals("claimed") && !text.equals("observed")) {
            members.defect(WRONG_VALUE, "time", "must be claimed or observed, not \"" + DisplayText.of(text) + "\"");
        }
        return text.equals("observed") ? Freshness.Clock.OBSERVED : Freshness.Clock.CLAIMED;
    }

    private static Optional<Duration> duration(PolicyMembers members, String name) {
        var text = members.text(name);
        var duration = text.flatMap(PolicyDuration::parse);
        if (text.isPresent() && duration.isEmpty()) {
            members.defect(WRONG_VALUE, name, "must be a duration such as 90d, 2160h or 1h30m");
        }
        return duration;
    }
}
