package org.jenkinsci.plugins.workflow.steps;
@SuppressWarnings("serial")
public class MissingContextVariableException extends Exception {
    public MissingContextVariableException(Class<?> type) { super(type + " is missing"); }
}
