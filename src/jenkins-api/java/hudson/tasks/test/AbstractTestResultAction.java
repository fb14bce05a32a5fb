package hudson.tasks.test;
import hudson.model.Run;
import jenkins.model.RunAction2;
@SuppressWarnings("rawtypes")
public abstract class AbstractTestResultAction<T extends AbstractTestResultAction> implements RunAction2 {
    protected AbstractTestResultAction() {}
    public abstract int getFailCount();
    public void onAttached(Run<?, ?> run) {}
    public void onLoad(Run<?, ?> run) {}
    public String getIconFileName() { return null; }
    public String getDisplayName() { return "Test Result"; }
    public String getUrlName() { return "testReport"; }
}
