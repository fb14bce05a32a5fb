package io.jenkins.plugins.intoto.attestation.provenance;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptorBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The sources of a run, saved with it: the one from which the controller itself read the Jenkinsfile, noted before the script
 * begins, and those that Git reported of checkouts, which are the word of the machine that Git ran on.
 */
public final class RunSources extends InvisibleAction {
    /** More checkouts are not noted: their number is the script's choice. */
    private static final int MOST = 200;

    private volatile Source jenkinsfile;
    private volatile List<Source> checkouts = new ArrayList<>();

    /** The sources of a run; they are added to it if there are none. */
    static RunSources of(Run<?, ?> run) {
        synchronized (run) {
            var known = run.getAction(RunSources.class);
            if (known == null) {
                known = new RunSources();
                run.addAction(known);
            }
            return known;
        }
    }

    /** Notes what the controller has read the Jenkinsfile from; the first word counts. */
    static void readJenkinsfile(Run<?, ?> run, Optional<String> address, String commit) throws IOException {
        var sources = of(run);
        synchronized (sources) {
            if (sources.jenkinsfile != null) {
                return;
            }
            sources.jenkinsfile = new Source(address.orElse(null), commit);
        }
        run.save();
    }

    /** Notes what Git reported of a checkout. */
    static void checkedOut(Run<?, ?> run, Optional<String> address, String commit) throws IOException {
        var sources = of(run);
        var source = new Source(address.orElse(null), commit);
        synchronized (sources) {
            if (sources.checkouts.size() == MOST || sources.checkouts.contains(source)) {
                return;
            }
            // What is being saved by another thread must not change meanwhile.
            var more = new ArrayList<>(sources.checkouts);
            more.add(source);
            sources.checkouts = more;
        }
        run.save();
    }

    /**
     * What the controller read the Jenkinsfile from: address and commit. Empty if it holds no such revision, or if the script of
     * this run came from elsewhere, since it was replayed or restarted.
     */
    static Optional<ResourceDescriptor> jenkinsfile(Run<?, ?> run) {
        return Optional.ofNullable(run.getAction(RunSources.class))
                .map(sources -> sources.jenkinsfile)
                .filter(source -> source.address != null && !ExternalParameters.isScriptFromElsewhere(run))
                .map(source -> source.descriptor().build());
    }

    /**
     * All of them, annotated with whose word each is ({@code reportedBy}): that of the controller first, then those of agents
     * that differ from it.
     */
    static List<ResourceDescriptor> all(Run<?, ?> run) {
        var sources = run.getAction(RunSources.class);
        if (sources == null) {
            return List.of();
        }
        var known = jenkinsfile(run).map(descriptor -> sources.jenkinsfile);
        var all = new ArrayList<ResourceDescriptor>();
        known.ifPresent(source ->
                all.add(source.descriptor().annotations(ReportedBy.CONTROLLER).build()));
        for (var source : sources.checkouts) {
            if (known.filter(source::equals).isEmpty()) {
                all.add(source.descriptor().annotations(ReportedBy.AGENT).build());
            }
        }
        return all;
    }

    /** A commit, and the address of its repository; null if that is not known. */
    private static final class Source {
        private final String address;
        private final String commit;

        Source(String address, String commit) {
            this.address = address;
            this.commit = commit;
        }

        ResourceDescriptorBuilder descriptor() {
            var descriptor = ResourceDescriptor.builder().digest(DigestMap.of(Map.of("gitCommit", commit)));
            return address == null ? descriptor.name("checkout") : descriptor.uri(GitAddress.uri(address));
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof Source other
                    && Objects.equals(address, other.address)
                    && commit.equals(other.commit);
        }

        @Override
        public int hashCode() {
            return commit.hashCode();
        }
    }
}
