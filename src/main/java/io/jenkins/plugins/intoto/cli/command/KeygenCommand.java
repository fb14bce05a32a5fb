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
import java.util.function.IntFunction;
import java.util.stream.Stream;

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
                        Stream.of(Type.values()).map(Type::option).toList(),
                        "TYPE",
                        "ecdsa (default, on P-256), ecdsa-p384, ecdsa-p521, ed25519 or rsa.",
                        "-t",
                        TYPE)
                .value("BITS", "The size of an RSA key; 3072 unless given.", "-b", BITS)
                .flag("Ask for a passphrase to protect the private key with.", "-p", PROMPT);
        PassphraseOption.PASSWORD.addTo(syntax, "the new key");
        KeyFormatOption.addTo(syntax, FORMAT);
        return syntax.operand("FILE", "Where to put the private key.")
                .example("An ECDSA key that needs a passphrase", "in-toto keygen -p alice")
                .example("An Ed25519 key for in-toto-run of Debian", "in-toto keygen -t ed25519 --format json bob");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException, IOException, InterruptedException {
        var privateFile = invocation.operandPaths().get(0);
        var publicFile = invocation.surroundings().path(invocation.operands().get(0) + ".pub");
        invocation.notWith(invocation.has(PROMPT), PROMPT, PassphraseOption.PASSWORD.options());
        var format = KeyFormatOption.of(invocation, FORMAT);
        var type = Type.of(invocation.value(TYPE).orElse(Type.ECDSA.option()));
        int bits = bits(type, invocation);
        KeyFormatOption.checkTarget(privateFile, invocation);
        KeyFormatOption.checkTarget(publicFile, invocation);
        var passphrase = invocation.has(PROMPT)
                ? PassphraseOption.PASSWORD.askTwice(invocation)
                : PassphraseOption.PASSWORD.newPassphrase(invocation);
        format.check(passphrase);

        SigningKey key;
        var progress = invocation.progress("making a key");
        try {
            key = type.generator.apply(bits);
        } finally {
            progress.end();
        }
        format.writePrivate(privateFile, key, passphrase);
        format.writePublic(publicFile, key.publicKey());
        if (!invocation.notes().areQuiet()) {
            invocation
                    .out()
                    .println(OneLine.of("wrote " + privateFile + " and " + publicFile + ": " + type.name(bits) + " key "
                            + key.publicKey().keyId() + ", read by " + type.readers(format)));
        }
        return 0;
    }

    private static int bits(Type type, Invocation invocation) throws UsageException {
        if (type != Type.RSA && invocation.has(BITS)) {
            throw new UsageException(BITS + " is for RSA keys only, " + TYPE + " rsa");
        }
        int bits = invocation.positiveNumber(BITS).orElse(KeyGenerator.DEFAULT_RSA_BITS);
        if (bits < KeyGenerator.MINIMUM_RSA_BITS || bits > KeyGenerator.MAXIMUM_RSA_BITS || bits % 8 != 0) {
            throw new UsageException(BITS + " of an RSA key are from " + KeyGenerator.MINIMUM_RSA_BITS + " to "
                    + KeyGenerator.MAXIMUM_RSA_BITS + ", a multiple of 8, not " + bits);
        }
        return bits;
    }

    /** The kinds of keys that can be made. */
    private enum Type {
        ECDSA("ecdsa", "ECDSA P-256", "all tools", bits -> KeyGenerator.ecdsa(EcCurve.P256)),
        ECDSA_P256("ecdsa-p256", ECDSA.name, ECDSA.readers, ECDSA.generator),
        ECDSA_P384(
                "ecdsa-p384",
                "ECDSA P-384",
                "in-toto, but not by Node's @sigstore/verify",
                bits -> KeyGenerator.ecdsa(EcCurve.P384)),
        ECDSA_P521(
                "ecdsa-p521",
                "ECDSA P-521",
                "in-toto from 2.2, but not by Node's @sigstore/verify",
                bits -> KeyGenerator.ecdsa(EcCurve.P521)),
        ED25519("ed25519", "Ed25519", "in-toto and Sigstore's tools", bits -> KeyGenerator.ed25519()),
        RSA("rsa", "RSA", "all tools", KeyGenerator::rsa);

        private final String option;
        private final String name;
        private final String readers;
        private final IntFunction<SigningKey> generator;

        Type(String option, String name, String readers, IntFunction<SigningKey> generator) {
            this.option = option;
            this.name = name;
            this.readers = readers;
            this.generator = generator;
        }

        static Type of(String option) throws UsageException {
            return Stream.of(values())
                    .filter(type -> type.option.equals(option))
                    .findFirst()
                    .orElseThrow(() -> new UsageException(
                            TYPE + " is rsa, ed25519, ecdsa, ecdsa-p384 or ecdsa-p521, not '" + option + "'"));
        }

        String option() {
            return option;
        }

        String name(int bits) {
            return this == RSA ? name + " " + bits : name;
        }

        /** Which tools read such a key, so that a user of Debian's learns of the format that they need. */
        String readers(KeyFormatOption format) {
            if (this == RSA || this == ECDSA_P521) {
                return readers;
            }
            return format == KeyFormatOption.JSON
                    ? "in-toto up to 2.1 (Debian)"
                    : readers + "; in-toto up to 2.1 (Debian) needs " + FORMAT + " json";
        }
    }
}
