package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.cli.option.OutputFile;
import io.jenkins.plugins.intoto.cli.option.PolicyOptions;
import io.jenkins.plugins.intoto.cli.option.PublicKeyFiles;
import io.jenkins.plugins.intoto.cli.option.ReportFiles;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.envelope.Envelope;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeReader;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.engine.report.TextReport;
import io.jenkins.plugins.intoto.engine.verify.CommandInspections;
import io.jenkins.plugins.intoto.engine.verify.LayoutVerifier;
import io.jenkins.plugins.intoto.engine.verify.LinkDirectory;
import io.jenkins.plugins.intoto.engine.verify.Verification;
import io.jenkins.plugins.intoto.engine.verify.VerificationOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code verify}: verifies a supply chain. */
public final class VerifyCommand implements Command {
    private static final String LAYOUT = "--layout";
    private static final String KEYS = "--verification-keys";
    private static final String LINKS = "--link-dir";
    private static final String SUBSTITUTE = "--substitute";
    private static final String NO_SUBLAYOUTS = "--no-sublayouts";
    private static final String INSPECT = "--run-inspections";
    private static final String INSPECTION_TIMEOUT = "--inspection-timeout";
    private static final String INSPECTION_DIR = "--inspection-dir";
    private static final String KEEP_LINKS = "--keep-inspection-links";
    private static final String STRICT_COMMANDS = "--strict-commands";
    private static final int DEFAULT_SECONDS = 60;

