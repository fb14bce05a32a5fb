package org.jenkinsci.plugins.workflow.actions;
import edu.umd.cs.findbugs.annotations.NonNull;
public abstract class WorkspaceAction implements PersistentAction {
    @NonNull public abstract String getNode();
}
