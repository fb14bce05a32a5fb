package io.jenkins.plugins.intoto.page;

import hudson.Util;
import hudson.model.ModelObject;
import hudson.model.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the builds of a job attested of an artifact, by its digest alone. */
public final class SearchPage implements ModelObject {
    private static final int MOST_BUILDS = 1_000;
    private static final int MOST_FOUND = 500;
    private static final int MOST_LOOKED = 500_000;

    private final Run<?, ?> run;

    SearchPage(Run<?, ?> run) {
        this.run = run;
    }

    @Override
    public String getDisplayName() {
        return "Search";
    }

    /** The run from whose page the search began. */
    public Run<?, ?> getRun() {
        return run;
    }

    /** A digest as it was entered, without white space around it, in lower case. */
    public String normalised(String text) {
        return Util.fixNull(text).strip().toLowerCase(Locale.ROOT);
    }

    /** Whether text is a SHA-256 in hexadecimal. */
    public boolean isDigest(String text) {
        return normalised(text).matches("[0-9a-f]{64}");
    }

    /**
     * Looks through the last {@value #MOST_BUILDS} builds of the job.
     *
     * @param text a SHA-256 in hexadecimal
     * @return what was attested of that artifact, by the newest builds first
     */
    public List<ShownAttestation> find(String text) {
        var digest = normalised(text);
        var found = new ArrayList<ShownAttestation>();
        int builds = 0;
        long looked = 0;
        for (Run<?, ?> build = run.getParent().getLastBuild();
                build != null && builds < MOST_BUILDS && found.size() < MOST_FOUND && looked < MOST_LOOKED;
                build = build.getPreviousBuild()) {
            var attestations = ShownAttestations.of(build);
            found.addAll(attestations.of(digest));
            looked += attestations.size();
            builds++;
        }
        return found.subList(0, Math.min(found.size(), MOST_FOUND));
    }
}
