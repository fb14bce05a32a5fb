package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.OneLine;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.cli.option.TrustOptions;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.sigstore.BlobBundle;
import io.jenkins.plugins.intoto.engine.sigstore.SignerIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** {@code bundle verify-blob}: verifies the signature of a file. */
public final class BundleVerifyBlobCommand implements Command {
    private static final String IDENTITY = "--certificate-identity";
    private static final String ISSUER = "--certificate-oidc-issuer";
    private static final JsonLimits LIMITS = new JsonLimits(16L << 20, 32);

    @Override
    public Syntax syntax() {
        var syntax = new Syntax(
                        "Verify the signature of a file in a Sigstore bundle.",
                        "The bundle is one of a file's signature, as 'cosign sign-blob' and sigstore-python write it;"
                                + " 'policy verify' verifies attestations. Verification is offline, by a key, or by a"
                                + " trusted root and whom the certificate must name.")
                .operand("FILE", "The file that was signed.")
                .secondOperand("BUNDLE", "The bundle.");
        TrustOptions.addTo(syntax);
        return syntax.value(
                        "NAME",
                        "A subject alternative name that the certificate must have: a mail address or a URI.",
                        IDENTITY)
                .value("URL", "The OpenID Connect issuer that must have vouched for it.", ISSUER)
                .example("By a key", "in-toto bundle verify-blob app.tar.gz app.tar.gz.sigstore.json -k alice.pub")
                .example(
                        "By an identity",
                        "in-toto bundle verify-blob app.tar.gz app.tar.gz.sigstore.json --trusted-root trusted_root.json \\",
                        "    " + IDENTITY + " alice@example.com " + ISSUER + " https://accounts.example.com");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException, IOException {
        boolean byIdentity = invocation.has(IDENTITY);
        if (byIdentity != invocation.has(ISSUER)) {
            throw new UsageException(IDENTITY + " and " + ISSUER + " need each other");
        }
        TrustOptions.requireKeysOr(byIdentity, IDENTITY, invocation);
        var file = invocation.operandPaths().get(0);
        var name = invocation.operandPaths().get(1);
        var trust = TrustOptions.trust(invocation);
        if (LimitedFile.isStream(file)) {
            throw new CommandFailedException(file + ": is read more than once, so it must be a file");
        }
        LimitedFile.size(file); // refuses what is not a file in our words
        var bundle = BlobBundle.read(LimitedFile.read(name, LIMITS.maxBytes()), name.toString(), LIMITS);
        var verified = trust.verification().verify(bundle, out -> Files.copy(file, out), Instant.now());
        if (byIdentity) {
            check(verified.signer(), name, invocation);
        }
        if (!invocation.notes().areQuiet()) {
            invocation.out().println(OneLine.of(file + ": signed by " + SignerText.of(verified, trust.names())));
        }
        return 0;
    }

    private static void check(SignerIdentity signer, Path bundle, Invocation invocation) throws InTotoException {
        if (!(signer instanceof SignerIdentity.Certificate certificate)) {
            throw new IllegalStateException("without keys only certificates are accepted");
        }
        var issuer = certificate.issuer().orElse("");
        if (!certificate.alternativeNames().contains(invocation.required(IDENTITY))
                || !issuer.equals(invocation.required(ISSUER))) {
            throw new CommandFailedException(bundle + ": is signed by " + SignerText.of(certificate)
                    + ", not by the identity that is asked for");
        }
    }
}
