package io.jenkins.plugins.intoto.attestation.provenance;

import hudson.Extension;
import hudson.model.Run;
import hudson.tasks.junit.CaseResult;
import hudson.tasks.junit.TestResultAction;
import io.jenkins.plugins.intoto.engine.predicate.TestResult;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import java.util.List;
import java.util.Optional;

/** The tests that the JUnit plugin has collected. */
@Extension(optional = true)
public final class JUnitTests implements RunTests {
    @Override
    public Optional<TestResult> of(Run<?, ?> run) {
        return Optional.ofNullable(run.getAction(TestResultAction.class)).map(action -> result(run, action));
    }

    private static TestResult result(Run<?, ?> run, TestResultAction action) {
        return new TestResult(
                action.getFailCount() > 0 ? TestResult.Outcome.FAILED : TestResult.Outcome.PASSED,
                configuration(run),
                Optional.of(RunProvenance.address(run) + "testReport/"),
                names(action.getPassedTests()),
                List.of(),
                names(action.getFailedTests()));
    }

    /** What told how to test: the sources that were checked out, or else the run itself. */
    private static List<ResourceDescriptor> configuration(Run<?, ?> run) {
        var sources = RunProvenance.sources(run);
        return sources.isEmpty()
                ? List.of(ResourceDescriptor.builder()
                        .uri(RunProvenance.address(run))
                        .build())
                : sources;
    }

    private static List<String> names(List<CaseResult> tests) {
        return tests.stream().map(CaseResult::getFullName).sorted().toList();
    }
}
