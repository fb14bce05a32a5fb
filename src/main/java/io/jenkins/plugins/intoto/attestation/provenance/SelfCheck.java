package io.jenkins.plugins.intoto.attestation.provenance;

import static io.jenkins.plugins.intoto.attestation.provenance.Weakness.Severity.HIGH;
import static io.jenkins.plugins.intoto.attestation.provenance.Weakness.Severity.LOW;
import static io.jenkins.plugins.intoto.attestation.provenance.Weakness.Severity.MEDIUM;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.Util;
import hudson.model.Node;
import io.jenkins.plugins.intoto.attestation.provenance.Weakness.Place;
import io.jenkins.plugins.intoto.config.BuilderMode;
import io.jenkins.plugins.intoto.credentials.SystemKeys;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import jenkins.model.Jenkins;

/** What in the configuration of this Jenkins weakens what its attestations claim; {@code docs/slsa.md} says why. */
public final class SelfCheck {
    private static final String CREDENTIALS = "manage/credentials/store/system/domain/_/credential/";

    private SelfCheck() {}

    /** Looks for weaknesses of one kind. */
    public interface Check extends ExtensionPoint {
        /** The weaknesses; none if there is none. */
        List<Weakness> weaknesses();
    }

    /** All weaknesses that can be seen, the worst first. */
    public static List<Weakness> weaknesses() {
        var found = new ArrayList<Weakness>();
        var jenkins = Jenkins.get();
        Weakness.of(
                        HIGH,
                        "Jobs can read these keys, since credentials of their kinds can be bound to builds.",
                        "Keep them as in-toto signing keys, which no build can read.",
                        SystemKeys.bindable().stream().map(SelfCheck::credential))
                .ifPresent(found::add);
        Weakness.of(
                        HIGH,
                        "Every job can have these keys sign anything.",
                        "List what each may sign, or move it to the folder of the jobs that need it.",
                        SystemKeys.unlimited().stream().map(SelfCheck::credential))
                .ifPresent(found::add);
        if (jenkins.getNumExecutors() > 0) {
            found.add(Weakness.of(
                    HIGH,
                    "Builds can run on the controller, beside the signing keys.",
                    "Set the number of executors of the built-in node to 0.",
                    new Place("Built-in node", "computer/(built-in)/configure")));
        }
        Weakness.of(
                        MEDIUM,
                        "These agents serve one build after the other, so that one can leave something to the next.",
                        "Have builds that are attested run on agents that serve one build only.",
                        jenkins.getNodes().stream()
                                .map(Node::getNodeName)
                                .filter(name -> BuilderMode.of(Set.of(name)) != BuilderMode.EPHEMERAL_AGENTS)
                                .map(name -> new Place(name, "computer/" + Util.rawEncode(name) + "/configure")))
                .ifPresent(found::add);
        var root = jenkins.getRootUrl();
        if (root == null || !root.startsWith("https:")) {
            found.add(Weakness.of(
                    LOW,
                    root == null
                            ? "This Jenkins has no address, after which builders and invocations are named."
                            : "Builders and invocations are named after the address of this Jenkins, "
                                    + DisplayText.of(root) + ", which does not begin with https.",
                    "Enter an address that begins with https.",
                    new Place("System", "manage/configure")));
        }
        ExtensionList.lookup(Check.class).forEach(check -> found.addAll(check.weaknesses()));
        found.sort(Comparator.comparing(Weakness::severity));
        return List.copyOf(found);
    }

    private static Place credential(String id) {
        return new Place(id, CREDENTIALS + Util.rawEncode(id) + "/");
    }
}
