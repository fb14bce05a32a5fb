package io.jenkins.plugins.intoto.page;

import hudson.model.ModelObject;
import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.AttestationIndex;
import java.io.IOException;
import java.util.ArrayList;

/** What the builds of a job attested of an artifact, by its digest alone. */
public final class SearchPage implements ModelObject {
    private final Run<?, ?> run;

    SearchPage(Run<?, ?> run) {
        this.run = run;
    }

    @Override
    public String getDisplayName() {
        return Messages.SearchPage_DisplayName();
    }

    /** The run from whose page the search began. */
    public Run<?, ?> getRun() {
        return run;
    }

    /** What was entered. */
    public DigestQuery query(String text) {
        return DigestQuery.of(text);
    }

    /**
     * Looks through all builds of the job. Builds that attested nothing are not even loaded.
     *
     * @param digest a SHA-256 in hexadecimal
     * @return what was attested of that artifact, by the newest builds first
     * @throws IOException if the builds or what they attested cannot be read
     */
    public ShownAttestations find(String digest) throws IOException {
        var found = new ArrayList<ShownAttestation>();
        for (int number : AttestationIndex.buildsOf(run.getParent())) {
            Run<?, ?> build = run.getParent().getBuildByNumber(number);
            if (build != null) {
                var archived = ShownAttestations.archived(build);
                for (var entry : new AttestationIndex(build).entriesOf(digest)) {
                    found.add(new ShownAttestation(build, entry, archived));
                    if (found.size() > ShownAttestations.MOST) {
                        return ShownAttestations.of(found);
                    }
                }
            }
        }
        return ShownAttestations.of(found);
    }
}
