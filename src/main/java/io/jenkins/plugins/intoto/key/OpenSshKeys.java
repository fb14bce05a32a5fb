package io.jenkins.plugins.intoto.key;

import static io.jenkins.plugins.intoto.key.UnreadableKeyException.Reason.DAMAGED;
import static io.jenkins.plugins.intoto.key.UnreadableKeyException.Reason.MISMATCH;
import static io.jenkins.plugins.intoto.key.UnreadableKeyException.Reason.NOT_A_KEY;
import static io.jenkins.plugins.intoto.key.UnreadableKeyException.Reason.SEVERAL_KEYS;
import static io.jenkins.plugins.intoto.key.UnreadableKeyException.Reason.UNSUPPORTED_ALGORITHM;
import static io.jenkins.plugins.intoto.key.UnreadableKeyException.Reason.UNSUPPORTED_FORMAT;

import io.jenkins.plugins.intoto.key.SshReader.MalformedSshException;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Optional;

/** OpenSSH's own formats: public keys on one line (RFC 4253, section 6.6), and private keys in "openssh-key-v1". */
final class OpenSshKeys {
    private static final String MAGIC = "openssh-key-v1\0";
    private static final String RSA = "ssh-rsa";
    private static final String ED25519 = "ssh-ed25519";
    private static final String ECDSA = "ecdsa-sha2-";

    private OpenSshKeys() {}

    /** Whether a text starts like the public key of a line. */
    static boolean isPublicLine(String text) {
        return text.startsWith("ssh-") || text.startsWith(ECDSA) || text.startsWith("sk-");
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
        try {
            var blob = SshReader.of(Base64.getDecoder().decode(words[1]));
            var material = publicKey(blob, source);
            blob.expectEnd();
            return AsymmetricKey.ofFile(material);
        } catch (IllegalArgumentException | MalformedSshException e) {
            throw damaged(source);
        }
    }

    private static PublicMaterial publicKey(SshReader blob, String source)
            throws MalformedSshException, UnreadableKeyException {
        var type = blob.text();
        if (type.equals(RSA)) {
            var exponent = blob.number();
            return PublicMaterial.ofRsa(blob.number(), exponent, source);
        }
        if (type.equals(ED25519)) {
            return PublicMaterial.ofEd25519(blob.string(), source);
        }
        var curve = curve(type, source);
        blob.string();
        return PublicMaterial.ofEc(curve, blob.string(), source);
    }

    private static EcCurve curve(String type, String source) throws UnreadableKeyException {
        return Optional.of(type)
                .filter(name -> name.startsWith(ECDSA))
                .flatMap(name -> EcCurve.ofNistName(name.substring(ECDSA.length())))
                .orElseThrow(() -> new UnreadableKeyException(
                        source,
                        UNSUPPORTED_ALGORITHM,
                        "is an OpenSSH key of a kind that is not supported; " + KeyAlgorithms.SUPPORTED));
    }

    static PrivateMaterial readPrivate(byte[] content, String source) throws UnreadableKeyException {
        try {
            var outer = SshReader.of(content);
            outer.expect(MAGIC);
            if (!outer.text().equals("none")) {
                throw new UnreadableKeyException(
                        source,
                        UNSUPPORTED_FORMAT,
                        "is an encrypted key in OpenSSH's own format; convert a copy with"
                                + " \"ssh-keygen -p -m PKCS8 -f KEY\", or for Ed25519 remove its passphrase with"
                                + " \"ssh-keygen -p -N '' -f KEY\"");
            }
            outer.string();
            outer.string();
            if (outer.uint32() != 1) {
                throw new UnreadableKeyException(
                        source, SEVERAL_KEYS, "holds several keys; put the one to use in its own file");
            }
            var declared = publicKey(SshReader.of(outer.string()), source);
            var inner = SshReader.of(outer.string());
            outer.expectEnd();
            if (inner.uint32() != inner.uint32()) {
                throw damaged(source);
            }
            var material = privateKey(inner, source);
            if (!material.publicPart().equals(declared)) {
                throw new UnreadableKeyException(
                        source, MISMATCH, "its private and its public key do not belong together");
            }
            return material;
        } catch (MalformedSshException e) {
            throw damaged(source);
        }
    }

    private static PrivateMaterial privateKey(SshReader inner, String source)
            throws MalformedSshException, UnreadableKeyException {
        var type = inner.text();
        if (type.equals(RSA)) {
            return rsa(inner, source);
        }
        if (type.equals(ED25519)) {
            inner.string();
            return PrivateMaterial.ofEd25519(inner.string(), source);
        }
        var curve = curve(type, source);
        inner.string();
        var point = inner.string();
        return PrivateMaterial.ofEc(curve, inner.number(), Optional.of(point), source);
    }

    private static PrivateMaterial rsa(SshReader inner, String source)
            throws MalformedSshException, UnreadableKeyException {
        var modulus = inner.number();
        var publicExponent = inner.number();
        var privateExponent = inner.number();
        var coefficient = inner.number();
        var p = inner.number();
        var q = inner.number();
        if (p.compareTo(BigInteger.TWO) <= 0 || q.compareTo(BigInteger.TWO) <= 0) {
            throw damaged(source);
        }
        return RsaNumbers.of(
                        modulus,
                        publicExponent,
                        privateExponent,
                        p,
                        q,
                        privateExponent.mod(p.subtract(BigInteger.ONE)),
                        privateExponent.mod(q.subtract(BigInteger.ONE)),
                        coefficient)
                .toMaterial(source);
    }

    private static UnreadableKeyException damaged(String source) {
        return new UnreadableKeyException(source, DAMAGED, "the OpenSSH key is damaged");
    }
}
