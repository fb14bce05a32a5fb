package io.jenkins.plugins.intoto.engine.model;

import io.jenkins.plugins.intoto.engine.key.KeyId;
import java.util.List;

/**
 * A step that a layout expects (in-toto specification 1.0, section 4.3.1).
 *
 * @param name its name, which its links carry too
 * @param threshold how many functionaries must have signed a link of it
 * @param expectedMaterials rules for what goes in
 * @param expectedProducts rules for what comes out
 * @param pubkeys the ids of the keys whose functionaries may carry it out
 * @param expectedCommand the command that should run; empty if any may
 * @param certificateConstraints whose certificates may sign besides these keys
 */
public record Step(
        String name,
        int threshold,
        List<ArtifactRule> expectedMaterials,
        List<ArtifactRule> expectedProducts,
        List<KeyId> pubkeys,
        List<String> expectedCommand,
        List<CertificateConstraint> certificateConstraints)
        implements SupplyChainItem {

    /** Copies the lists. */
    public Step {
        expectedMaterials = List.copyOf(expectedMaterials);
        expectedProducts = List.copyOf(expectedProducts);
        pubkeys = List.copyOf(pubkeys);
        expectedCommand = List.copyOf(expectedCommand);
        certificateConstraints = List.copyOf(certificateConstraints);
    }
}
