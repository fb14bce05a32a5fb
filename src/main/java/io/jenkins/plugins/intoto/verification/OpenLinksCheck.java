package io.jenkins.plugins.intoto.verification;

import hudson.Extension;
import io.jenkins.plugins.intoto.attestation.provenance.SelfCheck;
import io.jenkins.plugins.intoto.attestation.provenance.Weakness;
import java.util.List;

/** Jobs whose links may be taken by others that nobody has named one by one. */
@Extension
public final class OpenLinksCheck implements SelfCheck.Check {
    @Override
    public List<Weakness> weaknesses() {
        return Weakness.of(
                        Weakness.Severity.MEDIUM,
                        Messages.OpenLinksCheck_Weakness(),
                        Messages.OpenLinksCheck_Remedy(),
                        LinkReaders.openToMany()
                                .map(item -> new Weakness.Place(item.getFullName(), item.getUrl() + "configure")))
                .stream()
                .toList();
    }
}
