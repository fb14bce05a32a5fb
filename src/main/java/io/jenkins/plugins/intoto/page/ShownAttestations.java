package io.jenkins.plugins.intoto.page;

import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.AttestationIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The attestations that a run made, as a page shows them: the first few hundred, and how many more there are. */
public final class ShownAttestations {
    private static final int MOST = 500;

    private final List<ShownAttestation> all;

    private ShownAttestations(List<ShownAttestation> all) {
        this.all = all;
    }

    static ShownAttestations of(Run<?, ?> run) {
        try {
            return new ShownAttestations(new AttestationIndex(run)
                    .entries().stream()
                            .map(entry -> new ShownAttestation(run, entry))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that are shown, in the order in which they were made. */
    public List<ShownAttestation> getFirst() {
        return all.subList(0, Math.min(MOST, all.size()));
    }

    /** How many are not shown. */
    public int getMore() {
        return all.size() - getFirst().size();
    }

    List<ShownAttestation> of(String sha256) {
        return all.stream()
                .filter(attestation -> attestation.getSha256().equals(sha256))
                .toList();
    }
}
