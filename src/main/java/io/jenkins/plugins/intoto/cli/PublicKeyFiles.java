package io.jenkins.plugins.intoto.cli;

import io.jenkins.plugins.intoto.InTotoException;
import io.jenkins.plugins.intoto.key.KeyFiles;
import io.jenkins.plugins.intoto.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.key.VerificationKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads public keys. */
final class PublicKeyFiles {
    private PublicKeyFiles() {}

    /** Reads files that must hold public keys. */
    static List<VerificationKey> read(List<Path> files) throws UnreadableKeyException {
        var keys = new ArrayList<VerificationKey>();
        for (var file : files) {
            keys.add(KeyFiles.readPublic(file));
        }
        return keys;
    }

    /** Reads the public key of a file that may hold a private key too. */
    static VerificationKey readPublicPart(Path file, Passphrases passphrases) throws InTotoException {
        try {
            return KeyFiles.readPublic(file);
        } catch (UnreadableKeyException e) {
            if (e.reason() == UnreadableKeyException.Reason.PRIVATE_INSTEAD_OF_PUBLIC) {
                return SigningOptions.read(file, passphrases).publicKey();
            }
            throw e;
        }
    }
}
