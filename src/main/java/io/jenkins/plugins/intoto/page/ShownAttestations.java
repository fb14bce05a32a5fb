package io.jenkins.plugins.intoto.page;

import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.AttestationIndex;
import io.jenkins.plugins.intoto.verify.DisplayText;
import java.io.IOException;
import java.util.List;

/** The attestations that a run made, as a page shows them: the first few hundred, and how many more there are. */
public final class ShownAttestations {
    private static final int MOST = 500;

    private final List<ShownAttestation> all;

    private final String problem;

    private ShownAttestations(List<ShownAttestation> all, String problem) {
        this.all = all;
        this.problem = problem;
    }

    static ShownAttestations of(Run<?, ?> run) {
        try {
            return new ShownAttestations(
                    new AttestationIndex(run)
                            .entries().stream()
                                    .map(entry -> new ShownAttestation(run, entry))
                                    .toList(),
                    null);
        } catch (IOException e) {
            return new ShownAttestations(List.of(), DisplayText.of(String.valueOf(e.getMessage())));
        }
    }

    /** Those that are shown, in the order in which they were made. */
    public List<ShownAttestation> getFirst() {
        return all.subList(0, Math.min(MOST, all.size()));
    }

    /** Why they cannot be shown; null if they can. */
    public String getProblem() {
        return problem;
    }

    /** How many are not shown. */
    public int getMore() {
        return all.size() - getFirst().size();
    }
}
