package io.jenkins.plugins.intoto.engine.record;

import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.artifact.DigestSet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The digest of a whole directory, the {@code dir:} artifacts of the in-toto reference: that of the lines {@code digest, two
 * spaces, path, line feed} of its files, sorted by path. For SHA-256 that is what
 * {@code find . -type f | cut -c3- | LC_ALL=C sort | xargs -r sha256sum | sha256sum} prints; other algorithms take the place
 * of SHA-256 in both roles.
 */
final class DirectoryDigest {
    static final String SCHEME = "dir:";

    private DirectoryDigest() {}

    /**
     * The files that count: all below the directory that the rules do not exclude.
     *
     * @throws RecordingException if there is no such directory
     */
    static FileSelection selection(PathRules rules, String path) throws RecordingException {
        Path directory;
        try {
            directory = FileNames.resolve(rules.base(), path);
        } catch (InvalidPathException e) {
            throw RecordingException.of(RecordingException.Reason.NOT_A_DIRECTORY, path);
        }
        if (path.isEmpty() || !Files.isDirectory(directory)) {
            throw RecordingException.of(RecordingException.Reason.NOT_A_DIRECTORY, path);
        }
        return new PathSelection(rules.within(directory), List.of("."), (name, files) -> {});
    }

    /**
     * The digests of the directory.
     *
     * @param files its files, each with digests by all of the algorithms; no name has a line feed, which would be ambiguous
     */
    static DigestSet of(Artifacts files, List<DigestAlgorithm> algorithms) {
        Map<DigestAlgorithm, MessageDigest> digests = new EnumMap<>(DigestAlgorithm.class);
        for (var algorithm : algorithms) {
            digests.put(algorithm, algorithm.newDigest());
        }
        for (var file = files.cursor(); file.next(); ) {
            var path = file.path();
            var hex = file.digests().asMap();
            for (var digest : digests.entrySet()) {
                var line = hex.get(digest.getKey().inTotoName()) + "  " + path + "\n";
                digest.getValue().update(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        Map<DigestAlgorithm, byte[]> values = new EnumMap<>(DigestAlgorithm.class);
        for (var digest : digests.entrySet()) {
            values.put(digest.getKey(), digest.getValue().digest());
        }
        return DigestSet.ofRaw(values);
    }
}
