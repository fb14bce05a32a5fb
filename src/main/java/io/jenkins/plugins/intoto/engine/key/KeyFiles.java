package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.EMPTY;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.NOT_A_FILE;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.NOT_READABLE;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.NO_SUCH_FILE;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.PRIVATE_INSTEAD_OF_PUBLIC;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.PUBLIC_INSTEAD_OF_PRIVATE;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.TOO_LARGE;

import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads key files, whatever format they are in.
 *
 * <p>Private keys: PKCS#8, PKCS#1 and SEC 1 in PEM or DER, plain or protected by a passphrase; OpenSSH's own format, plain;
 * cosign's; PKCS#12 with its certificates; the JSON of securesystemslib, encrypted or not. Public keys: SubjectPublicKeyInfo,
 * PKCS#1 and X.509 certificates in PEM or DER; the line of an OpenSSH public key; the JSON of securesystemslib; a JSON Web Key;
 * what {@code gpg --export} writes, with {@code --armor} or without. PEM and DER may be in Base64 once more, and the content of
 * PEM counts, not its label.
 */
public final class KeyFiles {
    /** Longer content is refused unread; a PKCS#12 file with a long chain has a tenth of it. */
    public static final int MAXIMUM_BYTES = 256 * 1024;

    private KeyFiles() {}

    /**
     * Reads a private key.
     *
     * @param file the key file
     * @param passphrases asked if the key is protected
     * @throws UnreadableKeyException if the file cannot be read or holds no private key that can be used
     */
    public static SigningKey readPrivate(Path file, PassphraseSource passphrases) throws UnreadableKeyException {
        return readPrivate(content(file), file.toString(), passphrases);
    }

    /**
     * Reads a private key.
     *
     * @param content the content of a key file; not wiped
     * @param source its name for error messages
     * @param passphrases asked if the key is protected
     * @throws UnreadableKeyException if it is not a private key that can be used
     */
    public static SigningKey readPrivate(byte[] content, String source, PassphraseSource passphrases)
            throws UnreadableKeyException {
        checkSize(content, source);
        var format = KeyFormat.of(content);
        return switch (format) {
            case PEM -> PemKeys.readPrivate(KeyFormat.text(content), source, passphrases);
            case DER -> DerKeys.readPrivate(content, source, passphrases);
            case JSON -> JsonKeys.readPrivate(content, source, passphrases);
            case ENCRYPTED_JSON -> JsonKeys.readEncrypted(KeyFormat.text(content), source, passphrases);
            case BASE64 -> readPrivate(KeyFormat.decoded(KeyFormat.text(content)), source, passphrases);
            case OPENSSH_LINE, SSH2 ->
                throw new UnreadableKeyException(
                        source, PUBLIC_INSTEAD_OF_PRIVATE, "holds a public key only, a private key is needed");
            default -> throw format.unsupported(source);
        };
    }

    /**
     * Reads a public key.
     *
     * @param file the key file
     * @throws UnreadableKeyException if the file cannot be read or holds no public key that can be used
     */
    public static VerificationKey readPublic(Path file) throws UnreadableKeyException {
        return readPublic(content(file), file.toString());
    }

    /**
     * Reads a public key.
     *
     * @param content the content of a key file
     * @param source its name for error messages
     * @throws UnreadableKeyException if it is not a public key that can be used
     */
    public static VerificationKey readPublic(byte[] content, String source) throws UnreadableKeyException {
        checkSize(content, source);
        var format = KeyFormat.of(content);
        return switch (format) {
            case PEM -> PemKeys.readPublic(KeyFormat.text(content), source);
            case DER -> DerKeys.readPublic(content, source);
            case JSON -> JsonKeys.readPublic(content, source);
            case OPENPGP -> OpenPgpKeys.read(content, source);
            case OPENPGP_ARMORED -> OpenPgpKeys.readArmored(KeyFormat.text(content), source);
            case BASE64 -> readPublic(KeyFormat.decoded(KeyFormat.text(content)), source);
            case OPENSSH_LINE -> OpenSshKeys.readPublic(KeyFormat.text(content), source);
            case ENCRYPTED_JSON, PUTTY, OPENPGP_PRIVATE ->
                throw new UnreadableKeyException(
                        source, PRIVATE_INSTEAD_OF_PUBLIC, "holds a private key where a public key is needed");
            default -> throw format.unsupported(source);
        };
    }

    private static void checkSize(byte[] content, String source) throws UnreadableKeyException {
        if (content.length > MAXIMUM_BYTES) {
            throw new UnreadableKeyException(
                    source, TOO_LARGE, "is not a key: it is larger than " + MAXIMUM_BYTES / 1024 + " KiB");
        }
        if (KeyFormat.isBlank(content)) {
            throw new UnreadableKeyException(source, EMPTY, "is empty, a key was expected");
        }
    }

    /**
     * Reads a file that can be read once only, such as a pipe, for those who look at it twice.
     *
     * @param file the key file
     * @return its content, of which no key is longer than {@link #MAXIMUM_BYTES}
     * @throws UnreadableKeyException if the file cannot be read
     */
    public static byte[] content(Path file) throws UnreadableKeyException {
        var source = file.toString();
        if (!LimitedFile.isStream(file) && !Files.exists(file)) {
            throw new UnreadableKeyException(source, NO_SUCH_FILE, "there is no such key file");
        }
        if (Files.isDirectory(file)) {
            throw new UnreadableKeyException(source, NOT_A_FILE, "is a directory, a key file was expected");
        }
        try (InputStream in = LimitedFile.open(file)) {
            return in.readNBytes(MAXIMUM_BYTES + 1);
        } catch (UnreadableFileException e) {
            throw new UnreadableKeyException(source, NOT_READABLE, e.reason());
        } catch (IOException e) {
            throw new UnreadableKeyException(source, NOT_READABLE, "the key file cannot be read", e);
        }
    }
}
