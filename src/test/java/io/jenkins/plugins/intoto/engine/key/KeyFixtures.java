package io.jenkins.plugins.intoto.engine.key;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The files below {@code src/test/resources/keys}; the README there says how they were made. */
final class KeyFixtures {
    /** A time at which the certificates are valid that are meant to be. */
    static final Instant NOW = Instant.parse("2050-01-01T00:00:00Z");

    static final String PASSPHRASE = "secret";
    static final String UTF8_PASSPHRASE = "p\u00e4ssw\u00f6rd \u2603";

    private KeyFixtures() {}

    static Path path(String name) {
        try {
            return Path.of(KeyFixtures.class.getResource("/keys").toURI()).resolve(name);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    /** The files of a directory, with it in front, sorted. */
    static List<String> names(String directory) {
        try (var files = Files.list(path(directory))) {
            return files.map(file -> directory + "/" + file.getFileName())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The passphrase of a file, by the convention of the directory. */
    static PassphraseSource passphrase(String name) {
        return PassphraseSource.of(name.contains("utf8") ? UTF8_PASSPHRASE : PASSPHRASE);
    }

    static SigningKey privateKey(String name) throws UnreadableKeyException {
        return KeyFiles.readPrivate(path("private/" + name), PassphraseSource.NONE);
    }

    static AsymmetricKey publicKey(String name) throws UnreadableKeyException {
        return (AsymmetricKey) KeyFiles.readPublic(path("public/" + name));
    }

    static Signature signature(AsymmetricKey key, byte[] value) {
        return Signature.of(key.keyId(), value);
    }
}
