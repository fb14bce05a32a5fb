package io.jenkins.plugins.intoto.jenkinsapi;

import hudson.model.Run;
import java.io.IOException;

/** A build in which a test runs steps. */
public final class LocalRun extends Run<LocalJob, LocalRun> {
    LocalRun(LocalJob job) throws IOException {
        super(job);
    }
}
