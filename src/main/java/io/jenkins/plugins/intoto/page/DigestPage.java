package io.jenkins.plugins.intoto.page;

import hudson.Util;
import hudson.model.Api;
import hudson.model.ModelObject;
import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.DigestIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Predicate;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.GET;

/** What this Jenkins knows of one artifact, by its digest, as far as the reader may know it. */
@ExportedBean
public final class DigestPage implements ModelObject {
    private final String sha256;
    private Found found;

    DigestPage(String sha256) {
        this.sha256 = sha256;
    }

    @Override
    public String getDisplayName() {
        return sha256;
    }

    /**
     * What was found, up to a number of builds.
     *
     * @param attestations by the newest builds first
     * @param more how many attestations these builds made besides
     * @param next where the next search goes on; null if there is nothing more
     */
    public record Found(List<ShownAttestation> attestations, int more, Integer next) {
        /** The attestations, for the view. */
        public List<ShownAttestation> getAttestations() {
            return attestations;
        }

        /** How many more there are of these builds, for the view. */
        public int getMore() {
            return more;
        }

        /** Where the next search goes on, for the view. */
        public Integer getNext() {
            return next;
        }
    }

    Found find(int from) throws IOException {
        var index = DigestIndex.get();
        if (index.isEmpty()) {
            return new Found(List.of(), 0, null);
        }
        var archived = new HashMap<Run<?, ?>, Predicate<String>>();
        var shown = new ArrayList<ShownAttestation>();
        var hits = index.get().find(sha256, from);
        for (var hit : hits.hits()) {
            shown.add(new ShownAttestation(
                    hit.run(), hit.entry(), archived.computeIfAbsent(hit.run(), ShownAttestations::archived)));
        }
        return new Found(List.copyOf(shown), hits.more(), hits.next().orElse(null));
    }

    private Found requested() throws IOException {
        if (found == null) {
            found = find(ListedFrom.request());
        }
        return found;
    }

    /** The SHA-256 of the artifact. */
    @Exported
    public String getSha256() {
        return sha256;
    }

    /** What builds attested of it, from where the parameter {@code from} of the request says, the newest builds first. */
    @Exported
    public List<ShownAttestation> getAttestations() throws IOException {
        return requested().attestations();
    }

    /** How many attestations of it these builds made besides. */
    @Exported
    public int getMore() throws IOException {
        return requested().more();
    }

    /** What the parameter {@code from} of the next request is to be; null if there is nothing more. */
    @Exported
    public Integer getNext() throws IOException {
        return requested().next();
    }

    /** The same as data. */
    public Api getApi() {
        return new Api(this);
    }

    /** People see the page of the search. */
    @GET
    public HttpResponse doIndex() {
        return HttpResponses.redirectTo("../../?artifact=" + Util.rawEncode(sha256));
    }
}
