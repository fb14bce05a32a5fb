package io.jenkins.plugins.intoto.cli.option;

import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.record.ArtifactRecorder;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The options of commands that record artifacts. */
public final class ArtifactOptions {
    private static final String EXCLUDE = "--exclude";
    private static final String BASE = "--base-path";
    private static final String LSTRIP = "--lstrip-paths";
    private static final String LINE_ENDINGS = "--normalize-line-endings";
    private static final String NO_LINKS = "--no-follow-symlink-dirs";
    private static final String ALLOW_EMPTY = "--allow-empty";
    /** The option for the hash algorithms. */
    public static final String HASH = "--hash";
    /** The option for the products. */
    public static final String PRODUCTS = "--products";

    private static final int MOST_WARNINGS = 100;
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private ArtifactOptions() {}

    /** Adds the options for materials, products and what both have in common. */
    public static void addTo(Syntax syntax) {
        syntax.values(
                        "PATTERN",
                        "Paths to leave out, as patterns of .gitignore; they replace the default patterns"
                                + " *.link* .git *.pyc *~.",
                        "-e",
                        EXCLUDE)
                .value("DIR", "The directory that relative paths start from instead of the current one.", BASE)
                .values("PREFIX", "Beginnings of paths to strip from the recorded names.", LSTRIP)
                .flag("Hash text with any line endings as if they were line feeds.", LINE_ENDINGS)
                .flag("Do not walk symbolic links to directories.", NO_LINKS);
    }

    /** Adds the option that permits a step without products. */
    public static void addAllowEmptyTo(Syntax syntax) {
        syntax.flag("Write the link even if there is nothing to record for -p.", ALLOW_EMPTY);
    }

    /**
     * Refuses options on how to record where nothing is.
     *
     * @param paths the options that name what is recorded
     */
    public static void check(Invocation invocation, String... paths) throws UsageException {
        invocation.onlyWith(invocation.has(PRODUCTS), PRODUCTS, ALLOW_EMPTY);
        invocation.onlyWith(
                Arrays.stream(paths).anyMatch(invocation::has),
                String.join(" or ", paths),
                EXCLUDE,
                BASE,
                LSTRIP,
                LINE_ENDINGS,
                NO_LINKS,
                HASH);
    }

    /** Adds the option for the hash algorithms. */
    public static void addHashTo(Syntax syntax) {
        syntax.choices(
                List.of("sha256", "sha384", "sha512"),
                "NAME",
                "The digests to record: sha256 (default), sha384, sha512.",
                HASH);
    }

    /**
     * The hash algorithms that were asked for.
     *
     * @throws UsageException if one is unknown
     */
    public static Set<DigestAlgorithm> algorithms(Invocation invocation) throws UsageException {
        var algorithms = EnumSet.noneOf(DigestAlgorithm.class);
        for (var name : invocation.values(HASH)) {
            algorithms.add(DigestAlgorithm.named(name)
                    .orElseThrow(
                            () -> new UsageException(HASH + " knows sha256, sha384 and sha512, not '" + name + "'")));
        }
        return algorithms.isEmpty() ? EnumSet.of(DigestAlgorithm.SHA256) : algorithms;
    }

    /** The algorithms of the options, or if there are none, those that others were recorded with. */
    public static Set<DigestAlgorithm> algorithms(Invocation invocation, Artifacts others) throws UsageException {
        var asked = algorithms(invocation);
        var cursor = others.cursor();
        if (invocation.has(HASH) || !cursor.next()) {
            return asked;
        }
        var algorithms = EnumSet.noneOf(DigestAlgorithm.class);
        for (var name : cursor.digests().asMap().keySet()) {
            DigestAlgorithm.named(name).ifPresent(algorithms::add);
        }
        return algorithms.isEmpty() ? asked : algorithms;
    }

    /**
     * Records the products of a step.
     *
     * @throws CommandFailedException if there are none although paths were given and that is not permitted
     */
    public static Artifacts products(Set<DigestAlgorithm> algorithms, Invocation invocation)
            throws InTotoException, InterruptedException {
        var products = record("recording products", algorithms, invocation.values(PRODUCTS), invocation);
        if (products.isEmpty() && invocation.has(PRODUCTS) && !invocation.has(ALLOW_EMPTY)) {
            throw new CommandFailedException("no link was written: there is nothing to record for "
                    + PRODUCTS + " " + String.join(" ", invocation.values(PRODUCTS)) + "; " + ALLOW_EMPTY
                    + " permits that");
        }
        return products;
    }

    /**
     * Records paths.
     *
     * @param activity what takes place, for the progress
     * @param algorithms which digests to record
     * @param paths the paths, relative to the base
     */
    public static Artifacts record(
            String activity, Set<DigestAlgorithm> algorithms, List<String> paths, Invocation invocation)
            throws InTotoException, InterruptedException {
        if (paths.isEmpty()) {
            return Artifacts.NONE;
        }
        var progress = invocation.progress(activity);
        var warnings = new AtomicInteger();
        try {
            var recorder = ArtifactRecorder.builder()
                    .base(invocation.directory(BASE))
                    .algorithms(algorithms)
                    .stripPrefixes(invocation.values(LSTRIP))
                    .normalizeLineEndings(invocation.has(LINE_ENDINGS))
                    .followLinkedDirectories(!invocation.has(NO_LINKS))
                    .onWarning(warning -> {
                        if (warnings.getAndIncrement() < MOST_WARNINGS) {
                            invocation.notes().warn(warning);
                        }
                    })
                    .onPath((path, files) -> invocation.notes().detail(activity + ": " + path + ": " + counted(files)))
                    .onProgress(progress, INTERVAL);
            if (invocation.has(EXCLUDE)) {
                recorder.excludes(invocation.values(EXCLUDE));
            }
            var artifacts = recorder.build().record(paths);
            if (warnings.get() > MOST_WARNINGS) {
                invocation.notes().warn((warnings.get() - MOST_WARNINGS) + " more paths are left out");
            }
            invocation.notes().detail(activity + ": " + counted(artifacts.size()));
            return artifacts;
        } finally {
            progress.end();
        }
    }

    private static String counted(int files) {
        return files + (files == 1 ? " file" : " files");
    }
}
