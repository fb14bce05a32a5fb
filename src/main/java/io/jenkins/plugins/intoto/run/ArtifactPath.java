package io.jenkins.plugins.intoto.run;

import io.jenkins.plugins.intoto.engine.model.ItemNames;
import java.util.Arrays;

/** Paths that jobs give to name a file among artifacts or in a workspace. */
public final class ArtifactPath {
    private ArtifactPath() {}

    /** Whether a path is relative, does not go up and names no device, whatever the operating system. */
    public static boolean isSafe(String path) {
        return !path.isEmpty()
                && !path.startsWith("/")
                && path.indexOf('\\') < 0
                && path.indexOf(':') < 0
                && path.chars().noneMatch(Character::isISOControl)
                && Arrays.stream(path.split("/", -1))
                        .noneMatch(name -> name.isEmpty() || name.equals("..") || ItemNames.isDevice(name));
    }
}
