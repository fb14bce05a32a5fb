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

/**
 * What in the configuration of this Jenkins weakens what its attestations claim ({@code docs/slsa.md} says why), or lets
 * verifications fail.
 */
public final class SelfCheck {
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
                        Messages.SelfCheck_BindableKeys(),
                        Messages.SelfCheck_BindableKeysRemedy(),
                        SystemKeys.bindable().stream().map(Place::ofCredential))
                .ifPresent(found::add);
        Weakness.of(
                        HIGH,
                        Messages.SelfCheck_UnlimitedKeys(),
                        Messages.SelfCheck_UnlimitedKeysRemedy(),
                        SystemKeys.unlimited().stream().map(Place::ofCredential))
                .ifPresent(found::add);
        if (jenkins.getNumExecutors() > 0) {
            found.add(Weakness.of(
                    HIGH,
                    Messages.SelfCheck_BuiltInNode(),
                    Messages.SelfCheck_BuiltInNodeRemedy(),
                    new Place(Messages.SelfCheck_NodePlace(), "computer/(built-in)/configure")));
        }
        Weakness.of(
                        MEDIUM,
                        Messages.SelfCheck_SharedAgents(),
                        Messages.SelfCheck_SharedAgentsRemedy(),
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
                            ? Messages.SelfCheck_NoRootUrl()
                            : Messages.SelfCheck_PlainRootUrl(DisplayText.of(root)),
                    Messages.SelfCheck_RootUrlRemedy(),
                    Place.ofConfiguration(Messages.SelfCheck_SystemPlace())));
        }
        ExtensionList.lookup(Check.class).forEach(check -> found.addAll(check.weaknesses()));
        found.sort(Comparator.comparing(Weakness::severity));
        return List.copyOf(found);
    }
}
