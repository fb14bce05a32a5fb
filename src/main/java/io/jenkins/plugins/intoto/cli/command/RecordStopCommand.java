package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.option.ArtifactOptions;
import io.jenkins.plugins.intoto.cli.option.LinkOptions;
import io.jenkins.plugins.intoto.cli.option.OutputFile;
import io.jenkins.plugins.intoto.cli.option.SigningOptions;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.envelope.Envelope;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeReader;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.KeyIdRule;
import io.jenkins.plugins.intoto.engine.key.Signer;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.model.LinkFileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** {@code record stop}: records the products of a step and completes its link. */
public final class RecordStopCommand implements Command {
    @Override
    public Syntax syntax() {
        var syntax = new Syntax(
                "End to record a step.",
                "Expects .NAME.KEYID.link-unfinished in the current directory, signed by the same key, records the"
                        + " products, writes the signed link NAME.KEYID.link and removes the unfinished one. The kind of"
                        + " envelope stays the same.");
        LinkOptions.addNameTo(syntax);
        SigningOptions.addTo(syntax);
        syntax.values("PATH", "Files and directories to record.", "-p", ArtifactOptions.PRODUCTS);
        ArtifactOptions.addAllowEmptyTo(syntax);
        ArtifactOptions.addTo(syntax);
        ArtifactOptions.addHashTo(syntax);
        LinkOptions.addDirectoryTo(syntax);
        SigningOptions.addKeyIdTo(syntax);
        return syntax.example(
                "Record what is edited between two commands",
                "in-toto record start -n edit --signing-key alice -m src",
                "in-toto record stop -n edit --signing-key alice -p src -d metadata");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException, IOException, InterruptedException {
        ArtifactOptions.check(invocation, ArtifactOptions.PRODUCTS);
        var name = LinkOptions.name(invocation);
        var rule = SigningOptions.keyIdRule(invocation);
        var directory = LinkOptions.directory(invocation);
        var key = SigningOptions.key(invocation);
        var unfinished = unfinished(name, rule, key, invocation.surroundings().directory());
        var envelope = EnvelopeReader.read(unfinished, JsonLimits.DEFAULT);
        var begun = begun(envelope, name, key);
        var algorithms = ArtifactOptions.algorithms(invocation, begun.materials());
        var file = directory.resolve(LinkFileNames.link(name, key.publicKey().idUnder(rule)));
        OutputFile.check(file);

        var products = ArtifactOptions.products(algorithms, invocation);
        var link =
                new Link(name, begun.command(), begun.materials(), products, begun.byproducts(), begun.environment());
        LinkOptions.write(link, envelope.format(), key, file, invocation);
        Files.delete(unfinished);
        return 0;
    }

    /** The unfinished link of a key, whichever of the key's ids names it. */
    private static Path unfinished(String name, KeyIdRule rule, Signer key, Path directory)
            throws CommandFailedException {
        var preferred =
                directory.resolve(LinkFileNames.unfinished(name, key.publicKey().idUnder(rule)));
        if (Files.exists(preferred)) {
            return preferred;
        }
        for (var id : key.publicKey().signatureIds()) {
            var file = directory.resolve(LinkFileNames.unfinished(name, id));
            if (Files.exists(file)) {
                return file;
            }
        }
        throw new CommandFailedException(
                preferred + ": no such file; the step was not started here, or with another key");
    }

    /** What was recorded at the start, if it is what this key signed then. */
    private static Link begun(Envelope envelope, String name, Signer key) throws CommandFailedException {
        var source = envelope.source();
        if (envelope.signatureBy(key.publicKey(), Instant.now()).isEmpty()) {
            throw new CommandFailedException(source
                    + ": has no valid signature by the signing key; it was changed, or started with another key");
        }
        if (envelope.payload() instanceof Link link && link.name().equals(name)) {
            return link;
        }
        throw new CommandFailedException(source + ": is not a link of step '" + name + "'");
    }
}
