package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.cli.option.KeyFormatOption;
import io.jenkins.plugins.intoto.cli.option.PassphraseOption;
import io.jenkins.plugins.intoto.cli.option.Passphrases;
import io.jenkins.plugins.intoto.cli.option.SigningOptions;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import java.io.IOException;
import java.nio.file.Path;

/** {@code key convert}: writes a key in another format. */
public final class KeyConvertCommand implements Command {
    private static final String TO = "--to";
    private static final String OUTPUT = "--output";
    private static final String PUBLIC = "--public";

    @Override
    public Syntax syntax() {
        var syntax = new Syntax(
                "Write a key in another format.",
                "Reads PKCS#8, PKCS#1 and SEC 1 in PEM or DER, OpenSSH, PKCS#12, certificates, and the JSON of"
                        + " securesystemslib. For the URI of a key on a PKCS#11 token, or exec:PROGRAM, writes the public key.");
        KeyFormatOption.addTo(syntax, TO);
        syntax.requiredValue("OUT", "The file to write.", "-o", OUTPUT)
                .flag("Write the public key of a private key.", PUBLIC);
        PassphraseOption.PASSWORD.addTo(syntax, "the key that is read");
        PassphraseOption.NEW_PASSWORD.addTo(syntax, "the key that is written");
        return syntax.operand("FILE", "The key to convert.")
                .example(
                        "A key of ssh-keygen for in-toto-run of Debian",
                        "in-toto key convert ~/.ssh/id_ed25519 --to json -o alice",
                        "in-toto key convert ~/.ssh/id_ed25519.pub --to json -o alice.pub")
                .example("The public key of a private key", "in-toto key convert alice --public -o alice.pub");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException, IOException {
        var to = invocation.surroundings().path(invocation.required(OUTPUT));
        var format = KeyFormatOption.of(invocation, TO);
        KeyFormatOption.checkTarget(to, invocation);
        var passphrases = Passphrases.of(invocation);
        var held = SigningOptions.held(invocation.operands().get(0), passphrases, invocation);
        if (held.isPresent()) {
            writePublic(to, held.get().publicKey(), format, invocation);
            invocation.notes().detail("wrote " + to);
            return 0;
        }
        var from = invocation.operandPaths().get(0);
        byte[] content = KeyFiles.content(from);
        boolean isPrivate = isPrivate(content, from);
        if (invocation.has(PUBLIC) || !isPrivate) {
            var key = isPrivate
                    ? SigningOptions.read(content, from.toString(), passphrases).publicKey()
                    : KeyFiles.readPublic(content, from.toString());
            if (!(key instanceof AsymmetricKey asymmetric)) {
                throw new CommandFailedException(from + ": is a GPG key, which cannot be converted");
            }
            writePublic(to, asymmetric, format, invocation);
        } else {
            convertPrivate(content, from, to, format, passphrases, invocation);
        }
        invocation.notes().detail("wrote " + to);
        return 0;
    }

    private static void writePublic(Path to, AsymmetricKey key, KeyFormatOption format, Invocation invocation)
            throws InTotoException {
        if (PassphraseOption.NEW_PASSWORD.isUsed(invocation)) {
            throw new UsageException("a public key is not protected by a passphrase");
        }
        format.writePublic(to, key);
    }

    private static boolean isPrivate(byte[] content, Path file) throws UnreadableKeyException {
        try {
            KeyFiles.readPublic(content, file.toString());
            return false;
        } catch (UnreadableKeyException e) {
            if (e.reason() == UnreadableKeyException.Reason.PRIVATE_INSTEAD_OF_PUBLIC) {
                return true;
            }
            throw e;
        }
    }

    private static void convertPrivate(
            byte[] content, Path from, Path to, KeyFormatOption format, Passphrases passphrases, Invocation invocation)
            throws InTotoException {
        var key = SigningOptions.read(content, from.toString(), passphrases);
        var newPassphrase = PassphraseOption.NEW_PASSWORD.newPassphrase(invocation);
        format.check(newPassphrase);
        format.writePrivate(to, key, newPassphrase);
        if (passphrases.wereUsed() && newPassphrase.isEmpty()) {
            invocation.notes().warn(to + " is not protected by a passphrase, unlike " + from);
        }
    }
}
