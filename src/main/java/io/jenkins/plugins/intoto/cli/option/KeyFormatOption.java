package io.jenkins.plugins.intoto.cli.option;

import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.KeyFileWriter;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The option that names the format of key files to write, and the writing. */
public enum KeyFormatOption {
    /** PKCS#8 and SubjectPublicKeyInfo in PEM. */
    PEM,
    /** The JSON of securesystemslib. */
    JSON;

    private static final String FORCE = "--force";

    /** Adds the option under a name. */
    public static void addTo(Syntax syntax, String option) {
        syntax.choice(
                        List.of("pem", "json"),
                        "FORMAT",
                        "pem (default): PKCS#8 and SubjectPublicKeyInfo, which openssl and most others read; or json:"
                                + " that of securesystemslib, which in-toto up to 2.1 needs for Ed25519 and ECDSA.",
                        option)
                .flag("Replace files that exist.", FORCE);
    }

    /**
     * The format that was asked for.
     *
     * @throws UsageException if it is none
     */
    public static KeyFormatOption of(Invocation invocation, String option) throws UsageException {
        var format = invocation.value(option).orElse("pem");
        return switch (format) {
            case "pem" -> PEM;
            case "json" -> JSON;
            default -> throw new UsageException(option + " is pem or json, not '" + format + "'");
        };
    }

    /**
     * @throws UsageException if the format cannot be protected by a passphrase, and one was given
     */
    public void check(Optional<char[]> passphrase) throws UsageException {
        if (this == JSON && passphrase.isPresent()) {
            throw new UsageException("only a key in PEM can be protected by a passphrase here");
        }
    }

    /**
     * @throws CommandFailedException if a file is there already and was not given up, or cannot be written
     */
    public static void checkTarget(Path file, Invocation invocation) throws CommandFailedException {
        OutputFile.check(file);
        if (Files.exists(file) && !invocation.has(FORCE)) {
            throw new CommandFailedException(file + ": exists already; " + FORCE + " replaces it");
        }
    }

    /** Writes a private key so that only its owner may read it. */
    public void writePrivate(Path file, SigningKey key, Optional<char[]> passphrase) throws CommandFailedException {
        byte[] content;
        if (this == JSON) {
            content = KeyFileWriter.privateJson(key);
        } else if (passphrase.isPresent()) {
            content = KeyFileWriter.encryptedPrivatePem(key, passphrase.get());
        } else {
            content = KeyFileWriter.privatePem(key);
        }
        OutputFile.writePrivate(file, out -> out.write(content));
        Arrays.fill(content, (byte) 0);
    }

    /** Writes a public key. */
    public void writePublic(Path file, AsymmetricKey key) throws CommandFailedException {
        var content = this == JSON ? KeyFileWriter.publicJson(key) : KeyFileWriter.publicPem(key);
        OutputFile.write(file, out -> out.write(content));
    }
}
