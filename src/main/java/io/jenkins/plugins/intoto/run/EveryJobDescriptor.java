package io.jenkins.plugins.intoto.run;

import hudson.model.AbstractProject;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Publisher;

/** Describes a post-build action that jobs of every kind can have. */
public abstract class EveryJobDescriptor extends BuildStepDescriptor<Publisher> {
    @Override
    @SuppressWarnings("rawtypes") // as Jenkins declares it
    public boolean isApplicable(Class<? extends AbstractProject> jobType) {
        return true;
    }
}
