package io.jenkins.plugins.intoto.archive;

import hudson.AbortException;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.io.IOException;
import java.io.InputStream;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.VirtualFile;

/**
 * An archived artifact that is read. Whoever reads a console or a page may not know where Jenkins keeps its files, so what the
 * operating system or the artifact manager says of them goes into the log of Jenkins only.
 */
public final class ArchivedArtifact {
    private static final Logger LOGGER = Logger.getLogger(ArchivedArtifact.class.getName());

    private ArchivedArtifact() {}

    /**
     * Opens an artifact.
     *
     * @param file the artifact
     * @param name how messages name it
     * @throws AbortException with a sentence without the place of the file if it cannot be opened
     */
    public static InputStream open(VirtualFile file, String name) throws AbortException {
        try {
            return file.open();
        } catch (IOException e) {
            throw Console.abort(DisplayText.of(unreadable(name, e).getMessage()));
        }
    }

    /**
     * The failure to read a file of the controller.
     *
     * @param name how messages name it
     * @param cause what the operating system or the artifact manager said
     */
    static UnreadableFileException unreadable(String name, IOException cause) {
        LOGGER.log(Level.WARNING, cause, () -> name + " cannot be read");
        return UnreadableFileException.withoutPath(name, cause);
    }
}
