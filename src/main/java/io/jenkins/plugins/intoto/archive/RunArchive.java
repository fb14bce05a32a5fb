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
import java.util.TreeMap;
import jenkins.util.BuildListenerAdapter;
import jenkins.util.VirtualFile;

/**
 * The folder {@code in-toto/} among the archived artifacts of a run. Files are made on the controller and archived from
 * there, so that what was signed never touches an agent.
 */
public final class RunArchive {
    /** The folder of links and reports among the artifacts of a run. */
    public static final String FOLDER = "in-toto";

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
        archive(Map.of(FOLDER + "/" + fileName, content), listener);
    }

    /**
     * Archives files anywhere among the artifacts, in one go.
     *
     * @param contents the path of each there, trusted to be one, and its content
     */
    <E extends Exception> void archive(Map<String, AtomicFile.Content<E>> contents, TaskListener listener)
            throws IOException, InterruptedException, E {
        var directory = Files.createTempDirectory("in-toto");
        // What a file is called while it is made has nothing to do with its path, which may come from an agent.
        var names = new TreeMap<String, String>();
        try {
            for (var entry : contents.entrySet()) {
                var name = Integer.toString(names.size());
                names.put(entry.getKey(), name);
                AtomicFile.write(directory.resolve(name), entry.getValue());
            }
            run.pickArtifactManager()
                    .archive(
                            new FilePath(new File(directory.toString())),
                            new Launcher.LocalLauncher(listener),
                            BuildListenerAdapter.wrap(listener),
                            names);
        } finally {
            for (var name : names.values()) {
                Files.deleteIfExists(directory.resolve(name));
            }
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
