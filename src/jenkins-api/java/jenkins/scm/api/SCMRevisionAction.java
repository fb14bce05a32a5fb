package jenkins.scm.api;
import hudson.model.Actionable;
import hudson.model.InvisibleAction;
public class SCMRevisionAction extends InvisibleAction {
    private final SCMRevision revision;
    private final String sourceId;
    public SCMRevisionAction(SCMSource source, SCMRevision revision) {
        this.revision = revision;
        this.sourceId = source.getId();
    }
    public static SCMRevision getRevision(SCMSource source, Actionable actionable) {
        for (SCMRevisionAction action : actionable.getActions(SCMRevisionAction.class)) {
            if (action.sourceId.equals(source.getId())) {
                return action.revision;
            }
        }
        return null;
    }
}
