package io.jenkins.plugins.intoto.cli.option;

import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import io.jenkins.plugins.intoto.engine.key.CertificateTrust;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads public keys and certificates. */
public final class PublicKeyFiles {
    /** The option for certificates between those of roots and of signers. */
    public static final String INTERMEDIATE = "--intermediate";

    private static final long MAX_BYTES = 1L << 20;

    private PublicKeyFiles() {}

    /** Adds the option for intermediate certificates. */
    public static void addIntermediatesTo(Syntax syntax) {
        syntax.repeatable(
                "FILE",
                "Certificates in PEM that may stand between a root and a signer's certificate; can be given several times.",
                INTERMEDIATE);
    }

    /**
     * The intermediate certificates that were named.
     *
     * @throws InTotoException if a file cannot be read, or holds no certificate
     */
    public static List<X509Certificate> intermediates(Invocation invocation) throws InTotoException {
        var certificates = new ArrayList<X509Certificate>();
        for (var file : invocation.paths(INTERMEDIATE)) {
            certificates.addAll(CertificateTrust.readCertificates(LimitedFile.read(file, MAX_BYTES), file.toString()));
        }
        return certificates;
    }

    /** Reads files that must hold public keys. */
    public static List<VerificationKey> read(List<Path> files) throws UnreadableKeyException {
        var keys = new ArrayList<VerificationKey>();
        for (var file : files) {
            keys.add(KeyFiles.readPublic(file));
        }
        return keys;
    }

    /** Names keys after the files that they were read from. */
    public static KeyNames names(List<Path> files, List<? extends VerificationKey> keys) {
        var names = KeyNames.NONE;
        for (int i = 0; i < keys.size(); i++) {
            names = names.with(
                    keys.get(i), new KeyNames.Name(String.valueOf(files.get(i).getFileName()), ""));
        }
        return names;
    }

    /**
     * Reads the public key of a private one that a token or a program holds, or of a file that may hold a private key too.
     *
     * @param key as for {@link SigningOptions#signer}
     */
    public static VerificationKey readPublicPart(String key, Passphrases passphrases, Invocation invocation)
            throws InTotoException, IOException {
        var held = SigningOptions.held(key, passphrases, invocation);
        return held.isPresent()
                ? held.get().publicKey()
                : readPublicPart(invocation.surroundings().path(key), passphrases);
    }

    /** Reads the public key of a file that may hold a private key too. */
    public static VerificationKey readPublicPart(Path file, Passphrases passphrases) throws InTotoException {
        byte[] content = KeyFiles.content(file);
        try {
            return KeyFiles.readPublic(content, file.toString());
        } catch (UnreadableKeyException e) {
            if (e.reason() == UnreadableKeyException.Reason.PRIVATE_INSTEAD_OF_PUBLIC) {
                return SigningOptions.read(content, file.toString(), passphrases)
                        .publicKey();
            }
            throw e;
        }
    }
}
