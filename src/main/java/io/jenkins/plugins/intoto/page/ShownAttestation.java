package io.jenkins.plugins.intoto.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.AttestationIndex;
import io.jenkins.plugins.intoto.archive.PastVerification;
import io.jenkins.plugins.intoto.archive.RunState;
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
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One attestation of one artifact as a page and the API show it. All text is safe to show as text. */
@ExportedBean(defaultVisibility = 2)
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
    @Exported
    public String getArtifact() {
        return DisplayText.of(entry.artifact());
    }

    /** The artifact's SHA-256 in hexadecimal. */
    @Exported
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
            case SLSA_PROVENANCE_V1, SLSA_PROVENANCE_V0_2 -> Messages.ShownAttestation_Provenance();
            case VERIFICATION_SUMMARY -> Messages.ShownAttestation_VerificationSummary();
            case SPDX_2, SPDX_3 -> Messages.ShownAttestation_Spdx();
            case CYCLONEDX -> Messages.ShownAttestation_CycloneDx();
            case SCAI -> Messages.ShownAttestation_Scai();
            case COSIGN_VULNERABILITIES -> Messages.ShownAttestation_CosignVulnerabilities();
            case OPENVEX -> Messages.ShownAttestation_OpenVex();
            case COSIGN_CUSTOM -> Messages.ShownAttestation_CosignCustom();
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
    @Exported
    public String getPredicateType() {
        return DisplayText.of(entry.predicateType());
    }

    /** The key that signed. */
    public ShownKey getSigner() {
        return ShownKey.of(new KeyId(entry.keyId()), new KeyNames.Name(entry.signer(), ""));
    }

    /** The beginning of the digest, which is enough to tell artifacts apart by eye. */
    public String getShortSha256() {
        return shortened(getSha256());
    }

    static String shortened(String digest) {
        return digest.substring(0, Math.min(SHORT_DIGEST, digest.length())) + "…";
    }

    /** When it was signed; null if the index was damaged. */
    @CheckForNull
    @Exported
    public Date getTime() {
        try {
            return Date.from(Instant.parse(entry.time()));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Whether the bundle that holds it is still there: artifacts are discarded before the run that made them. */
    @Exported
    public boolean isArchived() {
        return archived.test(entry.bundle());
    }

    /** The address of the bundle that holds it, below that of the run. */
    public String getBundlePath() {
        return "artifact/"
                + Arrays.stream(entry.bundle().split("/")).map(Util::rawEncode).collect(Collectors.joining("/"));
    }

    /** The full name of the job whose build made it. */
    @Exported
    public String getJob() {
        return run.getParent().getFullName();
    }

    /** The number of the build that made it. */
    @Exported
    public int getBuild() {
        return run.getNumber();
    }

    /** The path of the bundle that holds it among the artifacts of the build. */
    @Exported
    public String getBundle() {
        return DisplayText.of(entry.bundle());
    }

    /** What the key that signed is called, or whom its certificate names; may be empty. */
    @Exported
    public String getSignedBy() {
        return DisplayText.of(entry.signer());
    }

    /** The id of the key that signed; empty if it was made for one signature alone. */
    @Exported
    public String getKeyId() {
        return DisplayText.of(entry.keyId());
    }

    /** The SHA-256 of its line in the bundle, which tells it from all others. */
    @Exported
    public String getId() {
        return DisplayText.of(entry.line());
    }

    /** The address of its page, below that of Jenkins. */
    @Exported
    public String getUrl() {
        return run.getUrl() + "in-toto/attestation/" + getId() + "/";
    }

    /** What the verifications of the build came to as a whole; null if nothing was verified there. */
    @CheckForNull
    @Exported
    public PastVerification getVerdict() {
        var state = run.getAction(RunState.class);
        return state == null ? null : state.verifications().verdict().orElse(null);
    }

    /** What the index of the run says of it. */
    AttestationIndex.Entry entry() {
        return entry;
    }
}
