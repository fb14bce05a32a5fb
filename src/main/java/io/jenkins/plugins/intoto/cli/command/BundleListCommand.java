package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.OneLine;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.cli.option.OutputFile;
import io.jenkins.plugins.intoto.cli.option.RegistryOptions;
import io.jenkins.plugins.intoto.cli.option.TrustOptions;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.bundle.BundleLine;
import io.jenkins.plugins.intoto.engine.bundle.BundleLine.SigstoreLine;
import io.jenkins.plugins.intoto.engine.bundle.BundleReader;
import io.jenkins.plugins.intoto.engine.bundle.LineSummary;
import io.jenkins.plugins.intoto.engine.bundle.LineSummary.Kind;
import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.remote.OciAttestations;
import io.jenkins.plugins.intoto.engine.remote.OciImage;
import io.jenkins.plugins.intoto.engine.sigstore.RefusedSignatureException;
import io.jenkins.plugins.intoto.engine.sigstore.SignatureVerification;
import io.jenkins.plugins.intoto.engine.sigstore.VerifiedSignature;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code bundle list}: tells what the lines of bundles say, and who signed them. */
public final class BundleListCommand implements Command {
    private static final String FROM = "--from";
    private static final String OUTPUT = "--output";
    private static final int SHOWN_SUBJECTS = 3;
    private static final int SHOWN_REFUSED = 10;

