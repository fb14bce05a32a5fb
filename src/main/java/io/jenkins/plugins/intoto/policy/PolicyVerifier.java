package io.jenkins.plugins.intoto.policy;

import io.jenkins.plugins.intoto.bundle.BundleReader;
import io.jenkins.plugins.intoto.file.UnreadableFileException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Verifies artifacts against a policy by the attestations of bundles. Each bundle is read once, line by line, and no line is
 * kept; lines that are not understood, and attestations that nobody asked for, are passed over.
 */
public final class PolicyVerifier {
    private PolicyVerifier() {}

    /**
     * Verifies artifacts.
     *
     * @param policy the policy; the caller has made sure that it is to be trusted, see {@link SignedPolicy}
     * @param bundles the bundles, in whatever order
     * @param subjects the artifacts
     * @param now the time of the verification
     * @return the verdict, which passes only if everything that the policy expects of each artifact is met
     * @throws UnreadableFileException if a bundle cannot be read, or has a line beyond the limit
     */
    public static PolicyVerdict verify(Policy policy, List<Path> bundles, List<PolicySubject> subjects, Instant now)
            throws UnreadableFileException {
        var verification = new PolicyVerification(policy, subjects, now);
        for (var bundle : bundles) {
            var source = bundle.toString();
            verification.begin(source);
            BundleReader.<RuntimeException>forEachLine(
                    bundle, BundleReader.DEFAULT_LIMITS, line -> verification.accept(source, line));
        }
        return verification.verdict();
    }

    /**
     * Verifies artifacts by one bundle.
     *
     * @param policy the policy; the caller has made sure that it is to be trusted
     * @param bundle the bundle; not closed
     * @param source its name
     * @param subjects the artifacts
     * @param now the time of the verification
     * @return the verdict
     * @throws UnreadableFileException if the bundle cannot be read, or has a line beyond the limit
     */
    public static PolicyVerdict verify(
            Policy policy, InputStream bundle, String source, List<PolicySubject> subjects, Instant now)
            throws UnreadableFileException {
        var verification = new PolicyVerification(policy, subjects, now);
        verification.begin(source);
        BundleReader.<RuntimeException>forEachLine(
                bundle, source, BundleReader.DEFAULT_LIMITS, line -> verification.accept(source, line));
        return verification.verdict();
    }
}
