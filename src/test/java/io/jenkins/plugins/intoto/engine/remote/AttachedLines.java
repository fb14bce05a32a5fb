package io.jenkins.plugins.intoto.engine.remote;

import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.bundle.BundleReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What a registry of a test keeps beside an image, as alice reads it. */
public final class AttachedLines {
    private AttachedLines() {}

    /** The attestations, a line each. */
    public static List<String> of(OciImage image) throws InTotoException, InterruptedException {
        return new OciRegistry(image, Optional.of(new OciCredentials("alice", "pw")), RemoteCalls.direct())
                .attestations(BundleReader.limits(1)).lines().stream()
                        .map(line -> new String(line, StandardCharsets.UTF_8))
                        .toList();
    }
}
