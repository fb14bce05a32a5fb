package io.jenkins.plugins.intoto.agent;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.intoto.engine.file.FileFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * Moves a file over another of its directory, so that the other is replaced as a whole.
 *
 * @param name the plain name of the other file, which need not be there
 */
public record MoveOver(String name) implements ControllerToAgentFileCallable<Boolean> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(MoveOver.class.getName());

    /**
     * Copies a file of the controller to an agent: beside its place there first, so that it is whole or not there.
     *
     * @param file the file
     * @param directory a directory of the agent
     * @param name the plain name that it gets there
     * @throws IOException if it cannot be written, or the agent does not answer; it names the file by its name there
     * @throws InterruptedException if the build is aborted
     */
    public static void put(Path file, FilePath directory, String name) throws IOException, InterruptedException {
        var beside = directory.child("." + name + ".tmp");
        boolean whole = false;
        try (var in = Files.newInputStream(file)) {
            beside.copyFrom(in);
            beside.act(new MoveOver(name));
            whole = true;
        } catch (IOException e) {
            throw FileFailure.of(Path.of(name), e);
        } finally {
            if (!whole) {
                discard(beside);
            }
        }
    }

    /** Where the agent is gone, half a copy stays there until it is written over when the agent is back. */
    private static void discard(FilePath copy) throws InterruptedException {
        try {
            copy.delete();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "cannot delete " + copy);
        }
    }

    @Override
    public Boolean invoke(File file, VirtualChannel channel) throws IOException {
        var target = file.toPath().resolveSibling(name);
        try {
            Files.move(file.toPath(), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(file.toPath(), target, StandardCopyOption.REPLACE_EXISTING);
        }
        return true;
    }
}
