package io.jenkins.plugins.intoto.cli.option;

import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.KeyIdRule;
import io.jenkins.plugins.intoto.engine.key.Pkcs11Token;
import io.jenkins.plugins.intoto.engine.key.Signer;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.key.SigningProgram;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The options of commands that sign with one key. */
public final class SigningOptions {
    /** The option for the private key. */
    public static final String KEY = "--signing-key";

    private static final String CERTIFICATE = "--certificate";

    private static final String KEY_DESCRIPTION =
            "The private key to sign with: a file in any format, the URI of a key on a"
                    + " PKCS#11 token, or exec:PROGRAM for a program that signs.";

    /** The option for the rule by which key ids are made. */
    public static final String KEYID = "--keyid";

    static final String DSSE = "--use-dsse";

    private SigningOptions() {}

    /** Adds the options, of which the key is required. */
    public static void addTo(Syntax syntax) {
        syntax.requiredValue("KEY", KEY_DESCRIPTION, "-k", KEY);
        addOthersTo(syntax);
    }

    /** As {@link #addTo}, where there is another way to sign. */
    static void addOptionalTo(Syntax syntax) {
        syntax.value("KEY", KEY_DESCRIPTION, "-k", KEY);
        addOthersTo(syntax);
    }

    /** Adds all but the key itself. */
    public static void addOthersTo(Syntax syntax) {
        PassphraseOption.PASSWORD.addTo(syntax, "the signing key");
        syntax.value("FILE", "The X.509 certificate of the key, in PEM, to go with the signature.", CERTIFICATE);
    }

    /** Adds the option for the rule by which key ids are made. */
    public static void addKeyIdTo(Syntax syntax) {
        syntax.choice(
                List.of("legacy", "current"),
                "RULE",
                "Which id of the key names the file: legacy (default), as Go, Debian and Python up to 2.1 compute it, or"
                        + " current, as Python from 2.2 does.",
                KEYID);
    }

    /** Adds the option for the envelope. */
    public static void addFormatTo(Syntax syntax) {
        syntax.flag("Write a DSSE envelope instead of a Metablock.", DSSE);
    }

    /** The envelope that was asked for. */
    public static EnvelopeFormat format(Invocation invocation) {
        return invocation.has(DSSE) ? EnvelopeFormat.DSSE : EnvelopeFormat.METABLOCK;
    }

    /**
     * The rule by which key ids are made.
     *
     * @throws UsageException if it is none
     */
    public static KeyIdRule keyIdRule(Invocation invocation) throws UsageException {
        var rule = invocation.value(KEYID).orElse("legacy");
        return switch (rule) {
            case "legacy" -> KeyIdRule.LEGACY;
            case "current" -> KeyIdRule.CURRENT;
            default -> throw new UsageException(KEYID + " is legacy or current, not '" + rule + "'");
        };
    }

    /** Refuses what belongs to a key where none signs. */
    public static void checkUnused(Invocation invocation, boolean signs, String choice) throws UsageException {
        invocation.onlyWith(signs, choice, CERTIFICATE);
        invocation.onlyWith(signs, choice, PassphraseOption.PASSWORD.options());
    }

    static boolean hasCertificate(Invocation invocation) {
        return invocation.has(CERTIFICATE);
    }

    /**
     * The key that was named, with its certificate if it has one.
     *
     * @throws InTotoException if it cannot be read, or must not be used any more
     * @throws IOException if the thread is interrupted
     */
    public static Signer key(Invocation invocation) throws InTotoException, IOException {
        return key(invocation.required(KEY), Passphrases.of(invocation), invocation);
    }

    /**
     * The key in a file, or that a token or a program holds, with its certificate if it has one.
     *
     * @param key as for {@link #signer}
     * @throws InTotoException if it cannot be read, or must not be used any more
     * @throws IOException if the thread is interrupted
     */
    public static Signer key(String key, Passphrases passphrases, Invocation invocation)
            throws InTotoException, IOException {
        var signer = signer(key, passphrases, invocation);
        var certificate = invocation.path(CERTIFICATE);
        if (certificate.isPresent()) {
            var pem = new String(LimitedFile.read(certificate.get(), KeyFiles.MAXIMUM_BYTES), StandardCharsets.UTF_8);
            signer = signer.withCertificate(pem, certificate.get().toString());
        }
        var unusable = signer.publicKey().whyUnusable(Instant.now());
        if (unusable.isPresent()) {
            var source = certificate.isPresent() ? certificate.get().toString() : shown(key, invocation);
            throw new CommandFailedException(source + ": must not be used: " + unusable.get());
        }
        return signer;
    }

    /**
     * The key in a file, or that a token or a program holds.
     *
     * @param key the name of the file, the URI of a key on a PKCS#11 token, or {@code exec:} and the name of a program
     * @throws InTotoException if it cannot be read; the message names the options for passphrases where one is missing
     * @throws IOException if the thread is interrupted
     */
    public static Signer signer(String key, Passphrases passphrases, Invocation invocation)
            throws InTotoException, IOException {
        var held = held(key, passphrases, invocation);
        return held.isPresent() ? held.get() : read(invocation.surroundings().path(key), passphrases);
    }

    /**
     * The key that a token or a program holds; empty if the text names a file.
     *
     * @throws InTotoException if it cannot be had
     * @throws IOException if the thread is interrupted
     */
    public static Optional<Signer> held(String key, Passphrases passphrases, Invocation invocation)
            throws InTotoException, IOException {
        if (Pkcs11Token.isUri(key)) {
            return Optional.of(Pkcs11Token.key(key, passphrases));
        }
        if (!SigningProgram.isNamed(key)) {
            return Optional.empty();
        }
        var path = invocation.surroundings().path(key.substring(SigningProgram.PREFIX.length()));
        var program = new SigningProgram(
                path, SigningProgram.DEFAULT_TIME_LIMIT, invocation.secretVariables(), line -> invocation
                        .notes()
                        .warn(path.getFileName() + ": " + line));
        invocation.atEnd(program::close);
        return Optional.of(program.key());
    }

    /** How messages name a key: the path of its file; the URI of one on a token as far as it names the key; or the program. */
    public static String shown(String key, Invocation invocation) throws UsageException {
        return Pkcs11Token.isUri(key) || SigningProgram.isNamed(key)
                ? key.split("\\?", 2)[0]
                : invocation.surroundings().path(key).toString();
    }

    /**
     * The key in a file.
     *
     * @throws InTotoException if it cannot be read; the message names the options for passphrases where one is missing
     */
    private static SigningKey read(Path file, Passphrases passphrases) throws InTotoException {
        return read(KeyFiles.content(file), file.toString(), passphrases);
    }

    /**
     * A key, as {@link #read(Path, Passphrases)}, of the content of a file.
     *
     * @param source the name of the file, for error messages
     */
    public static SigningKey read(byte[] content, String source, Passphrases passphrases) throws InTotoException {
        try {
            return KeyFiles.readPrivate(content, source, passphrases);
        } catch (UnreadableKeyException e) {
            if (e.reason() == UnreadableKeyException.Reason.PASSPHRASE_NEEDED) {
                throw new CommandFailedException(
                        e.getMessage() + "; give it with --password-file, --password-env or --password", e);
            }
            throw e;
        }
    }
}
