package io.jenkins.plugins.intoto.cli.option;

import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import io.jenkins.plugins.intoto.engine.policy.PolicySubject;
import io.jenkins.plugins.intoto.engine.remote.OciImage;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** The artifacts that a command line names: files, and digests of what is not at hand. */
final class PolicySubjects {
    private static final List<DigestAlgorithm> ALGORITHMS = List.of(DigestAlgorithm.SHA256, DigestAlgorithm.SHA512);

    private final List<PolicySubject> given;
    private final List<Path> files;

    private PolicySubjects(List<PolicySubject> given, List<Path> files) {
        this.given = given;
        this.files = files;
    }

    /**
     * @param texts the values of the option for digests
     * @param images images in registries
     * @param files the files, which must be there
     * @param option the name of that option
     * @param invocation where warnings go
     */
    static PolicySubjects of(
            List<String> texts, List<OciImage> images, List<Path> files, String option, Invocation invocation)
            throws UsageException, CommandFailedException {
        var given = new ArrayList<PolicySubject>();
        for (var text : texts) {
            var subject = SubjectOptions.named(text, option);
            var name = subject.name()
                    .orElseThrow(
                            () -> new UsageException(option + " needs a name, which the policy's patterns look at"));
            SubjectOptions.warnOfWeakness(subject, invocation);
            given.add(new PolicySubject(name, subject.digest()));
        }
        for (var image : images) {
            given.add(new PolicySubject(image.repository(), image.subject().digest()));
        }
        for (var file : files) {
            if (LimitedFile.isStream(file)) {
                throw new CommandFailedException(
                        file + ": is a stream, which has no name; give its name and digest by " + option);
            }
            if (!Files.isRegularFile(file)) {
                throw new CommandFailedException(file + ": " + (Files.exists(file) ? "is not a file" : "no such file"));
            }
        }
        if (given.isEmpty() && files.isEmpty()) {
            throw new UsageException("there is no artifact to verify; name files before the options, or digests by "
                    + option + ", or images by " + ImageOptions.IMAGE);
        }
        return new PolicySubjects(given, files);
    }

    /** The artifacts with their digests; a file goes by its name without its directory. */
    List<PolicySubject> hashed() throws IOException {
        var all = new ArrayList<>(given);
        for (var file : files) {
            all.add(new PolicySubject(String.valueOf(file.getFileName()), digests(file)));
        }
        return all;
    }

    private static DigestMap digests(Path file) throws IOException {
        var digests = new TreeMap<String, MessageDigest>();
        ALGORITHMS.forEach(algorithm -> digests.put(algorithm.inTotoName(), algorithm.newDigest()));
        try (var in = Files.newInputStream(file)) {
            var buffer = new byte[1 << 17];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (var digest : digests.values()) {
                    digest.update(buffer, 0, n);
                }
            }
        }
        var values = new TreeMap<String, String>();
        digests.forEach((name, digest) -> values.put(name, HexFormat.of().formatHex(digest.digest())));
        return DigestMap.of(values);
    }
}
