package io.jenkins.plugins.intoto.attestation.provenance;

import hudson.Extension;
import hudson.model.ManagementLink;
import java.util.List;
import jenkins.model.Jenkins;

/** The page among those of the administration that tells what weakens the attestations of this Jenkins. */
@Extension
public final class SelfCheckPage extends ManagementLink {
    @Override
    public String getIconFileName() {
        return "symbol-link";
    }

    @Override
    public String getDisplayName() {
        return Messages.SelfCheckPage_DisplayName();
    }

    @Override
    public String getDescription() {
        return Messages.SelfCheckPage_Description();
    }

    @Override
    public String getUrlName() {
        return "in-toto-self-check";
    }

    @Override
    public Category getCategory() {
        return Category.SECURITY;
    }

    /** The weaknesses, the worst first, for those who administer Jenkins. */
    public List<Weakness> getWeaknesses() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return SelfCheck.weaknesses();
    }
}
