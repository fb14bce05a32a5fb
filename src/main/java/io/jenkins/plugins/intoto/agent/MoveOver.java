package io.jenkins.plugins.intoto.agent;

import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * Moves a file over another of its directory, so that the other is replaced as a whole.
 *
 * @param name the plain name of the other file, which need not be there
 */
public record MoveOver(String name) implements ControllerToAgentFileCallable<Boolean> {
    private static final long serialVersionUID = 1L;

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
