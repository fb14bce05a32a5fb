package io.jenkins.plugins.intoto.engine.record;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.artifact.DigestSet;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the tests of this package need again and again. */
final class Recorded {
    private Recorded() {}

    static List<String> paths(Artifacts artifacts) {
        var paths = new ArrayList<String>();
        artifacts.forEach((path, digests) -> paths.add(path));
        return paths;
    }

    static DigestSet sha256(String content) {
        return sha256(content.getBytes(StandardCharsets.UTF_8));
    }

    static DigestSet sha256(byte[] content) {
        return DigestSet.of(
                DigestAlgorithm.SHA256, DigestAlgorithm.SHA256.newDigest().digest(content));
    }

    /** Writes files below a directory; what a file contains is its path as given here. */
    static void write(Path directory, String... files) throws IOException {
        for (var file : files) {
            var path = directory.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, file);
        }
    }

    /** Writes an empty file whose name is given by its percent-encoded bytes, which need not be text. */
    static void writeEncoded(Path directory, String encoded) throws IOException {
        var file = Path.of(URI.create(directory.toUri() + encoded));
        Files.createDirectories(file.getParent());
        Files.createFile(file);
    }

    /** Runs a command that must succeed and gives its output. */
    static String run(Path directory, String... command) throws IOException, InterruptedException {
        return InteropTools.runIn(directory, command).succeeded().text();
    }
}
