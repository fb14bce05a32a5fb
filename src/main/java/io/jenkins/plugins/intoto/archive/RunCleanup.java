package io.jenkins.plugins.intoto.archive;

import hudson.Extension;
import hudson.model.Computer;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;
import java.io.File;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/** Deletes what is only needed while a run goes on, when it has ended, whatever happened. */
@Extension
public final class RunCleanup extends RunListener<Run<?, ?>> {
    private static final Logger LOGGER = Logger.getLogger(RunCleanup.class.getName());

    @Override
    public void onCompleted(Run<?, ?> run, TaskListener listener) {
        onFinalized(run);
    }

    @Override
    public void onFinalized(Run<?, ?> run) {
        if (run.getAction(RunState.class) != null || isLeft(run.getRootDir())) {
            tidy(run);
        }
    }

    private static boolean isLeft(File runFolder) {
        return new File(runFolder, MaterialsFile.DIRECTORY).exists() || new File(runFolder, Drafts.FOLDER).exists();
    }

    private static void tidy(Run<?, ?> run) {
        try {
            MaterialsFile.deleteAll(run);
            new ArchiveWriter(run).tidy();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot delete what " + run + " has left over");
        }
    }

    /** When Jenkins starts, does so for builds that went down with it: a freestyle build is not resumed, and nobody ends it. */
    @Extension
    public static final class AtStart extends ItemListener {
        @Override
        public void onLoaded() {
            Computer.threadPoolForRemoting.submit(AtStart::tidyAll);
        }

        /** Only the folders are looked at; of the builds, only those are loaded that have left something. */
        static void tidyAll() {
            for (Job<?, ?> job : Jenkins.get().getAllItems(Job.class)) {
                File[] builds = job.getBuildDir().listFiles(AtStart::isLeftBy);
                for (var build : builds == null ? new File[0] : builds) {
                    var run = job.getBuildByNumber(Integer.parseInt(build.getName()));
                    if (run == null) {
                        delete(build);
                    } else if (!run.isBuilding()) {
                        tidy(run);
                    }
                }
            }
        }

        /** A freestyle build is not saved before it ends, so nothing is known of one that went down with Jenkins. */
        private static void delete(File build) {
            try {
                RunFolder.delete(build.toPath().resolve(MaterialsFile.DIRECTORY));
                RunFolder.delete(build.toPath().resolve(Drafts.FOLDER));
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "cannot delete what a build has left over in " + build);
            }
        }

        private static boolean isLeftBy(File build) {
            return build.getName().matches("[0-9]{1,9}") && isLeft(build);
        }
    }
}
