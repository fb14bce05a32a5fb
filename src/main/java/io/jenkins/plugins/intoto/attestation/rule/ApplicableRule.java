package io.jenkins.plugins.intoto.attestation.rule;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import io.jenkins.plugins.intoto.archive.Origin;
import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.run.Choice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/**
 * A rule as it holds for a job. Those of Jenkins come first, then those of each folder around the job, from the outermost to the
 * innermost. One that has the name of another takes its place, unless the other is locked: then it can only narrow it.
 *
 * @param rule says by which key, what, and of which artifacts
 * @param owner what has the rule, and the credentials that sign: a folder, or Jenkins
 * @param folder the full name of the folder; empty if Jenkins has the rule
 * @param depth how deep the folder is; 0 if Jenkins has the rule
 * @param narrowings rules of folders by which artifacts must be meant too
 */
record ApplicableRule(
        AttestationRule rule, ItemGroup<?> owner, String folder, int depth, List<AttestationRule> narrowings) {
    /** What knows of rules of folders; not there without the plugin that brings folders. */
    interface Source extends ExtensionPoint {
        /** The rules of a folder; empty if it has none. */
        List<AttestationRule> rulesOf(ItemGroup<?> folder);
    }

    /** Copies the list. */
    ApplicableRule {
        narrowings = List.copyOf(narrowings);
    }

    /**
     * The rules that hold for a job.
     *
     * @param job the job
     */
    static List<ApplicableRule> of(Job<?, ?> job) {
        var rules = new LinkedHashMap<String, Candidate>();
        int depth = 0;
        for (var owner : around(job)) {
            var folder = fullName(owner);
            var name = folder.isEmpty() ? job.getFullName() : job.getFullName().substring(folder.length() + 1);
            for (var rule : rulesOf(owner)) {
                var known = rules.get(rule.label());
                boolean isMeant = rule.isFor(name);
                rules.put(
                        rule.label(),
                        known != null && known.rule().rule().isLocked()
                                ? known.narrowedBy(rule, isMeant)
                                : new Candidate(new ApplicableRule(rule, owner, folder, depth, List.of()), isMeant));
            }
            depth++;
        }
        return rules.values().stream()
                .filter(Candidate::isMeant)
                .map(Candidate::rule)
                .toList();
    }

    /** The rules of Jenkins and of all folders that say who signs: not those of folders that only narrow another one. */
    static List<ApplicableRule> ofAnyJob() {
        var owners = Stream.concat(
                Stream.of(Jenkins.get()),
                Jenkins.get().getAllItems(Item.class).stream()
                        .filter(ItemGroup.class::isInstance)
                        .map(item -> (ItemGroup<?>) item));
        return owners.flatMap(owner -> {
                    var outside = owner instanceof Item folder ? around(folder) : List.<ItemGroup<?>>of();
                    return rulesOf(owner).stream()
                            .filter(rule -> outside.stream()
                                    .flatMap(other -> rulesOf(other).stream())
                                    .noneMatch(other ->
                                            other.isLocked() && other.label().equals(rule.label())))
                            .map(rule -> new ApplicableRule(rule, owner, fullName(owner), outside.size(), List.of()));
                })
                .toList();
    }

    private record Candidate(ApplicableRule rule, boolean isMeant) {
        Candidate narrowedBy(AttestationRule other, boolean isMeantToo) {
            var all = new ArrayList<>(rule.narrowings());
            all.add(other);
            return new Candidate(
                    new ApplicableRule(rule.rule(), rule.owner(), rule.folder(), rule.depth(), all),
                    isMeant && isMeantToo);
        }
    }

    private static String fullName(ItemGroup<?> owner) {
        return owner instanceof Item folder ? folder.getFullName() : "";
    }

    /** Jenkins and the folders around a job or folder, from the outermost to the innermost. */
    private static List<ItemGroup<?>> around(Item item) {
        var owners = new ArrayList<ItemGroup<?>>();
        ItemGroup<?> group = item.getParent();
        while (group instanceof Item folder) {
            owners.add(0, group);
            group = folder.getParent();
        }
        owners.add(0, Jenkins.get());
        return owners;
    }

    private static Collection<AttestationRule> rulesOf(ItemGroup<?> owner) {
        return owner instanceof Jenkins
                ? AttestationRules.get().getRules()
                : ExtensionList.lookup(Source.class).stream()
                        .flatMap(source -> source.rulesOf(owner).stream())
                        .toList();
    }

    /**
     * Tells what is attested by this rule from all else that is done with a run; the same after a restart, and when a folder was
     * renamed meanwhile.
     */
    Origin origin(RulePredicate predicate) {
        return origin(Choice.word(predicate));
    }

    /** The same for what is attested of images. */
    Origin originOfImages(RulePredicate predicate) {
        return origin(Choice.word(predicate) + "-images");
    }

    /** The same for the verification of what is attested by it. */
    Origin originOfVerification() {
        return origin("policy");
    }

    private Origin origin(String purpose) {
        byte[] name = (depth + " " + rule.label()).getBytes(StandardCharsets.UTF_8);
        var digest = HexFormat.of().formatHex(DigestAlgorithm.SHA256.newDigest().digest(name), 0, 8);
        return Origin.afterRun(digest + "-" + purpose);
    }
}
