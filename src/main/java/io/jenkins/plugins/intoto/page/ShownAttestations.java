package io.jenkins.plugins.intoto.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Api;
import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.AttestationIndex;
import io.jenkins.plugins.intoto.archive.RunArchive;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.function.Predicate;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The attestations that a run made, as a page shows them: the first few hundred, and how many more there are.
 */
@ExportedBean
public final class ShownAttestations {
    /** How many are shown. */
    static final int MOST = 500;

    private final List<ShownAttestation> all;

    private final String problem;

    private ShownAttestations(List<ShownAttestation> all, String problem) {
        this.all = all;
        this.problem = problem;
    }

    static ShownAttestations of(Run<?, ?> run) {
        try {
            var archived = archived(run);
            return new ShownAttestations(
                    new AttestationIndex(run)
                            .entries().stream()
                                    .map(entry -> new ShownAttestation(run, entry, archived))
                                    .toList(),
                    null);
        } catch (IOException e) {
            return new ShownAttestations(List.of(), DisplayText.of(String.valueOf(e.getMessage())));
        }
    }

    /** Whether a run still has a bundle, by the path among its artifacts; each is looked for once, when it is asked for. */
    static Predicate<String> archived(Run<?, ?> run) {
        var archive = new RunArchive(run);
        var known = new HashMap<String, Boolean>();
        return path -> known.computeIfAbsent(path, archive::isArchived);
    }

    /** Those that are shown, in the order in which they were made. */
    public List<ShownAttestation> getFirst() {
        return all.subList(0, Math.min(MOST, all.size()));
    }

    /**
     * A page of them for the API: up to {@value #MOST}, from that which the parameter {@code from} of the request names, counted
     * from 0.
     */
    @Exported(name = "attestations")
    public List<ShownAttestation> getExported() {
        int from = ListedFrom.request();
        return all.subList(Math.min(from, all.size()), (int) Math.min((long) from + MOST, all.size()));
    }

    /** Where the next page begins; null if there is none. */
    @CheckForNull
    @Exported
    public Integer getNext() {
        long next = (long) ListedFrom.request() + MOST;
        return next < all.size() ? (int) next : null;
    }

    /** These as data. */
    public Api getApi() {
        return new Api(this);
    }

    /** Why they cannot be shown; null if they can. */
    public String getProblem() {
        return problem;
    }

    /** Whether there are more than are counted, in a run that has attested very many artifacts. */
    public boolean isCut() {
        return all.size() >= AttestationIndex.MOST;
    }

    /** How many are not shown. */
    public int getMore() {
        return all.size() - getFirst().size();
    }
}