    @Override
    public Syntax syntax() {
        var syntax = new Syntax(
                        "Tell what the attestations of bundles say.",
                        "One line each: its number, its kind, the type of its predicate, its subjects, and who claims to have"
                                + " signed it. With keys or a trusted root it is who has signed it, and the exit code is 0"
                                + " only if in each bundle some line was verified and none was refused.")
                .optionalOperands("BUNDLE", "The bundles.")
                .value("IMAGE", "List what is beside an image in its registry, HOST/IMAGE@DIGEST, instead.", FROM)
                .value("FILE", "Write that to this bundle as well.", "-o", OUTPUT);
        TrustOptions.addTo(syntax);
        RegistryOptions.addTo(syntax);
        syntax.lineLimit();
        return syntax.example("What is there", "in-toto bundle list app.intoto.jsonl")
                .example(
                        "What is in a registry",
                        "in-toto bundle list --from registry.example.com/app@sha256:… -o app.intoto.jsonl")
                .example("And who signed it", "in-toto bundle list app.intoto.jsonl -k alice.pub");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException, IOException, InterruptedException {
        var bundles = invocation.operandPaths();
        if (bundles.isEmpty() != invocation.has(FROM) || (invocation.has(OUTPUT) && !invocation.has(FROM))) {
            throw new UsageException("give bundles, or " + FROM + " and an image");
        }
        invocation.onlyWith(invocation.has(FROM), FROM, RegistryOptions.names());
        Optional<TrustOptions.Trust> trust =
                TrustOptions.areGiven(invocation) ? Optional.of(TrustOptions.trust(invocation)) : Optional.empty();
        var now = Instant.now();
        var failures = new ArrayList<String>();
        if (invocation.has(FROM)) {
            var found = fetched(invocation);
            var image = invocation.required(FROM);
            var lister = new Lister(trust, now, invocation);
            BundleReader.forEachLine(found.open(), image, invocation.lineLimits(), lister::list);
            lister.failure().ifPresent(failure -> failures.add(image + ": " + failure));
        }
        for (var bundle : bundles) {
            if (bundles.size() > 1) {
                invocation.out().println(OneLine.of(bundle + ":"));
            }
            var lister = new Lister(trust, now, invocation);
            BundleReader.forEachLine(bundle, invocation.lineLimits(), lister::list);
            lister.failure().ifPresent(failure -> failures.add(bundle + ": " + failure));
        }
        if (!failures.isEmpty()) {
            throw new CommandFailedException(String.join("; ", failures));
        }
        return 0;
    }

    /** What is beside an image, which is written to a file if that was asked for. */
    private static OciAttestations fetched(Invocation invocation)
            throws InTotoException, IOException, InterruptedException {
        var found = RegistryOptions.registry(OciImage.of(invocation.required(FROM)), invocation)
                .attestations(invocation.lineLimits());
        found.problems().forEach(problem -> invocation.notes().warn(problem));
        var output = invocation.path(OUTPUT);
        if (output.isPresent()) {
            OutputFile.check(output.get());
            OutputFile.<RuntimeException>write(output.get(), out -> found.open().transferTo(out));
        }
        return found;
    }

    /** Lists the lines of a bundle, and remembers what became of their signatures. */
    private static final class Lister {
        private final Optional<SignatureVerification> verification;
        private final KeyNames names;
        private final Instant now;
        private final Invocation invocation;
        private final JsonLimits limits;
        private final List<Integer> refused = new ArrayList<>();
        private int verified;

        Lister(Optional<TrustOptions.Trust> trust, Instant now, Invocation invocation) throws UsageException {
            this.verification = trust.map(TrustOptions.Trust::verification);
            this.names = trust.map(TrustOptions.Trust::names).orElse(KeyNames.NONE);
            this.now = now;
            this.invocation = invocation;
            this.limits = invocation.lineLimits();
        }

        void list(BundleLine line) {
            var text = line.number() + ": " + described(LineSummary.of(line, limits));
            if (line.envelope().isPresent()) {
                try {
                    if (verification.isPresent()) {
                        text += "; signed by " + signers(line, verification.get());
                        verified++;
                    } else {
                        text += "; claims to be signed by "
                                + claimed(line.envelope().get());
                    }
                } catch (RefusedSignatureException e) {
                    refused.add(line.number());
                    text += "; not accepted: " + e.reason();
                }
            }
            invocation.out().println(OneLine.of(text));
        }

        private String signers(BundleLine line, SignatureVerification trusted) throws RefusedSignatureException {
            List<VerifiedSignature> verified = line instanceof SigstoreLine sigstore
                    ? List.of(trusted.verify(sigstore.bundle(), now))
                    : trusted.verify(line.envelope().orElseThrow(), now);
            return verified.stream()
                    .map(signature -> SignerText.of(signature, names))
                    .collect(Collectors.joining(", "));
        }

        /** Why the bundle cannot be relied on as a whole; empty if it can, or if nothing was to be verified. */
        Optional<String> failure() {
            if (verification.isEmpty() || (verified > 0 && refused.isEmpty())) {
                return Optional.empty();
            }
            if (refused.isEmpty()) {
                return Optional.of("no line was verified");
            }
            var numbers =
                    refused.stream().limit(SHOWN_REFUSED).map(String::valueOf).collect(Collectors.joining(", "));
            int more = refused.size() - SHOWN_REFUSED;
            return Optional.of((refused.size() == 1 ? "line " : "lines ") + numbers
                    + (more > 0 ? " and " + more + " more were" : refused.size() == 1 ? " was" : " were")
                    + " not accepted, " + verified + " verified");
        }
    }

    private static String described(LineSummary summary) {
        if (summary.statement().isEmpty()) {
            var what = summary.kind() == Kind.UNKNOWN ? "unknown" : "no statement";
            return what + ": " + summary.problem().orElse("");
        }
        var statement = summary.statement().get();
        var subjects = statement.subjects();
        var names =
                subjects.stream().limit(SHOWN_SUBJECTS).map(Object::toString).collect(Collectors.joining(", "));
        var more = subjects.size() > SHOWN_SUBJECTS ? " and " + (subjects.size() - SHOWN_SUBJECTS) + " more" : "";
        return summary.kind().name().toLowerCase(Locale.ROOT) + ": " + statement.predicateType() + " of " + names
                + more;
    }

    private static String claimed(DsseEnvelope envelope) {
        return envelope.signatures().isEmpty()
                ? "nobody"
                : envelope.signatures().stream()
                        .map(signature -> signature.keyId().value())
                        .map(id -> id.isEmpty() ? "somebody" : id)
                        .collect(Collectors.joining(", "));
    }
}
