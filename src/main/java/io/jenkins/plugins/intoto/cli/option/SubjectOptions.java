package io.jenkins.plugins.intoto.cli.option;

import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.artifact.DigestSet;
import io.jenkins.plugins.intoto.engine.file.FileFailure;
import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import io.jenkins.plugins.intoto.engine.remote.OciImage;
import io.jenkins.plugins.intoto.engine.statement.Checksums;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.MalformedStatementException;
import io.jenkins.plugins.intoto.engine.statement.NamedDigest;
import io.jenkins.plugins.intoto.engine.statement.Place;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The operands and options that tell what is attested of. */
public final class SubjectOptions {
    private static final String SUBJECT = "--subject";
    private static final String CHECKSUMS = "--checksums";

    private SubjectOptions() {}

    /** Adds the options for subjects. */
    public static void addTo(Syntax syntax) {
        syntax.repeatable(
                "NAME@ALGORITHM:DIGEST",
                "A subject that is not a file here, such as app@sha256:… of an archive or @gitCommit:… of a source; = may stand"
                        + " for @.",
                SUBJECT);
        syntax.value(
                "FILE",
                "The subjects that a file of checksums lists, as sha256sum and the like write it; unless told otherwise"
                        + " the bundle is FILE.intoto.jsonl.",
                CHECKSUMS);
        syntax.repeatable(
                "NAME",
                "A digest to take of the files: sha256 (default), sha384 or sha512; can be given several times.",
                ArtifactOptions.HASH);
        syntax.optionalOperands("FILE", "The artifacts that are the subjects.");
    }

    /** Whether a subject was named. */
    public static boolean areGiven(Invocation invocation) {
        return invocation.has(SUBJECT)
                || invocation.has(CHECKSUMS)
                || ImageOptions.areGiven(invocation)
                || !invocation.operands().isEmpty();
    }

    /** The file of checksums, if one was given. */
    public static Optional<Path> checksums(Invocation invocation) throws UsageException {
        return invocation.path(CHECKSUMS);
    }

    /**
     * The subjects, the files first; warns of digests by which nothing can be verified.
     *
     * @param images those that are images, which are the last
     */
    public static List<ResourceDescriptor> subjects(List<OciImage> images, Invocation invocation)
            throws InTotoException {
        var subjects = new ArrayList<ResourceDescriptor>();
        var algorithms = ArtifactOptions.algorithms(invocation);
        for (var file : invocation.operandPaths()) {
            subjects.add(ResourceDescriptor.of(nameOf(file), digests(file, algorithms)));
        }
        for (var text : invocation.values(SUBJECT)) {
            subjects.add(named(text, SUBJECT));
        }
        var checksums = checksums(invocation);
        if (checksums.isPresent()) {
            var file = checksums.get();
            subjects.addAll(Checksums.read(LimitedFile.read(file, Checksums.MAXIMUM_BYTES), file.toString()));
        }
        images.forEach(image -> subjects.add(image.subject()));
        for (var subject : subjects) {
            warnOfWeakness(subject, invocation);
        }
        return subjects;
    }

    /** The file's own name; where it lies is nobody's business. */
    private static String nameOf(Path file) throws CommandFailedException {
        if (LimitedFile.isStream(file)) {
            throw new CommandFailedException(
                    file + ": is a stream, which has no name to attest; give its name and digest by " + SUBJECT);
        }
        var name = file.getFileName();
        if (name == null || !Files.isRegularFile(file)) {
            throw new CommandFailedException(file + ": "
                    + (Files.exists(file) ? "is not a regular file, which a subject must be" : "no such file"));
        }
        return name.toString();
    }

    private static DigestMap digests(Path file, Set<DigestAlgorithm> algorithms) throws CommandFailedException {
        Map<DigestAlgorithm, MessageDigest> computed = new EnumMap<>(DigestAlgorithm.class);
        algorithms.forEach(algorithm -> computed.put(algorithm, algorithm.newDigest()));
        try (var in = Files.newInputStream(file)) {
            var buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                for (var digest : computed.values()) {
                    digest.update(buffer, 0, n);
                }
            }
        } catch (IOException e) {
            throw new CommandFailedException(file + ": cannot be read: " + FileFailure.text(e), e);
        }
        Map<DigestAlgorithm, byte[]> raw = new EnumMap<>(DigestAlgorithm.class);
        computed.forEach((algorithm, digest) -> raw.put(algorithm, digest.digest()));
        return DigestMap.of(DigestSet.ofRaw(raw).asMap());
    }

    /**
     * Reads an artifact that is not at hand.
     *
     * @param option the option that names it
     */
    static ResourceDescriptor named(String text, String option) throws UsageException {
        try {
            return NamedDigest.read(text, Place.of(option));
        } catch (MalformedStatementException e) {
            throw new UsageException(e.getMessage());
        }
    }

    /** Warns of a subject by whose digests nothing can be verified. */
    static void warnOfWeakness(ResourceDescriptor subject, Invocation invocation) {
        subject.digest().weakness().ifPresent(weakness -> invocation.notes().warn(subject + ": " + weakness));
    }
}
