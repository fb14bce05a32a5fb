package io.jenkins.plugins.intoto.archive;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.file.AtomicFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import jenkins.util.BuildListenerAdapter;
import jenkins.util.VirtualFile;

/**
 * The folder {@code in-toto/} among the archived artifacts of a run. Files are made on the controller and archived from
 * there, so that what was signed never touches an agent.
 */
public final class RunArchive {
    /** The folder of links and reports among the artifacts of a run. */
    public static final String FOLDER = "in-toto";

    /** What a file is called while it is made. */
    private static final String CONTENT = "content";

    private final Run<?, ?> run;

    /**
     * @param run the run whose artifacts these are
     */
    public RunArchive(Run<?, ?> run) {
        this.run = run;
    }

    /**
     * Whether the run has archived a file of this name in the folder.
     *
     * @param fileName a plain file name
     * @throws IOException if the artifacts cannot be reached
     */
    public boolean has(String fileName) throws IOException {
        return folder().child(fileName).isFile();
    }

    /**
     * Archives a file, replacing one of that name.
     *
     * @param fileName a plain file name
     * @param content its content
     * @param listener where the artifact manager may write to
     * @throws IOException if it cannot be archived
     * @throws E if the content cannot be made
     * @throws InterruptedException if the build is aborted
     */
    public <E extends Exception> void put(String fileName, AtomicFile.Content<E> content, TaskListener listener)
            throws IOException, InterruptedException, E {
        archive(FOLDER + "/" + fileName, content, listener);
    }

    /**
     * Archives a file anywhere among the artifacts.
     *
     * @param path its path there; trusted to be one
     */
    <E extends Exception> void archive(String path, AtomicFile.Content<E> content, TaskListener listener)
            throws IOException, InterruptedException, E {
        var directory = Files.createTempDirectory("in-toto");
        try {
            AtomicFile.write(directory.resolve(CONTENT), content);
            run.pickArtifactManager()
                    .archive(
                            new FilePath(new File(directory.toString())),
                            new Launcher.LocalLauncher(listener),
                            BuildListenerAdapter.wrap(listener),
                            Map.of(path, CONTENT));
        } finally {
            Files.deleteIfExists(directory.resolve(CONTENT));
            Files.deleteIfExists(directory);
        }
    }

    /** The folder itself; it need not exist. */
    public VirtualFile folder() {
        return run.getArtifactManager().root().child(FOLDER);
    }

    /** The links in the folder. */
    public ArchivedLinks links() {
        return new ArchivedLinks(folder(), run.getFullDisplayName() + ": " + FOLDER + "/");
    }
}
