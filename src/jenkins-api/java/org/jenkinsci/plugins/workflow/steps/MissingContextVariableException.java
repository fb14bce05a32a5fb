package org.jenkinsci.plugins.workflow.steps;
import edu.umd.cs.findbugs.annotations.NonNull;
@SuppressWarnings("serial")
public class MissingContextVariableException extends Exception {
    public MissingContextVariableException(@NonNull Class<?> type) { super(type + " is missing"); }
}
