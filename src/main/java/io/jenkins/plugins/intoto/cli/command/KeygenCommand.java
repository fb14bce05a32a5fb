package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.OneLine;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.cli.option.KeyFormatOption;
import io.jenkins.plugins.intoto.cli.option.PassphraseOption;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.key.EcCurve;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import java.io.IOException;
import java.util.List;

/** {@code keygen}: makes a key pair. */
public final class KeygenCommand implements Command {
    private static final String TYPE = "--type";
    private static final String BITS = "--bits";
    private static final String PROMPT = "--prompt";
    private static final String FORMAT = "--format";

    @Override
    public Syntax syntax() {
        var syntax = new Syntax(
                "Make a key pair.",
                "Writes the private key to FILE, readable by its owner only, and the public key to FILE.pub.");
        syntax.choice(
                        List.of("rsa", "ed25519", "ecdsa", "ecdsa-p384", "ecdsa-p521"),
                        "TYPE",
                        "rsa (default), ed25519, or ecdsa, which is ecdsa-p256; also ecdsa-p384 and ecdsa-p521.",
                        "-t",
                        TYPE)
                .value("BITS", "The size of an RSA key; 3072 unless given.", "-b", BITS)
                .flag("Ask for a passphrase to protect the private key with.", "-p", PROMPT);
        PassphraseOption.PASSWORD.addTo(syntax, "the new key");
        KeyFormatOption.addTo(syntax, FORMAT);
        return syntax.operand("FILE", "Where to put the private key.")
                .example("An RSA key that needs a passphrase", "in-toto keygen -p alice")
                .example("An Ed25519 key for in-toto-run of Debian", "in-toto keygen -t ed25519 --format json bob");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException, IOException, InterruptedException {
        var privateFile = invocation.operandPaths().get(0);
        var publicFile = invocation.surroundings().path(invocation.operands().get(0) + ".pub");
        invocation.notWith(invocation.has(PROMPT), PROMPT, PassphraseOption.PASSWORD.options());
        var format = KeyFormatOption.of(invocation, FORMAT);
        var type = invocation.value(TYPE).orElse("rsa");
        int bits = invocation.positiveNumber(BITS).orElse(KeyGenerator.DEFAULT_RSA_BITS);
        check(type, bits, invocation);
        KeyFormatOption.checkTarget(privateFile, invocation);
        KeyFormatOption.checkTarget(publicFile, invocation);
        var passphrase = invocation.has(PROMPT)
                ? PassphraseOption.PASSWORD.askTwice(invocation)
                : PassphraseOption.PASSWORD.newPassphrase(invocation);
        format.check(passphrase);

        SigningKey key;
        var progress = invocation.progress("making a key");
        try {
            key = make(type, bits);
        } finally {
            progress.end();
        }
        format.writePrivate(privateFile, key, passphrase);
        format.writePublic(publicFile, key.publicKey());
        if (!invocation.notes().areQuiet()) {
            invocation
                    .out()
                    .println(OneLine.of("wrote " + privateFile + " and " + publicFile + ", "
                            + key.publicKey().keytype() + " key "
                            + key.publicKey().keyId()));
        }
        return 0;
    }

    private static void check(String type, int bits, Invocation invocation) throws UsageException {
        switch (type) {
            case "rsa" -> {
                if (bits < KeyGenerator.MINIMUM_RSA_BITS || bits > KeyGenerator.MAXIMUM_RSA_BITS || bits % 8 != 0) {
                    throw new UsageException(BITS + " of an RSA key are from " + KeyGenerator.MINIMUM_RSA_BITS + " to "
                            + KeyGenerator.MAXIMUM_RSA_BITS + ", a multiple of 8, not " + bits);
                }
            }
            case "ed25519", "ecdsa", "ecdsa-p256", "ecdsa-p384", "ecdsa-p521" -> {
                if (invocation.has(BITS)) {
                    throw new UsageException(BITS + " is for RSA keys only");
                }
            }
            default ->
                throw new UsageException(
                        TYPE + " is rsa, ed25519, ecdsa, ecdsa-p384 or ecdsa-p521, not '" + type + "'");
        }
    }

    private static SigningKey make(String type, int bits) {
        return switch (type) {
            case "rsa" -> KeyGenerator.rsa(bits);
            case "ed25519" -> KeyGenerator.ed25519();
            case "ecdsa-p384" -> KeyGenerator.ecdsa(EcCurve.P384);
            case "ecdsa-p521" -> KeyGenerator.ecdsa(EcCurve.P521);
            default -> KeyGenerator.ecdsa(EcCurve.P256);
        };
    }
}
