package io.jenkins.plugins.intoto.engine.sigstore;

import static io.jenkins.plugins.intoto.engine.model.MetadataDefect.WRONG_SHAPE;

import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.key.CertificateUsage;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * The authorities and logs that are trusted, as {@code trusted_root.json} names them (sigstore.trustroot.v1): those that
 * issue certificates, those that issue timestamps, the logs of signatures and those of certificates.
 */
public final class TrustedRoot {
    /** Trusts nobody. */
    public static final TrustedRoot NONE = new TrustedRoot(List.of(), List.of(), List.of(), List.of());

    private static final String MEDIA_TYPES =
            "application/vnd\\.dev\\.sigstore\\.trustedroot(\\+json;version=0\\.[12]|\\.v0\\.[12]\\+json)";

    private final List<CertificateAuthority> certificateAuthorities;
    private final List<CertificateAuthority> timestampAuthorities;
    private final List<TransparencyLog> logs;
    private final List<TransparencyLog> certificateLogs;

    private TrustedRoot(
            List<CertificateAuthority> certificateAuthorities,
            List<CertificateAuthority> timestampAuthorities,
            List<TransparencyLog> logs,
            List<TransparencyLog> certificateLogs) {
        this.certificateAuthorities = List.copyOf(certificateAuthorities);
        this.timestampAuthorities = List.copyOf(timestampAuthorities);
        this.logs = List.copyOf(logs);
        this.certificateLogs = List.copyOf(certificateLogs);
    }

    /**
     * Reads {@code trusted_root.json}. Unknown members are ignored, and so are logs whose keys are of kinds that are not
     * supported.
     *
     * @param json the content of the file
     * @param source its name for error messages
     * @param limits how much is accepted
     * @throws MalformedMetadataException if it is something else, or an authority or log has no certificate, key or period
     */
    public static TrustedRoot read(byte[] json, String source, JsonLimits limits) throws MalformedMetadataException {
        var root = ProtoJson.parse(json, source, limits);
        try {
            if (!root.string("mediaType").matches(MEDIA_TYPES)) {
                throw root.malformed("mediaType", "is not that of a Sigstore trusted root 0.1 or 0.2");
            }
            return new TrustedRoot(
                    authorities(root, "certificateAuthorities", CertificateUsage.FULCIO),
                    authorities(root, "timestampAuthorities", CertificateUsage.TIMESTAMPING),
                    logs(root, "tlogs"),
                    logs(root, "ctlogs"));
        } catch (MalformedJsonException e) {
            throw new MalformedMetadataException(e, WRONG_SHAPE);
        }
    }

    private static List<CertificateAuthority> authorities(JsonObject root, String name, CertificateUsage usage)
            throws MalformedJsonException {
        var authorities = new ArrayList<CertificateAuthority>();
        for (var json : root.objects(name)) {
            authorities.add(CertificateAuthority.of(json, usage));
        }
        return authorities;
    }

    private static List<TransparencyLog> logs(JsonObject root, String name) throws MalformedJsonException {
        var logs = new ArrayList<TransparencyLog>();
        for (var json : root.objects(name)) {
            TransparencyLog.of(json).ifPresent(logs::add);
        }
        return logs;
    }

    /**
     * These, and one more authority for certificates of signers.
     *
     * @param chain its certificates, the root last, at least one
     * @param usage what the certificates of signers must be fit for
     */
    public TrustedRoot withCertificateAuthority(List<X509Certificate> chain, CertificateUsage usage) {
        return new TrustedRoot(
                added(certificateAuthorities, new CertificateAuthority(chain, Validity.ALWAYS, usage)),
                timestampAuthorities,
                logs,
                certificateLogs);
    }

    /**
     * These, and one more authority for timestamps.
     *
     * @param chain its certificates, the root last, at least one; the one that signs timestamps may come with these
     */
    public TrustedRoot withTimestampAuthority(List<X509Certificate> chain) {
        return new TrustedRoot(
                certificateAuthorities,
                added(
                        timestampAuthorities,
                        new CertificateAuthority(chain, Validity.ALWAYS, CertificateUsage.TIMESTAMPING)),
                logs,
                certificateLogs);
    }

    /**
     * All of these and those of another.
     *
     * @param other what to trust besides
     */
    public TrustedRoot and(TrustedRoot other) {
        return new TrustedRoot(
                joined(certificateAuthorities, other.certificateAuthorities),
                joined(timestampAuthorities, other.timestampAuthorities),
                joined(logs, other.logs),
                joined(certificateLogs, other.certificateLogs));
    }

    private static <T> List<T> added(List<T> list, T element) {
        return joined(list, List.of(element));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    List<CertificateAuthority> certificateAuthorities() {
        return certificateAuthorities;
    }

    List<CertificateAuthority> timestampAuthorities() {
        return timestampAuthorities;
    }

    List<TransparencyLog> logs() {
        return logs;
    }

    List<TransparencyLog> certificateLogs() {
        return certificateLogs;
    }
}
