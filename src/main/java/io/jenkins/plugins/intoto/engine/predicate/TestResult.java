package io.jenkins.plugins.intoto.engine.predicate;

import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How tests went (Attestation Framework, test-result 0.1). Its subjects are what was tested, such as a commit.
 *
 * @param outcome how they went on the whole
 * @param configuration what told how to test
 * @param url where more is to be found
 * @param passedTests the names of the tests that passed
 * @param warnedTests the names of the tests that gave warnings
 * @param failedTests the names of the tests that failed
 */
public record TestResult(
        Outcome outcome,
        List<ResourceDescriptor> configuration,
        Optional<String> url,
        List<String> passedTests,
        List<String> warnedTests,
        List<String> failedTests)
        implements TypedPredicate {

    /** How tests went on the whole. */
    public enum Outcome {
        /** All that counts passed. */
        PASSED,
        /** Nothing failed, but there were warnings. */
        WARNED,
        /** Something failed. */
        FAILED
    }

    /** Copies what could be modified. */
    public TestResult {
        configuration = List.copyOf(configuration);
        passedTests = List.copyOf(passedTests);
        warnedTests = List.copyOf(warnedTests);
        failedTests = List.copyOf(failedTests);
    }

    @Override
    public String predicateType() {
        return PredicateType.TEST_RESULT.uri();
    }

    @Override
    public Map<String, Object> toMap() {
        return new Fields()
                .required("result", outcome.name())
                .required("configuration", Fields.all(configuration))
                .text("url", url)
                .texts("passedTests", passedTests)
                .texts("warnedTests", warnedTests)
                .texts("failedTests", failedTests)
                .toMap();
    }
}
