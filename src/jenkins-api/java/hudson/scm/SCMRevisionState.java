package hudson.scm;
import hudson.model.Action;
public abstract class SCMRevisionState implements Action {}
