package io.jenkins.plugins.intoto.cli;

import io.jenkins.plugins.intoto.key.AsymmetricKey;
import io.jenkins.plugins.intoto.key.KeyFileWriter;
import io.jenkins.plugins.intoto.key.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The option that names the format of key files to write, and the writing. */
enum KeyFormatOption {
    /** PKCS#8 and SubjectPublicKeyInfo in PEM. */
    PEM,
    /** The JSON of securesystemslib. */
    JSON;

    private static final String FORCE = "--force";

    static void addTo(Syntax syntax, String option) {
        syntax.choice(
                        List.of("pem", "json"),
                        "FORMAT",
                        "pem (default): PKCS#8 and SubjectPublicKeyInfo, which openssl and most others read; or json:"
                                + " that of securesystemslib, which in-toto up to 2.1 needs for Ed25519 and ECDSA.",
                        option)
                .flag("Replace files that exist.", FORCE);
    }

    static KeyFormatOption of(Invocation invocation, String option) throws UsageException {
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
    void check(Optional<char[]> passphrase) throws UsageException {
        if (this == JSON && passphrase.isPresent()) {
            throw new UsageException("only a key in PEM can be protected by a passphrase here");
        }
    }

    /**
     * @throws CommandFailedException if a file is there already and was not given up, or cannot be written
     */
    static void checkTarget(Path file, Invocation invocation) throws CommandFailedException {
        OutputFile.check(file);
        if (Files.exists(file) && !invocation.has(FORCE)) {
            throw new CommandFailedException(file + ": exists already; " + FORCE + " replaces it");
        }
    }

    /** Writes a private key so that only its owner may read it. */
    void writePrivate(Path file, SigningKey key, Optional<char[]> passphrase) throws CommandFailedException {
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
    void writePublic(Path file, AsymmetricKey key) throws CommandFailedException {
        var content = this == JSON ? KeyFileWriter.publicJson(key) : KeyFileWriter.publicPem(key);
        OutputFile.write(file, out -> out.write(content));
    }
}
