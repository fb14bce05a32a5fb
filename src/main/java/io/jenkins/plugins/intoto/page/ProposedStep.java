package io.jenkins.plugins.intoto.page;

import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.List;

/** A step of a proposed layout, as the page shows it. */
public final class ProposedStep {
    private final String name;
    private final List<ShownKey> signers;

    ProposedStep(String name, List<ShownKey> signers) {
        this.name = name;
        this.signers = List.copyOf(signers);
    }

    /** Its name, safe to show as text. */
    public String getName() {
        return DisplayText.of(name);
    }

    /** Who signed its links in the run. */
    public List<ShownKey> getSigners() {
        return signers;
    }
}
