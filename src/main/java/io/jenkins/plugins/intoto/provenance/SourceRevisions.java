package io.jenkins.plugins.intoto.provenance;

import hudson.ExtensionPoint;
import hudson.model.Run;
import io.jenkins.plugins.intoto.statement.ResourceDescriptor;
import java.util.List;

/** Tells which sources a run has checked out, for one kind of source control. */
public interface SourceRevisions extends ExtensionPoint {
    /**
     * The sources, each with its address and the digest of what was checked out.
     *
     * @param run a run, which may still go on
     */
    List<ResourceDescriptor> of(Run<?, ?> run);
}
