package io.jenkins.plugins.intoto.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.AttestationIndex;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.predicate.PredicateType;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Date;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** One attestation of one artifact as a page shows it. All text is safe to show as text. */
public final class ShownAttestation {
    private static final int SHORT_DIGEST = 16;

    private final Run<?, ?> run;
    private final AttestationIndex.Entry entry;
    private final Predicate<String> archived;

    ShownAttestation(Run<?, ?> run, AttestationIndex.Entry entry, Predicate<String> archived) {
        this.run = run;
        this.entry = entry;
        this.archived = archived;
    }

    /** The run that made it. */
    public Run<?, ?> getRun() {
        return run;
    }

    /** The name of the artifact. */
    public String getArtifact() {
        return DisplayText.of(entry.artifact());
    }

    /** The artifact's SHA-256 in hexadecimal. */
    public String getSha256() {
        return DisplayText.of(entry.sha256());
    }

    /** What was said of it, in words for the types that are known. */
    public String getPredicate() {
        return words(entry.predicateType());
    }

    /** A type of predicates in words if it is known, else as it is; safe to show as text. */
    static String words(String predicateType) {
        return PredicateType.of(predicateType)
                .map(ShownAttestation::words)
                .orElseGet(() -> DisplayText.of(predicateType));
    }

    private static String words(PredicateType type) {
        return switch (type) {
            case SLSA_PROVENANCE_V1, SLSA_PROVENANCE_V0_2 -> "SLSA provenance";
            case VERIFICATION_SUMMARY -> "SLSA verification summary";
            case SPDX_2, SPDX_3 -> "SPDX bill of materials";
            case CYCLONEDX -> "CycloneDX bill of materials";
            case SCAI -> "SCAI report";
            case COSIGN_VULNERABILITIES -> "Vulnerabilities (cosign)";
            case OPENVEX -> "OpenVEX document";
            case COSIGN_CUSTOM -> "Statement of cosign";
            default -> {
                var name = type.name()
                        .toLowerCase(Locale.ROOT)
                        .replaceFirst("_v([0-9]+)_([0-9]+)$", " v$1.$2")
                        .replace('_', ' ');
                yield name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
            }
        };
    }

    /** What was said of it, by its URI. */
    public String getPredicateType() {
        return DisplayText.of(entry.predicateType());
    }

    /** The key that signed. */
    public ShownKey getSigner() {
        return ShownKey.of(new KeyId(entry.keyId()), new KeyNames.Name(entry.signer(), ""));
    }

    /** The beginning of the digest, which is enough to tell artifacts apart by eye. */
    public String getShortSha256() {
        return getSha256().substring(0, Math.min(SHORT_DIGEST, getSha256().length())) + "…";
    }

    /** When it was signed; null if the index was damaged. */
    @CheckForNull
    public Date getTime() {
        try {
            return Date.from(Instant.parse(entry.time()));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Whether the bundle that holds it is still there: artifacts are discarded before the run that made them. */
    public boolean isArchived() {
        return archived.test(entry.bundle());
    }

    /** The address of the bundle that holds it, below that of the run. */
    public String getBundlePath() {
        return "artifact/"
                + Arrays.stream(entry.bundle().split("/")).map(Util::rawEncode).collect(Collectors.joining("/"));
    }
}
