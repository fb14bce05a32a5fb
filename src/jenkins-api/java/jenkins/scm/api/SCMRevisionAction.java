package jenkins.scm.api;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Actionable;
import hudson.model.InvisibleAction;
public class SCMRevisionAction extends InvisibleAction {
    private final SCMRevision revision;
    private final String sourceId;
    public SCMRevisionAction(@NonNull SCMSource source, @NonNull SCMRevision revision) {
        this.revision = revision;
        this.sourceId = source.getId();
    }
    @CheckForNull public static SCMRevision getRevision(@NonNull SCMSource source, @NonNull Actionable actionable) {
        for (SCMRevisionAction action : actionable.getActions(SCMRevisionAction.class)) {
            if (action.sourceId.equals(source.getId())) {
                return action.revision;
            }
        }
        return null;
    }
}
