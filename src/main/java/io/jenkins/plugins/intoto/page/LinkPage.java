package io.jenkins.plugins.intoto.page;

import hudson.Util;
import hudson.model.ModelObject;
import hudson.model.Run;

/** The page of one link: its materials and products, to search and to page through. */
public final class LinkPage implements ModelObject {
    private final Run<?, ?> run;
    private final ShownLink link;
    private final LinkArtifacts artifacts;

    LinkPage(Run<?, ?> run, ShownLink link, LinkArtifacts artifacts) {
        this.run = run;
        this.link = link;
        this.artifacts = artifacts;
    }

    /** What the way to this page names it. */
    @Override
    public String getDisplayName() {
        return link.getStep();
    }

    /** The run that has archived the link. */
    public Run<?, ?> getRun() {
        return run;
    }

    /** The link. */
    public ShownLink getLink() {
        return link;
    }

    /** The path of the archived file below that of the run. */
    public String getArtifactPath() {
        return "artifact/in-toto/" + Util.rawEncode(link.getFile());
    }

    /**
     * A part of the artifacts.
     *
     * @param query what paths or digests must contain; null and blanks for all
     * @param show which artifacts: the name of a choice, null for all
     * @param page the number of the page, from 1; null for the first
     */
    public ArtifactListing list(String query, String show, String page) {
        return ArtifactListing.of(artifacts, Util.fixNull(query).strip(), Util.fixNull(show), Util.fixNull(page));
    }
}
