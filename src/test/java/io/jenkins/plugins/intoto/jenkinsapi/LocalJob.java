package io.jenkins.plugins.intoto.jenkinsapi;

import hudson.model.Job;
import java.io.IOException;

/** A job whose builds a test makes. */
@SuppressWarnings("unchecked") // the parent of an item is of a raw type in Jenkins
public final class LocalJob extends Job<LocalJob, LocalRun> {
    /**
     * A job at the top.
     *
     * @param name its name
     */
    public LocalJob(String name) {
        super(null, name);
    }

    /**
     * Begins the next build.
     *
     * @return the build
     * @throws IOException if its folder cannot be made
     */
    public LocalRun build() throws IOException {
        return new LocalRun(this);
    }
}
