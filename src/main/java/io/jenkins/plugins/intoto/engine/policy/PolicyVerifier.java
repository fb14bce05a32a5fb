package io.jenkins.plugins.intoto.engine.policy;

import io.jenkins.plugins.intoto.engine.bundle.BundleReader;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.policy.source.SignedPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Verifies artifacts against a policy by the attestations of bundles. Each bundle is read once, line by line, and no line is
 * kept; lines that are not understood, and attestations that nobody asked for, are passed over.
 */
public final class PolicyVerifier {
    /** Which of the attestations that an expectation is about are verified. */
    public enum Extent {
        /** No more than it takes to meet it. */
        NEEDED,
        /** All, for whoever wants to see them. */
        ALL
    }

    private PolicyVerifier() {}

    /**
     * A bundle, wherever it is.
     *
     * @param name what the verdict calls it
     * @param content opens it
     */
    public record OpenBundle(String name, Content content) {
        /** The content of a bundle. */
        @FunctionalInterface
        public interface Content {
            /**
             * Opens it.
             *
             * @return the lines in UTF-8; closed by the caller
             * @throws UnreadableFileException if it cannot be read, for a reason that names it
             * @throws IOException if it cannot be read
             */
            InputStream open() throws UnreadableFileException, IOException;
        }

        /** A file, called by its path. */
        public static OpenBundle of(Path file) {
            return new OpenBundle(file.toString(), () -> BundleReader.open(file));
        }
    }

    /**
     * Verifies artifacts.
     *
     * @param policy the policy; the caller has made sure that it is to be trusted, see {@link SignedPolicy}
     * @param bundles the bundles, in whatever order
     * @param subjects the artifacts
     * @param now the time of the verification
     * @param limits how long a line may be, and how deeply nested; longer ones are passed over
     * @param extent which of the attestations are verified
     * @return the verdict, which passes only if everything that the policy expects of each artifact is met
     * @throws UnreadableFileException if a bundle cannot be read
     * @throws InterruptedException if the thread is interrupted
     */
    public static PolicyVerdict verify(
            Policy policy,
            List<OpenBundle> bundles,
            List<PolicySubject> subjects,
            Instant now,
            JsonLimits limits,
            Extent extent)
            throws UnreadableFileException, InterruptedException {
        try (var verification = new PolicyVerification(policy, subjects, now, limits, extent)) {
            for (var bundle : bundles) {
                verification.begin(bundle.name());
                try (var in = bundle.content().open()) {
                    BundleReader.<InterruptedException>forEachLine(in, bundle.name(), limits, line -> {
                        checkInterrupted();
                        verification.accept(bundle.name(), line);
                    });
                } catch (IOException e) {
                    throw new UnreadableFileException(bundle.name(), "cannot be read: " + e.getMessage(), e);
                }
            }
            var verdict = verification.verdict();
            // What was interrupted while it checked the last seals has found them wanting.
            checkInterrupted();
            return verdict;
        }
    }

    private static void checkInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the verification was interrupted");
        }
    }
}
