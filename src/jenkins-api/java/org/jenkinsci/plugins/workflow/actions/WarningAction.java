package org.jenkinsci.plugins.workflow.actions;
import hudson.model.Result;
public class WarningAction implements PersistentAction {
    private final Result result;
    private String message;
    public WarningAction(Result result) { this.result = result; }
    public WarningAction withMessage(String message) {
        this.message = message;
        return this;
    }
    public String getMessage() { return message; }
    public Result getResult() { return result; }
    public String getDisplayName() { return "Warning"; }
    public String getIconFileName() { return null; }
    public String getUrlName() { return null; }
}
