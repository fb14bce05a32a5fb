package io.jenkins.plugins.intoto.attestation.provenance;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import io.jenkins.plugins.intoto.engine.predicate.TestResult;
import java.util.Optional;

/** Tells how the tests of a run went, for one kind of test report. */
public interface RunTests extends ExtensionPoint {
    /**
     * The result of the tests that the run has published so far; empty if there is none.
     *
     * @param run a run, which may still go on
     */
    Optional<TestResult> of(Run<?, ?> run);

    /**
     * The result of the tests that a run has published, of whatever kind.
     *
     * @param run a run, which may still go on
     */
    static Optional<TestResult> published(Run<?, ?> run) {
        return ExtensionList.lookup(RunTests.class).stream()
                .flatMap(kind -> kind.of(run).stream())
                .findFirst();
    }
}
