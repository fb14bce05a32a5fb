package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.DAMAGED;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.NOT_A_KEY;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.SEVERAL_KEYS;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.UNSUPPORTED_ALGORITHM;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.UNSUPPORTED_FORMAT;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.crypto.util.OpenSSHPrivateKeyUtil;
import org.bouncycastle.crypto.util.OpenSSHPublicKeyUtil;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/**
 * OpenSSH's own formats: public keys on one line (RFC 4253, section 6.6), and private keys in "openssh-key-v1". BouncyCastle
 * reads them; what it reads goes through the checks that all keys go through.
 */
final class OpenSshKeys {
    /** How a private key begins that is not encrypted: the magic, and the name of the cipher. */
    private static final byte[] PLAIN = "openssh-key-v1\0\0\0\0\4none".getBytes(StandardCharsets.US_ASCII);

    private static final List<String> KINDS =
            List.of("ssh-rsa", "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521");

    private OpenSshKeys() {}

    /** Whether a text starts like the public key of a line. */
    static boolean isPublicLine(String text) {
        return text.startsWith("ssh-") || text.startsWith("ecdsa-") || text.startsWith("sk-");
    }

    static AsymmetricKey readPublic(String text, String source) throws UnreadableKeyException {
        var lines = text.lines().filter(line -> !line.isBlank()).toList();
        if (lines.size() > 1) {
            throw new UnreadableKeyException(
                    source, SEVERAL_KEYS, "holds several keys; put the one to use in its own file");
        }
        var words = lines.get(0).strip().split("\\s+");
        if (words.length < 2) {
            throw new UnreadableKeyException(source, NOT_A_KEY, "is not the line of an OpenSSH public key");
        }
        checkKind(KINDS.contains(words[0]), source);
        try {
            var key = OpenSSHPublicKeyUtil.parsePublicKey(Base64.getDecoder().decode(words[1]));
            var spki = SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key);
            return AsymmetricKey.ofFile(PublicMaterial.ofSpki(spki.getEncoded(), source));
        } catch (IOException | RuntimeException e) { // BouncyCastle's parsers throw both on damaged content
            throw damaged(source);
        }
    }

    static PrivateMaterial readPrivate(byte[] content, String source) throws UnreadableKeyException {
        if (content.length >= PLAIN.length && !Arrays.equals(content, 0, PLAIN.length, PLAIN, 0, PLAIN.length)) {
            throw new UnreadableKeyException(
                    source,
                    UNSUPPORTED_FORMAT,
                    "is an encrypted key in OpenSSH's own format; convert a copy with"
                            + " \"ssh-keygen -p -m PKCS8 -f KEY\", or for Ed25519 remove its passphrase with"
                            + " \"ssh-keygen -p -N '' -f KEY\"");
        }
        var text = new String(content, StandardCharsets.ISO_8859_1);
        checkKind(!text.contains("\0sk-") && KINDS.stream().anyMatch(text::contains), source);
        try {
            var key = OpenSSHPrivateKeyUtil.parsePrivateKeyBlob(content);
            var info = PrivateKeyInfoFactory.createPrivateKeyInfo(key);
            return PrivateMaterial.ofPkcs8(info.getEncoded(), source);
        } catch (IOException | RuntimeException e) { // as above
            throw damaged(source);
        }
    }

    private static void checkKind(boolean isSupported, String source) throws UnreadableKeyException {
        if (!isSupported) {
            throw new UnreadableKeyException(
                    source,
                    UNSUPPORTED_ALGORITHM,
                    "is an OpenSSH key of a kind that is not supported; " + KeyAlgorithm.SUPPORTED);
        }
    }

    private static UnreadableKeyException damaged(String source) {
        return new UnreadableKeyException(source, DAMAGED, "the OpenSSH key is damaged");
    }
}
