package io.jenkins.plugins.intoto.record;

import io.jenkins.plugins.intoto.artifact.Artifacts;
import io.jenkins.plugins.intoto.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.artifact.DigestSet;
import java.io.IOException;
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

    /** Runs a command that must succeed and gives its output. */
    static String run(Path directory, String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " exited with " + process.exitValue());
        }
        return output;
    }
}
