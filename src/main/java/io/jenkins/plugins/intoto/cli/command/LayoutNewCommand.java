package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.OneLine;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.cli.option.OutputFile;
import io.jenkins.plugins.intoto.cli.option.PublicKeyFiles;
import io.jenkins.plugins.intoto.cli.option.SigningOptions;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeReader;
import io.jenkins.plugins.intoto.engine.envelope.UnsignedEnvelope;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.Signature;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.engine.layout.LayoutProposal;
import io.jenkins.plugins.intoto.engine.layout.SignedLink;
import io.jenkins.plugins.intoto.engine.model.LinkFileNames;
import io.jenkins.plugins.intoto.engine.verify.LinkDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code layout new}: proposes a layout from recorded links. */
public final class LayoutNewCommand implements Command {
    private static final String OUTPUT = "--output";
    private static final String LINKS = "--link-dir";
    private static final String FUNCTIONARIES = "--functionary";
    private static final String EXPIRES = "--expires";
    private static final String DAYS = "--expires-in";
    private static final String README = "--readme";
    private static final String FORCE = "--force";
    private static final int DEFAULT_DAYS = 90;

    @Override
    public Syntax syntax() {
        var syntax = new Syntax(
                "Propose a layout from recorded links.",
                "The links of a supply chain that was carried out as it should be become a layout that they satisfy:"
                        + " each step has the functionaries who signed its links and the command that ran, and rules that"
                        + " match its materials with the products of the steps before and allow what it produces. Other files"
                        + " are allowed only by their directory and extension, so that one more file needs no new layout."
                        + " Read it, adapt it, sign it.");
        syntax.requiredRepeatable(
                        "KEY",
                        "The public key of a functionary, once for each; who signed what is found out.",
                        "-k",
                        FUNCTIONARIES)
                .requiredValue("FILE", "Where to write the layout.", "-o", OUTPUT)
                .value("DIR", "Where the links are instead of in the current directory.", LINKS)
                .value("DAYS", "In how many days it expires; 90 unless given.", DAYS)
                .value("TIME", "When it expires, such as 2030-12-31T23:59:59Z.", EXPIRES)
                .value("TEXT", "Words for people.", README)
                .flag("Replace a file that exists.", FORCE)
                .value("KEY", "Sign the layout with this private key of the owner.", SigningOptions.KEY);
        SigningOptions.addOthersTo(syntax);
        SigningOptions.addFormatTo(syntax);
        return syntax.operands("STEP", "The names of the steps, in their order.")
                .example(
                        "Propose, read, sign",
                        "in-toto layout new -k alice.pub -k bob.pub -o root.layout checkout build package",
                        "in-toto layout show root.layout",
                        "in-toto sign -f root.layout -k owner");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException, IOException {
        SigningOptions.checkUnused(invocation, invocation.has(SigningOptions.KEY), SigningOptions.KEY);
        var expires = expires(invocation);
        var target = invocation.requiredPath(OUTPUT);
        OutputFile.check(target);
        if (Files.exists(target) && !invocation.has(FORCE)) {
            throw new CommandFailedException(target + ": exists already; " + FORCE + " replaces it");
        }
        var proposal = LayoutProposal.of(
                links(invocation), expires, invocation.value(README).orElse(""));
        proposal.remarks().forEach(invocation.notes()::warn);
        write(proposal, target, invocation);
        return 0;
    }

    private static Instant expires(Invocation invocation) throws UsageException {
        var days = invocation.positiveNumber(DAYS);
        var time = invocation.value(EXPIRES);
        if (time.isEmpty()) {
            return Instant.now().plus(Duration.ofDays(days.orElse(DEFAULT_DAYS)));
        }
        if (days.isPresent()) {
            throw new UsageException(EXPIRES + " and " + DAYS + " exclude each other");
        }
        try {
            return Instant.parse(time.get());
        } catch (DateTimeException e) {
            throw new UsageException(EXPIRES + " needs a time such as 2030-12-31T23:59:59Z, not '" + time.get() + "'");
        }
    }

    private static List<SignedLink> links(Invocation invocation) throws InTotoException {
        var keys = PublicKeyFiles.read(invocation.paths(FUNCTIONARIES));
        var directory = invocation.directory(LINKS);
        var files = new LinkDirectory(directory).fileNames();
        var links = new ArrayList<SignedLink>();
        for (var step : invocation.operands()) {
            var ofStep = files.stream()
                    .filter(file -> LinkFileNames.isLinkOf(step, file))
                    .toList();
            if (ofStep.isEmpty()) {
                throw new CommandFailedException(
                        "there is no link of step '" + step + "' in " + OutputFile.described(directory));
            }
            for (var file : ofStep) {
                links.add(link(directory.resolve(file), file, step, keys));
            }
        }
        return links;
    }

    private static SignedLink link(Path file, String name, String step, List<VerificationKey> keys)
            throws InTotoException {
        var link = SignedLink.of(EnvelopeReader.read(file, JsonLimits.DEFAULT), name, keys, Instant.now());
        if (!link.link().name().equals(step)) {
            throw new CommandFailedException(
                    file + ": is a link of step '" + link.link().name() + "'");
        }
        return link;
    }

    private static void write(LayoutProposal proposal, Path target, Invocation invocation)
            throws InTotoException, IOException {
        var layout = proposal.layout();
        var envelope = UnsignedEnvelope.of(layout, SigningOptions.format(invocation));
        var signatures = new ArrayList<Signature>();
        if (invocation.has(SigningOptions.KEY)) {
            signatures.addAll(envelope.sign(SigningOptions.key(invocation)));
        }
        OutputFile.write(target, out -> envelope.writeTo(out, signatures));
        if (!invocation.notes().areQuiet()) {
            int steps = layout.steps().size();
            invocation
                    .out()
                    .println(OneLine.of("wrote " + target + ": " + steps + (steps == 1 ? " step" : " steps")
                            + ", expires " + layout.expires() + (signatures.isEmpty() ? ", not signed" : ", signed")));
        }
    }
}
