package com.cloudbees.hudson.plugins.folder;
import hudson.ExtensionPoint;
import hudson.model.Describable;
public abstract class AbstractFolderProperty<C extends AbstractFolder<?>>
        implements Describable<AbstractFolderProperty<?>>, ExtensionPoint {}
