package io.jenkins.plugins.intoto.page;

import hudson.model.Api;
import hudson.model.ModelObject;
import io.jenkins.plugins.intoto.archive.DigestIndex;
import io.jenkins.plugins.intoto.archive.IndexRebuild;
import io.jenkins.plugins.intoto.archive.IndexRebuild.State;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.POST;

/** The page on which administrators rebuild the index of attestations, and see how far that has come. */
@ExportedBean
public final class RebuildPage implements ModelObject, StaplerProxy {
    private final Optional<IndexRebuild> rebuild = DigestIndex.get().flatMap(DigestIndex::rebuilding);

    RebuildPage() {}

    @Override
    public Object getTarget() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return this;
    }

    @Override
    public String getDisplayName() {
        return Messages.RebuildPage_DisplayName();
    }

    /** What became of it: {@code NONE} if there was none since Jenkins was started. */
    @Exported
    public String getState() {
        return rebuild.map(IndexRebuild::state).map(State::name).orElse("NONE");
    }

    /** Whether it is going on. */
    @Exported
    public boolean isRunning() {
        return rebuild.map(IndexRebuild::isRunning).orElse(false);
    }

    /** How many jobs were read. */
    @Exported
    public int getJobs() {
        return rebuild.map(IndexRebuild::jobs).orElse(0);
    }

    /** How many jobs there are to be read. */
    @Exported
    public int getAllJobs() {
        return rebuild.map(IndexRebuild::allJobs).orElse(0);
    }

    /** How many builds have attested something. */
    @Exported
    public int getBuilds() {
        return rebuild.map(IndexRebuild::builds).orElse(0);
    }

    /** How many attested artifacts were found in these builds. */
    @Exported
    public long getAttestations() {
        return rebuild.map(IndexRebuild::attestations).orElse(0L);
    }

    /** Why it failed; empty if it did not. */
    @Exported
    public String getProblem() {
        return rebuild.map(IndexRebuild::problem).map(DisplayText::of).orElse("");
    }

    /** How far it has come, in a sentence. */
    @Exported
    public String getSummary() {
        return switch (getState()) {
            case "RUNNING" -> Messages.RebuildPage_Running(getJobs(), getAllJobs(), getBuilds(), getAttestations());
            case "DONE" -> Messages.RebuildPage_Done(getAllJobs(), getBuilds(), getAttestations());
            case "CANCELLED" -> Messages.RebuildPage_Cancelled();
            case "FAILED" -> Messages.RebuildPage_Failed(getProblem());
            default -> Messages.RebuildPage_None();
        };
    }

    /** The same as data. */
    public Api getApi() {
        return new Api(this);
    }

    /** Begins it. */
    @POST
    public HttpResponse doStart() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        DigestIndex.get().ifPresent(DigestIndex::beginRebuild);
        return HttpResponses.redirectTo(".");
    }

    /** Ends it. */
    @POST
    public HttpResponse doCancel() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        rebuild.ifPresent(IndexRebuild::cancel);
        return HttpResponses.redirectTo(".");
    }
}
