package hudson.tasks.junit;
import hudson.tasks.test.AbstractTestResultAction;
import java.util.List;
public class TestResultAction extends AbstractTestResultAction<TestResultAction> {
    private final List<CaseResult> passed;
    private final List<CaseResult> failed;
    TestResultAction(List<CaseResult> passed, List<CaseResult> failed) {
        this.passed = passed;
        this.failed = failed;
    }
    public synchronized int getFailCount() { return failed.size(); }
    public List<CaseResult> getFailedTests() { return failed; }
    public List<CaseResult> getPassedTests() { return passed; }
}
