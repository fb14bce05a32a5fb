package io.jenkins.plugins.intoto.provenance;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Node;
import io.jenkins.plugins.intoto.config.BuilderMode;
import io.jenkins.plugins.intoto.credentials.SystemKeys;
import io.jenkins.plugins.intoto.verify.DisplayText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/** What in the configuration of this Jenkins weakens what its attestations claim; {@code docs/slsa.md} says why. */
public final class SelfCheck {
    private static final int MOST_NAMES = 20;

    private SelfCheck() {}

    /** Looks for weaknesses of one kind. */
    public interface Check extends ExtensionPoint {
        /** One sentence for each weakness, without a final stop; none if there is none. */
        List<String> weaknesses();
    }

    /** All weaknesses that can be seen, each as a sentence without a final stop; safe to show as text. */
    public static List<String> weaknesses() {
        var found = new ArrayList<String>();
        var jenkins = Jenkins.get();
        if (jenkins.getNumExecutors() > 0) {
            found.add("The controller has " + jenkins.getNumExecutors()
                    + " executors of its own: builds on them run beside the signing keys; set their number to 0");
        }
        var root = jenkins.getRootUrl();
        if (root == null || !root.startsWith("https:")) {
            found.add("The address of this Jenkins is "
                    + (root == null ? "not set" : DisplayText.of(root))
                    + ": builders and invocations are named after it; set one that begins with https");
        }
        var pooled = jenkins.getNodes().stream()
                .map(Node::getNodeName)
                .filter(name -> BuilderMode.of(Set.of(name)) != BuilderMode.EPHEMERAL_AGENTS);
        add(
                found,
                pooled,
                "These agents serve one build after the other, so that one can leave something to the next: ");
        add(
                found,
                SystemKeys.bindable().stream(),
                "Jobs can read these keys, since they are of kinds that bind to builds; use in-toto signing keys: ");
        add(
                found,
                SystemKeys.unlimited().stream(),
                "Every job can have these keys sign anything; list what they may sign, or move them to a folder: ");
        ExtensionList.lookup(Check.class).forEach(check -> found.addAll(check.weaknesses()));
        return List.copyOf(found);
    }

    static void add(List<String> found, Stream<String> names, String sentence) {
        var all = names.map(DisplayText::of).sorted().toList();
        if (!all.isEmpty()) {
            found.add(sentence
                    + all.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
                    + (all.size() > MOST_NAMES ? " and " + (all.size() - MOST_NAMES) + " more" : ""));
        }
    }
}
