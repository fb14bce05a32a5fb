package io.jenkins.plugins.intoto.jenkinsapi;

import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.security.ACL;
import hudson.security.Permission;
import java.io.IOException;
import java.nio.file.Files;
import jenkins.branch.MultiBranchProject;
import org.springframework.security.core.Authentication;

/** A job whose builds a test makes. They run with all permissions, as those of Jenkins do, until they are to run as somebody. */
@SuppressWarnings("unchecked") // the parent of an item is of a raw type in Jenkins
public final class LocalJob extends Job<LocalJob, LocalRun> implements Queue.Task {
    private Authentication authentication = ACL.SYSTEM2;

    /**
     * A job at the top.
     *
     * @param name its name
     */
    public LocalJob(String name) {
        this(jenkins.model.Jenkins.getInstanceOrNull(), name);
    }

    /**
     * A job in a folder.
     *
     * @param folder the folder
     * @param name its name
     */
    public LocalJob(ItemGroup<?> folder, String name) {
        super(folder, name);
    }

    /** Has the builds run as somebody. */
    public LocalJob as(Authentication somebody) {
        authentication = somebody;
        return this;
    }

    @Override
    public Authentication getDefaultAuthentication2() {
        return authentication;
    }

    /** That of a branch may be configured by nobody but Jenkins, as with Jenkins' own. */
    @Override
    public ACL getACL() {
        var acl = super.getACL();
        return getParent() instanceof MultiBranchProject
                ? new ACL() {
                    @Override
                    public boolean hasPermission2(Authentication who, Permission permission) {
                        return permission != Item.CONFIGURE && acl.hasPermission2(who, permission);
                    }
                }
                : acl;
    }

    /**
     * Gives the job another name, and moves its builds.
     *
     * @throws IOException if its folder cannot be moved
     */
    public void rename(String to) throws IOException {
        var before = getRootDir().toPath();
        name = to;
        Files.createDirectories(getRootDir().toPath().getParent());
        Files.move(before, getRootDir().toPath());
    }

    /**
     * Begins the next build.
     *
     * @return the build
     * @throws IOException if its folder cannot be made
     */
    public LocalRun build() throws IOException {
        return new LocalRun(this);
    }
}
