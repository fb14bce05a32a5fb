package io.jenkins.plugins.intoto.cli.option;

import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.sigstore.SignatureVerification;
import io.jenkins.plugins.intoto.engine.sigstore.TrustedRoot;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The options of commands that verify signatures of attestations. */
public final class TrustOptions {
    private static final String KEYS = "--verification-keys";
    private static final String ROOT = "--trusted-root";
    private static final JsonLimits LIMITS = new JsonLimits(16L << 20, 32);

    private TrustOptions() {}

    /** Adds the options for keys and for a trusted root. */
    public static void addTo(Syntax syntax) {
        syntax.values("KEY", "Public keys whose signatures are accepted.", "-k", KEYS)
                .value("FILE", "Sigstore's trusted_root.json, with the authorities and logs that are trusted.", ROOT);
    }

    /** Whether anything was named to verify with. */
    public static boolean areGiven(Invocation invocation) {
        return invocation.has(KEYS) || invocation.has(ROOT);
    }

    /**
     * Refuses to verify neither by keys nor otherwise, both ways at once, and certificates without a trusted root.
     *
     * @param otherwise whether certificates are to be verified
     * @param option the option that says so
     */
    public static void requireKeysOr(boolean otherwise, String option, Invocation invocation) throws UsageException {
        if (otherwise == invocation.has(KEYS)) {
            throw new UsageException("give either " + KEYS + " or " + option);
        }
        if (otherwise && !invocation.has(ROOT)) {
            throw new UsageException(option + " needs " + ROOT);
        }
    }

    /**
     * How signatures are verified, and what the keys are called whose signatures are accepted.
     *
     * @param verification verifies by the keys and the trusted root
     * @param names the names of the keys
     */
    public record Trust(SignatureVerification verification, KeyNames names) {}

    /**
     * Reads the keys and the trusted root.
     *
     * @throws InTotoException if one cannot be read
     */
    public static Trust trust(Invocation invocation) throws InTotoException {
        var root = invocation.path(ROOT);
        var files = invocation.paths(KEYS);
        var keys = keys(files);
        return new Trust(
                SignatureVerification.of(keys, root.isPresent() ? root(root.get()) : TrustedRoot.NONE),
                PublicKeyFiles.names(files, keys));
    }

    /**
     * The public keys in files.
     *
     * @throws InTotoException if one cannot be read, or is of a kind that signs no attestations
     */
    public static List<AsymmetricKey> keys(List<Path> files) throws InTotoException {
        var keys = new ArrayList<AsymmetricKey>();
        for (var file : files) {
            if (!(PublicKeyFiles.read(List.of(file)).get(0) instanceof AsymmetricKey key)) {
                throw new CommandFailedException(file + ": is a GPG key, which attestations cannot be signed with");
            }
            keys.add(key);
        }
        return keys;
    }

    private static TrustedRoot root(Path file) throws InTotoException {
        return TrustedRoot.read(LimitedFile.read(file, LIMITS.maxBytes()), file.toString(), LIMITS);
    }
}
