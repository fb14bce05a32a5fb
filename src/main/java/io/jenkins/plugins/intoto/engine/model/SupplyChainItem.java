package io.jenkins.plugins.intoto.engine.model;

import java.util.List;

/** What steps and inspections have in common: a name and artifact rules. */
public sealed interface SupplyChainItem permits Step, Inspection {
    /** The name, unique in its layout. */
    String name();

    /** Rules for what goes in. */
    List<ArtifactRule> expectedMaterials();

    /** Rules for what comes out. */
    List<ArtifactRule> expectedProducts();

    /** The rules for one side. */
    default List<ArtifactRule> rules(ArtifactSide side) {
        return side == ArtifactSide.MATERIALS ? expectedMaterials() : expectedProducts();
    }
}
