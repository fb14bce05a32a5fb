package org.jenkinsci.plugins.workflow.graph;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
public interface StepNode {
    StepDescriptor getDescriptor();
}
