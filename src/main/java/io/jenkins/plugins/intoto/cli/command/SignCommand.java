package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.cli.option.MetadataFile;
import io.jenkins.plugins.intoto.cli.option.OutputFile;
import io.jenkins.plugins.intoto.cli.option.Passphrases;
import io.jenkins.plugins.intoto.cli.option.PublicKeyFiles;
import io.jenkins.plugins.intoto.cli.option.SigningOptions;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.envelope.Envelope;
import io.jenkins.plugins.intoto.engine.envelope.UnsignedEnvelope;
import io.jenkins.plugins.intoto.engine.key.KeyIdRule;
import io.jenkins.plugins.intoto.engine.key.Signature;
import io.jenkins.plugins.intoto.engine.key.Signer;
import io.jenkins.plugins.intoto.engine.model.ItemNames;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.model.LinkFileNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** {@code sign}: signs links and layouts, or verifies their signatures. */
public final class SignCommand implements Command {
    private static final String FILE = "--file";
    private static final String OUTPUT = "--output";
    private static final String APPEND = "--append";
    private static final String VERIFY = "--verify";

    @Override
    public Syntax syntax() {
        var syntax = new Syntax(
                "Sign a link or a layout, or verify its signatures.",
                "Signing replaces the signatures that were there. A layout is written back to its file, a link to"
                        + " NAME.KEYID.link in the current directory.");
        syntax.requiredValue("FILE", "The link or layout; it may be unsigned, and without an envelope.", "-f", FILE)
                .requiredValues(
                        "KEY",
                        "The private keys to sign with, each a file, the URI of a key on a token, or exec:PROGRAM; or with"
                                + " --verify the files of public keys; a link has one.",
                        "-k",
                        "--key",
                        SigningOptions.KEY)
                .value("FILE", "Where to write what was signed.", "-o", OUTPUT)
                .flag("Add to the signatures that are there; for layouts only.", "-a", APPEND)
                .flag(
                        "Verify that each of the keys has signed. With " + PublicKeyFiles.INTERMEDIATE + ", the"
                                + " certificate of an authority stands for those whom it certified.",
                        VERIFY);
        SigningOptions.addOthersTo(syntax);
        SigningOptions.addKeyIdTo(syntax);
        PublicKeyFiles.addIntermediatesTo(syntax);
        return syntax.example(
                        "Sign a layout with two keys", "in-toto sign -f unsigned.layout -k alice bob -o root.layout")
                .example("Add carol's signature", "in-toto sign -f root.layout -k carol -a")
                .example(
                        "Verify the signatures, and nothing else",
                        "in-toto sign -f root.layout -k alice.pub bob.pub --verify");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException, IOException {
        var rule = SigningOptions.keyIdRule(invocation);
        SigningOptions.checkUnused(invocation, !invocation.has(VERIFY), "a key that signs");
        invocation.onlyWith(invocation.has(VERIFY), VERIFY, PublicKeyFiles.INTERMEDIATE);
        invocation.notWith(invocation.has(VERIFY), VERIFY, APPEND, OUTPUT, SigningOptions.KEYID);
        invocation.notWith(invocation.has(OUTPUT), OUTPUT, SigningOptions.KEYID);
        if (invocation.has(VERIFY)) {
            var signed = MetadataFile.read(invocation.requiredPath(FILE));
            return SignatureCheck.passes(signed, invocation.paths(SigningOptions.KEY), invocation) ? 0 : FAILED;
        }
        var envelope = MetadataFile.read(invocation.requiredPath(FILE));
        checkLink(envelope, invocation);
        var keys = keys(invocation);
        var target = target(envelope, keys, rule, invocation);
        OutputFile.check(target);
        var unsigned = UnsignedEnvelope.of(envelope);
        var signatures = signatures(envelope, unsigned, keys, invocation.has(APPEND));
        OutputFile.write(target, out -> unsigned.writeTo(out, signatures));
        invocation
                .notes()
                .done("signed " + envelope.source() + " with " + (keys.size() == 1 ? "1 key" : keys.size() + " keys")
                        + ": wrote " + target);
        return 0;
    }

    private static void checkLink(Envelope envelope, Invocation invocation) throws UsageException {
        invocation.onlyWith(envelope.payload() instanceof Link, "a link, whose file it names", SigningOptions.KEYID);
        if (envelope.payload() instanceof Link) {
            if (invocation.has(APPEND)) {
                throw new UsageException(
                        envelope.source() + " is a link, which has one signer; " + APPEND + " is for layouts");
            }
            if (invocation.values(SigningOptions.KEY).size() > 1) {
                throw new UsageException(envelope.source() + " is a link, which one key signs");
            }
        }
    }

    private static List<Signer> keys(Invocation invocation) throws InTotoException, IOException {
        var keys = new ArrayList<Signer>();
        var passphrases = Passphrases.of(invocation);
        for (var key : invocation.values(SigningOptions.KEY)) {
            keys.add(SigningOptions.key(key, passphrases, invocation));
        }
        return keys;
    }

    private static Path target(Envelope envelope, List<Signer> keys, KeyIdRule rule, Invocation invocation)
            throws InTotoException {
        var output = invocation.path(OUTPUT);
        if (output.isPresent()) {
            return output.get();
        }
        if (envelope.payload() instanceof Link link) {
            if (!ItemNames.isSafe(link.name())) {
                throw new CommandFailedException(
                        envelope.source() + ": the name of its step cannot be part of a file name; use " + OUTPUT);
            }
            var id = keys.get(0).publicKey().idUnder(rule);
            return invocation.surroundings().directory().resolve(LinkFileNames.link(link.name(), id));
        }
        return invocation.requiredPath(FILE);
    }

    private static List<Signature> signatures(
            Envelope envelope, UnsignedEnvelope unsigned, List<Signer> keys, boolean append)
            throws InTotoException, IOException {
        var made = new ArrayList<Signature>();
        for (var key : keys) {
            made.addAll(unsigned.sign(key));
        }
        if (!append) {
            return made;
        }
        // A key's earlier signature would stand in front of its new one, and verifiers look at the first.
        var ids = made.stream().map(Signature::keyId).collect(Collectors.toSet());
        var all = new ArrayList<Signature>();
        envelope.signatures().stream()
                .filter(signature -> !ids.contains(signature.keyId()))
                .forEach(all::add);
        all.addAll(made);
        return all;
    }
}
