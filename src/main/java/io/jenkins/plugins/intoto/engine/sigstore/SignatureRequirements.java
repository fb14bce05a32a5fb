package io.jenkins.plugins.intoto.engine.sigstore;

/**
 * What must stand beside a signature.
 *
 * @param times how many trusted times: RFC 3161 timestamps, or those of Rekor v1 entries
 * @param logEntries how many entries of trusted logs
 * @param certificateTimestamps for certificates: how many trusted logs of certificates
 */
public record SignatureRequirements(int times, int logEntries, int certificateTimestamps) {
    /** Nothing but the signature. */
    public static final SignatureRequirements NOTHING = new SignatureRequirements(0, 0, 0);

    /** What Sigstore's clients ask for by default: one of each. */
    public static final SignatureRequirements SIGSTORE = new SignatureRequirements(1, 1, 1);

    /**
     * @throws IllegalArgumentException if a number is negative
     */
    public SignatureRequirements {
        if (times < 0 || logEntries < 0 || certificateTimestamps < 0) {
            throw new IllegalArgumentException("what is required cannot be less than nothing");
        }
    }

    /**
     * One of each that a trusted root has authorities for.
     *
     * @param root what is trusted
     */
    public static SignatureRequirements of(TrustedRoot root) {
        boolean hasLogs = !root.logs().isEmpty();
        return new SignatureRequirements(
                hasLogs || !root.timestampAuthorities().isEmpty() ? 1 : 0,
                hasLogs ? 1 : 0,
                root.certificateLogs().isEmpty() ? 0 : 1);
    }
}
