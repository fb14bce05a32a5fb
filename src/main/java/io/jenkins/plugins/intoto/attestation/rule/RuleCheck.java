package io.jenkins.plugins.intoto.attestation.rule;

import hudson.AbortException;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.intoto.attestation.StatementSigner;
import io.jenkins.plugins.intoto.attestation.provenance.SelfCheck;
import io.jenkins.plugins.intoto.attestation.provenance.Weakness;
import io.jenkins.plugins.intoto.attestation.provenance.Weakness.Place;
import io.jenkins.plugins.intoto.attestation.provenance.Weakness.Severity;
import io.jenkins.plugins.intoto.config.AttestationConfiguration;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.credentials.RegistryCredentials;
import io.jenkins.plugins.intoto.credentials.SigningCredentials;
import io.jenkins.plugins.intoto.credentials.TokenCredentials;
import io.jenkins.plugins.intoto.engine.remote.Attachment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/** Rules by which nothing can be attested, and those whose attestations prove less than they could. */
@Extension
public final class RuleCheck implements SelfCheck.Check {
    @Override
    public List<Weakness> weaknesses() {
        var rules = ApplicableRule.ofAnyJob();
        var unable = new ArrayList<Place>();
        var shared = new ArrayList<Place>();
        for (var rule : rules) {
            try {
                if (isKeyShared(rule)) {
                    shared.add(place(rule));
                }
            } catch (AbortException e) {
                unable.add(place(rule, Messages.RuleCheck_Reason(name(rule), Console.sentence(e))));
            }
        }
        var applied = Jenkins.get().getAllItems(Job.class).stream()
                .flatMap(job -> ApplicableRule.of(job).stream())
                .map(ApplicableRule::rule)
                .collect(Collectors.toSet());
        return Stream.of(
                        Weakness.of(
                                Severity.FAILING,
                                Messages.RuleCheck_Unable(),
                                Messages.RuleCheck_UnableRemedy(),
                                unable.stream()),
                        of(
                                rules,
                                rule -> !hasPolicy(rule),
                                Severity.FAILING,
                                Messages.RuleCheck_NoPolicy(),
                                Messages.RuleCheck_NoPolicyRemedy()),
                        Weakness.of(
                                Severity.MEDIUM,
                                Messages.RuleCheck_SharedKeys(),
                                Messages.RuleCheck_SharedKeysRemedy(),
                                shared.stream()),
                        of(
                                rules,
                                rule -> !applied.contains(rule.rule()),
                                Severity.LOW,
                                Messages.RuleCheck_NoJob(),
                                Messages.RuleCheck_NoJobRemedy()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Weakness> of(
            List<ApplicableRule> rules,
            Predicate<ApplicableRule> isWeak,
            Severity severity,
            String sentence,
            String remedy) {
        return Weakness.of(
                severity, sentence, remedy, rules.stream().filter(isWeak).map(RuleCheck::place));
    }

    /**
     * Whether jobs can use what a rule signs with.
     *
     * @throws AbortException with a sentence if nothing can be signed or attached by the rule
     */
    private static boolean isKeyShared(ApplicableRule applicable) throws AbortException {
        var rule = applicable.rule();
        var attachment = rule.imageFilePatterns().isEmpty() ? Attachment.NONE : rule.attachment();
        if (attachment != Attachment.NONE) {
            RegistryCredentials.requireForRule(applicable.owner(), rule.getRegistryCredentialsId());
        }
        if (rule.signsKeyless()) {
            StatementSigner.fulcio(AttestationConfiguration.get().getSigstore());
            return TokenCredentials.isSharedByRule(applicable.owner(), rule.getTokenCredentialsId());
        }
        rule.envelope(attachment);
        var types = rule.predicates().stream().map(RulePredicate::type).toList();
        return SigningCredentials.isSharedByRule(applicable.owner(), rule.getCredentialsId(), types);
    }

    private static boolean hasPolicy(ApplicableRule applicable) {
        var policy = applicable.rule().getPolicy();
        return policy.isEmpty() || AttestationConfiguration.get().policy(policy).isPresent();
    }

    private static String name(ApplicableRule applicable) {
        return applicable.folder().isEmpty()
                ? applicable.rule().label()
                : Messages.RuleCheck_OfFolder(applicable.rule().label(), applicable.folder());
    }

    private static Place place(ApplicableRule applicable) {
        return place(applicable, name(applicable));
    }

    private static Place place(ApplicableRule applicable, String name) {
        return applicable.owner() instanceof Item folder
                ? new Place(name, folder.getUrl() + "configure")
                : Place.ofConfiguration(name);
    }
}
