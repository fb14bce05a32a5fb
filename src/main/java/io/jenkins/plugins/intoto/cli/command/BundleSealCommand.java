package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.OneLine;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.option.OutputFile;
import io.jenkins.plugins.intoto.cli.option.SigningOptions;
import io.jenkins.plugins.intoto.cli.option.TrustOptions;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.bundle.BundleLine;
import io.jenkins.plugins.intoto.engine.bundle.BundleReader;
import io.jenkins.plugins.intoto.engine.bundle.Seal;
import io.jenkins.plugins.intoto.engine.bundle.SealCheck;
import io.jenkins.plugins.intoto.engine.sigstore.RefusedSignatureException;
import io.jenkins.plugins.intoto.engine.sigstore.SignatureVerification;
import io.jenkins.plugins.intoto.engine.sigstore.TrustedRoot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** {@code bundle seal}: adds a seal to a bundle, or checks it. */
public final class BundleSealCommand implements Command {
    private static final String VERIFY = "--verify";

    @Override
    public Syntax syntax() {
        var syntax = new Syntax(
                        "Seal a bundle, or check its seal.",
                        "A seal is one more line, which names the digest of every line before it: it shows when one of them"
                                + " is taken away. Lines may be added later.")
                .operand("BUNDLE", "The bundle.")
                .flag(
                        "Check that the bundle has a seal by the key, which is a public key then, and every line that it"
                                + " names.",
                        VERIFY);
        SigningOptions.addTo(syntax);
        syntax.lineLimit();
        return syntax.example("Seal", "in-toto bundle seal app.intoto.jsonl -k alice")
                .example("Check", "in-toto bundle seal app.intoto.jsonl -k alice.pub --verify");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException, IOException {
        var bundle = invocation.operandPaths().get(0);
        SigningOptions.checkUnused(invocation, !invocation.has(VERIFY), "a key that signs");
        if (invocation.has(VERIFY)) {
            return check(bundle, invocation);
        }
        OutputFile.check(bundle);
        var key = SigningOptions.key(invocation);
        try {
            var seal = Seal.append(bundle, key.forAttestations(), invocation.lineLimits());
            invocation.notes().detail("sealed", seal.lines().size(), "line", "of " + bundle);
        } catch (IOException e) {
            throw OutputFile.failure(bundle, e);
        }
        return 0;
    }

    private static int check(Path bundle, Invocation invocation) throws InTotoException {
        var keys = TrustOptions.keys(List.of(invocation.requiredPath(SigningOptions.KEY)));
        var verification = SignatureVerification.of(keys, TrustedRoot.NONE);
        var now = Instant.now();
        var check = new SealCheck(invocation.lineLimits(), line -> isAccepted(line, verification, now));
        BundleReader.<RuntimeException>forEachLine(bundle, invocation.lineLimits(), check::accept);
        var outcome = check.outcome();
        var text =
                switch (outcome.status()) {
                    case INTACT -> "the seal on line " + outcome.number() + " is intact";
                    case MISSING -> "there is no seal";
                    case UNTRUSTED -> "the seal on line " + outcome.number() + " is not by that key";
                    case BROKEN ->
                        "the seal on line " + outcome.number() + " names lines that are not there, by SHA-256: "
                                + String.join(", ", outcome.absent());
                };
        invocation.out().println(OneLine.of(bundle + ": " + text));
        return outcome.status() == SealCheck.Status.INTACT ? 0 : FAILED;
    }

    private static boolean isAccepted(BundleLine line, SignatureVerification verification, Instant now) {
        try {
            return !verification.verify(line.envelope().orElseThrow(), now).isEmpty();
        } catch (RefusedSignatureException e) {
            return false;
        }
    }
}
