package io.jenkins.plugins.intoto.attestation.rule;

import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.ArchivedArtifact;
import io.jenkins.plugins.intoto.attestation.ArtifactAttestation;
import io.jenkins.plugins.intoto.engine.record.AntPatterns;
import io.jenkins.plugins.intoto.engine.remote.ImageFile;
import io.jenkins.plugins.intoto.engine.remote.MalformedImageException;
import io.jenkins.plugins.intoto.engine.remote.OciImage;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The images that archived files of a run name. That the run made them is its word: it can write any digest into such a file. So
 * only those count that are in the repositories of the rule, into which others cannot push.
 *
 * @param byFile the images of each file that names some, by the path of the file among the artifacts
 * @param refusals why others do not count, a sentence each
 */
record ReportedImages(Map<String, List<ResourceDescriptor>> byFile, List<String> refusals) {
    /** In a registry that is called by several names, as images call it. */
    private static final String DOCKER_HUB = "docker.io/";

    private static final int MOST_FILES = 1_000;

    /** Each is asked for in a registry. */
    private static final int MOST_IMAGES = 1_000;

    /**
     * Reads the files.
     *
     * @param run the run
     * @param applicable the rule, and those of folders that narrow it
     * @throws IOException if the archive cannot be reached
     */
    static ReportedImages of(Run<?, ?> run, ApplicableRule applicable) throws IOException {
        var images = new ReportedImages(new TreeMap<>(), new ArrayList<>());
        var patterns = applicable.rule().imageFilePatterns();
        var root = run.getArtifactManager().root();
        if (patterns.isEmpty() || !root.isDirectory()) {
            return images;
        }
        var files = new TreeSet<>(root.list(String.join(",", patterns), null, true));
        for (var narrowing : applicable.narrowings()) {
            if (!narrowing.imageFilePatterns().isEmpty()) {
                files.retainAll(root.list(String.join(",", narrowing.imageFilePatterns()), null, true));
            }
        }
        files.removeIf(file -> file.endsWith(ArtifactAttestation.SUFFIX));
        if (files.size() > MOST_FILES) {
            images.refusals.add(Messages.ReportedImages_TooMany(files.size(), MOST_FILES));
            return images;
        }
        for (var file : files) {
            try (var in = ArchivedArtifact.open(root.child(file), file)) {
                images.add(file.replace('\\', '/'), in.readNBytes(ImageFile.MAXIMUM_BYTES + 1), applicable);
            }
        }
        return images;
    }

    private void add(String file, byte[] content, ApplicableRule applicable) {
        if (content.length > ImageFile.MAXIMUM_BYTES) {
            refusals.add(Messages.ReportedImages_TooLarge(file, ImageFile.MAXIMUM_BYTES));
            return;
        }
        try {
            var subjects = new ArrayList<ResourceDescriptor>();
            var read = ImageFile.read(content, file, onlyRepository(applicable.rule()));
            if (read.size() + known() > MOST_IMAGES) {
                refusals.add(Messages.ReportedImages_TooManyImages(file, MOST_IMAGES));
                return;
            }
            for (var image : read) {
                if (isWithin(image, applicable)) {
                    subjects.add(ResourceDescriptor.builder()
                            .name(image.repository())
                            .digest(image.subject().digest())
                            .annotations(Map.of("reportedBy", "build"))
                            .build());
                } else {
                    refusals.add(Messages.ReportedImages_Elsewhere(file, image));
                }
            }
            if (!subjects.isEmpty()) {
                byFile.put(file, List.copyOf(subjects));
            }
        } catch (MalformedImageException e) {
            refusals.add(e.getMessage());
        }
    }

    private int known() {
        return refusals.size() + byFile.values().stream().mapToInt(List::size).sum();
    }

    /** The repository that a file means which has no more than a digest, if it can be but one. */
    private static Optional<String> onlyRepository(AttestationRule rule) {
        var all = rule.getRepositories();
        return all.size() == 1 && all.get(0).chars().noneMatch(c -> c == '*' || c == '?')
                ? Optional.of(all.get(0))
                : Optional.empty();
    }

    /** Whether an image is one that the rule and those that narrow it mean. */
    static boolean isWithin(OciImage image, ApplicableRule applicable) {
        var name = image.host() + "/" + image.name();
        return isWithin(name, applicable.rule())
                && applicable.narrowings().stream()
                        .filter(narrowing -> !narrowing.getRepositories().isEmpty())
                        .allMatch(narrowing -> isWithin(name, narrowing));
    }

    private static boolean isWithin(String name, AttestationRule rule) {
        var patterns = rule.getRepositories().stream()
                .map(pattern -> pattern.replaceFirst("^(index|registry-1)\\.docker\\.io/", DOCKER_HUB))
                .toList();
        return !patterns.isEmpty()
                && new AntPatterns(patterns, List.of(), false, true).selection().test(name);
    }
}
