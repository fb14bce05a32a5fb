package hudson.tasks.junit;

import java.util.Arrays;
import java.util.List;

/** What the JUnit plugin leaves with a run of a test. */
public final class LocalTests {
    private LocalTests() {}

    /** Tests of which some passed and some failed. */
    public static TestResultAction of(List<String> passed, String... failed) {
        return new TestResultAction(
                passed.stream().map(CaseResult::new).toList(),
                Arrays.stream(failed).map(CaseResult::new).toList());
    }
}
