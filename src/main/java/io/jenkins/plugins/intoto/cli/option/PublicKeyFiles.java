package io.jenkins.plugins.intoto.cli.option;

import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads public keys. */
public final class PublicKeyFiles {
    private PublicKeyFiles() {}

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

    /** Reads the public key of a file that may hold a private key too. */
    public static VerificationKey readPublicPart(Path file, Passphrases passphrases) throws InTotoException {
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
