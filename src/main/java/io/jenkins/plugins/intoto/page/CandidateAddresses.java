package io.jenkins.plugins.intoto.page;

import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.AttestationIndex;
import io.jenkins.plugins.intoto.archive.DigestIndex;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Where the attestations of a verdict have their pages, for the reader of one page: in the run that verified, or in another one that
 * the reader may see. Not safe for use by several threads.
 */
final class CandidateAddresses {
    private static final Logger LOGGER = Logger.getLogger(CandidateAddresses.class.getName());

    /** How many artifacts are looked up in other builds for one page. */
    private static final int MOST_LOOK_UPS = 20;

    private final Run<?, ?> run;
    private final Map<String, List<DigestIndex.Hit>> found = new HashMap<>();
    private Set<String> own;

    CandidateAddresses(Run<?, ?> run) {
        this.run = run;
    }

    /** The address below that of Jenkins; null if there is no such page for the reader. */
    String of(ShownCandidate candidate) {
        if (candidate.sha256().isEmpty()) {
            return null;
        }
        try {
            if (own().contains(candidate.sha256())) {
                return address(run, candidate);
            }
            for (var hit : elsewhere(candidate.artifact())) {
                if (hit.entry().line().equals(candidate.sha256())) {
                    return address(hit.run(), candidate);
                }
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot look for the attestations that " + run + " has verified");
        }
        return null;
    }

    private static String address(Run<?, ?> of, ShownCandidate candidate) {
        return of.getUrl() + "in-toto/attestation/" + candidate.sha256() + "/";
    }

    private Set<String> own() throws IOException {
        if (own == null) {
            own = new HashSet<>();
            new AttestationIndex(run).entries().forEach(entry -> own.add(entry.line()));
        }
        return own;
    }

    private List<DigestIndex.Hit> elsewhere(String artifact) throws IOException {
        var known = found.get(artifact);
        if (known == null) {
            var index = found.size() < MOST_LOOK_UPS ? DigestIndex.get() : Optional.<DigestIndex>empty();
            known = index.isEmpty() ? List.of() : index.get().find(artifact, 0).hits();
            found.put(artifact, known);
        }
        return known;
    }
}
