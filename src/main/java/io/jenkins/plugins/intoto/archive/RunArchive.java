package io.jenkins.plugins.intoto.archive;

import hudson.Functions;
import hudson.model.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.StandardArtifactManager;
import jenkins.util.VirtualFile;

/** What a run has archived: the folder {@code in-toto/} among its artifacts, and the bundles beside it. */
public final class RunArchive {
    private static final Logger LOGGER = Logger.getLogger(RunArchive.class.getName());

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
     * Whether whoever asks may see the artifacts of a run, and what is made of them: it takes a permission of its own if Jenkins
     * was told so.
     *
     * @param run the run
     */
    public static boolean isReadable(Run<?, ?> run) {
        return !Functions.isArtifactsPermissionEnabled() || run.hasPermission(Run.ARTIFACTS);
    }

    /** The root of all its artifacts. */
    VirtualFile root() {
        return run.getArtifactManager().root();
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
     * Whether the run still has an artifact. Where they cannot be reached, it is taken to have it: its address tells the rest.
     *
     * @param path the path among the artifacts
     */
    public boolean isArchived(String path) {
        try {
            return root().child(path).isFile();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> path + " of " + run.getFullDisplayName() + " cannot be looked for");
            return true;
        }
    }

    /**
     * Whether the run has archived anything. Artifacts that are not kept on the controller are not looked for: who asks for this
     * does so for many runs, and there is a manager for such artifacts only in runs that use it.
     */
    public boolean hasArtifacts() {
        return !(run.getArtifactManager() instanceof StandardArtifactManager)
                || Files.isDirectory(run.getRootDir().toPath().resolve("archive"));
    }

    /** The folder itself; it need not exist. */
    public VirtualFile folder() {
        return root().child(FOLDER);
    }

    /** The links in the folder. */
    public ArchivedLinks links() {
        return new ArchivedLinks(folder(), run.getFullDisplayName() + ": " + FOLDER + "/");
    }

    /**
     * Copies an attestation out of its bundle.
     *
     * @param attestation which one
     * @param target receives its line without the end; replaced if it is there, and of no use if there is no such line
     * @return whether it is still there, byte by byte
     * @throws IOException if it cannot be read or written
     */
    public boolean copy(AttestationIndex.Entry attestation, Path target) throws IOException {
        return new ArchivedBundles(root()).copyLine(attestation.bundle(), attestation.line(), target);
    }
}
