package io.jenkins.plugins.intoto.engine.model;

import java.util.List;

/**
 * A command that the verifier runs on the final product (in-toto specification 1.0, section 4.3.2).
 *
 * @param name its name
 * @param expectedMaterials rules for the files before it runs
 * @param expectedProducts rules for the files after it ran
 * @param run the command with its arguments
 */
public record Inspection(
        String name, List<ArtifactRule> expectedMaterials, List<ArtifactRule> expectedProducts, List<String> run)
        implements SupplyChainItem {

    /** Copies the lists. */
    public Inspection {
        expectedMaterials = List.copyOf(expectedMaterials);
        expectedProducts = List.copyOf(expectedProducts);
        run = List.copyOf(run);
    }
}
