package io.jenkins.plugins.intoto.provenance;

import hudson.Extension;
import hudson.model.Run;
import hudson.plugins.git.util.BuildData;
import io.jenkins.plugins.intoto.statement.DigestMap;
import io.jenkins.plugins.intoto.statement.ResourceDescriptor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** The commits that the Git plugin has checked out, shared libraries and scripts of Pipelines included. */
@Extension(optional = true)
public final class GitRevisions implements SourceRevisions {
    @Override
    public List<ResourceDescriptor> of(Run<?, ?> run) {
        var sources = new LinkedHashSet<ResourceDescriptor>();
        for (var data : run.getActions(BuildData.class)) {
            var revision = data.getLastBuiltRevision();
            if (revision != null) {
                var commit = DigestMap.of(Map.of("gitCommit", revision.getSha1String()));
                for (var url : data.getRemoteUrls()) {
                    sources.add(ResourceDescriptor.builder()
                            .uri(GitAddress.uri(url))
                            .digest(commit)
                            .build());
                }
            }
        }
        return List.copyOf(sources);
    }
}