    @Override
    public Syntax syntax() {
        var syntax = new Syntax(
                "Verify a supply chain against its layout.",
                "Checks that each of the keys has signed the layout and that it has not expired, that there are enough"
                        + " links of each step, signed by its functionaries, and that the artifacts are as the rules of"
                        + " the layout demand. Exits with 0 if all of it holds, with 1 if not.");
        syntax.value("FILE", "The layout.", "-l", LAYOUT)
                .values(
                        "KEY",
                        "The public keys of all who must have signed it, or the policy.",
                        "-k",
                        "--layout-keys",
                        KEYS)
                .value("DIR", "Where the links are instead of in the current directory.", LINKS)
                .values("NAME=VALUE", "What to put for {NAME} in the rules and commands of the layout.", SUBSTITUTE)
                .flag(
                        "Fail if a step ran another command than the layout expects, instead of a warning.",
                        STRICT_COMMANDS)
                .flag(
                        "Refuse sublayouts. A sublayout lets others carry out a step, and any layout that a functionary"
                                + " ever signed would do as one.",
                        NO_SUBLAYOUTS)
                .flag(
                        "Run the inspections of the layout: commands that whoever signed it has chosen. Without this, a"
                                + " layout with inspections is refused.",
                        INSPECT)
                .value("SECONDS", "Kill an inspection that takes longer; 60 unless given.", INSPECTION_TIMEOUT)
                .value("DIR", "Where to run inspections instead of in the current directory.", INSPECTION_DIR)
                .flag("Leave a link NAME.link of each inspection where it ran, as in-toto-verify does.", KEEP_LINKS);
        PublicKeyFiles.addIntermediatesTo(syntax);
        ReportFiles.addTo(syntax);
        syntax.value(
                "FILE", "A policy instead of a layout, as 'in-toto policy verify' takes it.", PolicyOptions.POLICY);
        PolicyOptions.addTo(syntax);
        return syntax.optionalOperands("ARTIFACT", "With a policy: the files to verify.")
                .example(
                        "Verify with the owner's key, links in the current directory",
                        "in-toto verify -l root.layout --verification-keys alice.pub")
                .example(
                        "For an archive of links, with a picture of the chain",
                        "in-toto verify -l root.layout --verification-keys alice.pub --link-dir links"
                                + " --report chain.svg")
                .example(
                        "A layout with parameters and inspections",
                        "in-toto verify -l root.layout --verification-keys alice.pub \\",
                        "    --substitute VERSION=1.2 --run-inspections")
                .example(
                        "Artifacts against a policy, by the bundles beside them",
                        "in-toto verify app.tar.gz --policy gate.policy -k security.pub");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException, IOException, InterruptedException {
        if (invocation.has(PolicyOptions.POLICY)) {
            invocation.notWith(
                    true,
                    PolicyOptions.POLICY,
                    LAYOUT,
                    LINKS,
                    SUBSTITUTE,
                    STRICT_COMMANDS,
                    NO_SUBLAYOUTS,
                    INSPECT,
                    INSPECTION_TIMEOUT,
                    INSPECTION_DIR,
                    KEEP_LINKS,
                    PublicKeyFiles.INTERMEDIATE);
            return PolicyOptions.verify(invocation).passed() ? 0 : FAILED;
        }
        invocation.onlyWith(false, PolicyOptions.POLICY, PolicyOptions.onlyWithPolicy());
        if (!invocation.operands().isEmpty()) {
            throw new UsageException("artifacts are named with " + PolicyOptions.POLICY + " only, not '"
                    + invocation.operands().get(0) + "'");
        }
        for (var option : List.of(LAYOUT, KEYS)) {
            if (!invocation.has(option)) {
                throw new UsageException("Missing required option: '" + option + "'");
            }
        }
        var files = invocation.paths(KEYS);
        var keys = PublicKeyFiles.read(files);
        var options = options(invocation).withKeyNames(PublicKeyFiles.names(files, keys));
        var reports = ReportFiles.of(invocation);
        var verification = verify(options, keys, layout(invocation, reports), invocation);
        tell(verification, invocation);
        reports.write(verification);
        return verification.passed() ? 0 : FAILED;
    }

    /** Reads the layout; if that fails, reports tell so, since whoever reads them expects one of each verification. */
    private static Envelope layout(Invocation invocation, ReportFiles reports) throws InTotoException {
        var file = invocation.requiredPath(LAYOUT);
        try {
            return EnvelopeReader.read(file, JsonLimits.DEFAULT);
        } catch (UnreadableFileException | MalformedMetadataException e) {
            reports.write(Verification.ofUnreadableLayout(file.toString(), Instant.now(), e));
            throw e;
        }
    }

    private static Verification verify(
            VerificationOptions options, List<VerificationKey> keys, Envelope layout, Invocation invocation)
            throws InTotoException, InterruptedException {
        var progress = invocation.progress("verifying");
        try {
            return new LayoutVerifier(options).verify(layout, keys, new LinkDirectory(invocation.directory(LINKS)));
        } finally {
            progress.end();
        }
    }

    private static VerificationOptions options(Invocation invocation) throws InTotoException {
        var options = VerificationOptions.DEFAULT
                .withStrictCommands(invocation.has(STRICT_COMMANDS))
                .withIntermediates(PublicKeyFiles.intermediates(invocation));
        if (invocation.has(NO_SUBLAYOUTS)) {
            options = options.withSublayoutsFor(List.of());
        }
        if (invocation.has(SUBSTITUTE)) {
            options = options.withParameters(parameters(invocation.values(SUBSTITUTE)));
        }
        var timeLimit =
                Duration.ofSeconds(invocation.positiveNumber(INSPECTION_TIMEOUT).orElse(DEFAULT_SECONDS));
        invocation.onlyWith(invocation.has(INSPECT), INSPECT, INSPECTION_TIMEOUT, INSPECTION_DIR, KEEP_LINKS);
        if (!invocation.has(INSPECT)) {
            return options;
        }
        var directory = invocation.directory(INSPECTION_DIR);
        if (!Files.isDirectory(directory)) {
            throw new CommandFailedException(
                    OutputFile.described(directory) + ": no such directory to run inspections in");
        }
        var inspections = new CommandInspections(directory, timeLimit)
                .onWarning(invocation.notes()::warn)
                .withholding(invocation.secretVariables());
        if (invocation.notes().areVerbose()) {
            inspections = inspections.showing(invocation.surroundings().err());
        }
        return options.withInspections(
                invocation.has(KEEP_LINKS) ? inspections.keepingLinksIn(directory) : inspections);
    }

    private static Map<String, String> parameters(List<String> texts) throws UsageException {
        var parameters = new HashMap<String, String>();
        for (var text : texts) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new UsageException(SUBSTITUTE + " needs NAME=VALUE, not '" + text + "'");
            }
            if (parameters.put(text.substring(0, equals), text.substring(equals + 1)) != null) {
                throw new UsageException(SUBSTITUTE + " has two values for '" + text.substring(0, equals) + "'");
            }
        }
        return parameters;
    }

    private static void tell(Verification verification, Invocation invocation) {
        var report = TextReport.DEFAULT
                .withVerbose(invocation.notes().areVerbose())
                .withColour(invocation.surroundings().terminal().isPresent());
        if (!verification.passed()) {
            invocation.surroundings().err().print(report.text(verification));
        } else if (!invocation.notes().areQuiet()) {
            invocation.out().print(report.text(verification));
        }
    }
}
